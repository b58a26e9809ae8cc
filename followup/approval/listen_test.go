package approval

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// folder returns a new folder of mode 0700 whose path is short enough for a socket.
func folder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "fu")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

func TestListen(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("windows has no modes on sockets")
	}
	t.Run("the socket and its folder are for one user", func(t *testing.T) {
		t.Parallel()
		path := filepath.Join(folder(t), "new", "followup.sock")
		l, err := Listen(path)
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		for p, want := range map[string]os.FileMode{path: 0o600, filepath.Dir(path): 0o700} {
			if info, err := os.Stat(p); err != nil || info.Mode().Perm() != want {
				t.Errorf("%s: mode %v, %v, want %04o", p, info.Mode(), err, want)
			}
		}
	})
	t.Run("a folder that is open to others is refused", func(t *testing.T) {
		t.Parallel()
		dir := folder(t)
		if err := os.Chmod(dir, 0o750); err != nil {
			t.Fatal(err)
		}
		if _, err := Listen(filepath.Join(dir, "s")); err == nil || !strings.Contains(err.Error(), "chmod 700") {
			t.Errorf("listen: %v", err)
		}
	})
	t.Run("a socket left behind is replaced", func(t *testing.T) {
		t.Parallel()
		path := filepath.Join(folder(t), "s")
		dead, err := net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
		if err != nil {
			t.Fatal(err)
		}
		dead.SetUnlinkOnClose(false)
		dead.Close()
		if _, err := Dial(path); !errors.Is(err, ErrNoDaemon) {
			t.Errorf("dial: %v, want ErrNoDaemon", err)
		}
		l, err := Listen(path)
		if err != nil {
			t.Fatal(err)
		}
		l.Close()
	})
	t.Run("a socket that is answered is left alone", func(t *testing.T) {
		t.Parallel()
		path := filepath.Join(folder(t), "s")
		first, err := Listen(path)
		if err != nil {
			t.Fatal(err)
		}
		defer first.Close()
		if _, err := Listen(path); !errors.Is(err, ErrRunning) {
			t.Errorf("second listen: %v, want ErrRunning", err)
		}
	})
	t.Run("a file that is no socket is left alone", func(t *testing.T) {
		t.Parallel()
		path := filepath.Join(folder(t), "s")
		if err := os.WriteFile(path, []byte("mine"), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Listen(path); err == nil {
			t.Error("a file was replaced")
		}
		if text, _ := os.ReadFile(path); string(text) != "mine" {
			t.Errorf("the file holds %q now", text)
		}
	})
	t.Run("a path that is too long says so", func(t *testing.T) {
		t.Parallel()
		if _, err := Listen(filepath.Join(folder(t), strings.Repeat("x", 110))); err == nil || !strings.Contains(err.Error(), "shorter") {
			t.Errorf("listen: %v", err)
		}
	})
}

// TestGuard turns a stranger away: the connection ends and no request is read.
func TestGuard(t *testing.T) {
	t.Parallel()
	path := filepath.Join(folder(t), "s")
	l, err := Listen(path)
	if err != nil {
		t.Fatal(err)
	}
	inner := l.(*guard)
	asked := make(chan uint32, 8)
	strangers := &guard{UnixListener: inner.UnixListener, allow: func(uid uint32) bool { asked <- uid; return false }}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	desk := &recorder{answers: sample()}
	go func() { done <- Serve(ctx, strangers, desk, slog.New(slog.DiscardHandler)) }()
	c, err := net.Dial("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	if uid, err := peer(asUnix(c)); errors.Is(err, errNoPeer) {
		t.Skip("this system does not tell who connects")
	} else if err != nil || int(uid) != os.Geteuid() {
		t.Errorf("the other side is %d, %v, want %d", uid, err, os.Geteuid())
	}
	if n, err := c.Read(make([]byte, 1)); n != 0 || err == nil {
		t.Errorf("a stranger read %d bytes, %v", n, err)
	}
	if uid := <-asked; int(uid) != os.Geteuid() {
		t.Errorf("the guard was told uid %d, want %d", uid, os.Geteuid())
	}
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
	if desk.act != "" {
		t.Errorf("a stranger made the desk %s", desk.act)
	}
}

func asUnix(c net.Conn) *net.UnixConn { return c.(*net.UnixConn) }

// TestRequests sends what no client of ours sends.
func TestRequests(t *testing.T) {
	t.Parallel()
	desk := &recorder{answers: sample()}
	client := serve(t, desk)
	tests := []struct {
		name, method, path, kind, body string
		want                           int
	}{
		{"an act works by hand", "POST", "/v1/show", "application/json", `"abcd"`, 200},
		{"a page cannot post a form", "POST", "/v1/pause", "application/x-www-form-urlencoded", `a=b`, 415},
		{"nor plain text", "POST", "/v1/pause", "text/plain", `"x"`, 415},
		{"reading changes nothing", "GET", "/v1/pause", "application/json", ``, 405},
		{"an unknown act", "POST", "/v1/approve-all", "application/json", `{}`, 404},
		{"another version", "POST", "/v2/show", "application/json", `"abcd"`, 404},
		{"a field that this version does not know", "POST", "/v1/approve", "application/json", `{"note":"n","force":true}`, 400},
		{"two values", "POST", "/v1/show", "application/json", `"a" "b"`, 400},
		{"nothing at all", "POST", "/v1/show", "application/json", ``, 400},
		{"the wrong shape", "POST", "/v1/approve", "application/json", `[1]`, 400},
		{"a body without end", "POST", "/v1/show", "application/json", `"` + strings.Repeat("x", maxRequest), 413},
	}
	for _, test := range tests {
		desk.act = ""
		r, err := http.NewRequestWithContext(t.Context(), test.method, "http://followup"+test.path, strings.NewReader(test.body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", test.kind)
		response, err := client.http.Do(r)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		text, _ := io.ReadAll(response.Body)
		response.Body.Close()
		if response.StatusCode != test.want {
			t.Errorf("%s: HTTP %d, want %d: %s", test.name, response.StatusCode, test.want, text)
		}
		if (desk.act != "") != (test.want == 200) {
			t.Errorf("%s: the desk was asked to %q", test.name, desk.act)
		}
		if test.want == 200 && !bytes.Contains(text, []byte(`"version":1`)) {
			t.Errorf("%s: no version in %s", test.name, text)
		}
	}
}
