package approval

import (
	"context"
	"io"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// strangerSocket tells the copy of this test program that runs as somebody else which socket to knock at.
const strangerSocket = "FOLLOWUP_TEST_STRANGER"

// nobody is the user that owns nothing (nobody(5) on every Linux).
const nobody = 65534

// TestStranger knocks as another user of this machine: at the socket as it is made, and at one whose modes somebody
// has opened.
func TestStranger(t *testing.T) {
	if path := os.Getenv(strangerSocket); path != "" {
		knock(path)
		return
	}
	t.Parallel()
	if os.Geteuid() != 0 {
		t.Skip("LOUD: only root can become another user; the guard against other users of this machine was not tried")
	}
	dir := folder(t)
	program := filepath.Join(dir, "stranger")
	copyProgram(t, program)
	socket := filepath.Join(dir, "d", "s")
	l, err := Listen(socket)
	if err != nil {
		t.Fatal(err)
	}
	desk := &recorder{answers: sample()}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- Serve(ctx, l, desk, slog.New(slog.DiscardHandler)) }()

	for _, test := range []struct {
		name   string
		folder os.FileMode
		socket os.FileMode
		want   string
	}{
		{"as it is made", 0o700, 0o600, "no way in"},
		{"an open socket in a closed folder", 0o700, 0o666, "no way in"},
		{"a closed socket in an open folder", 0o755, 0o600, "no way in"},
		{"everything open: the credentials still guard", 0o755, 0o666, "turned away"},
	} {
		chmod(t, dir, 0o755)
		chmod(t, filepath.Dir(socket), test.folder)
		chmod(t, socket, test.socket)
		cmd := exec.Command(program, "-test.run=^TestStranger$")
		cmd.Dir = "/"
		cmd.Env = []string{strangerSocket + "=" + socket}
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
		out, err := cmd.CombinedOutput()
		if err != nil || !strings.Contains(string(out), test.want) {
			t.Errorf("%s: %q, %v, want %q", test.name, out, err, test.want)
		}
	}
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
	if desk.act != "" {
		t.Errorf("a stranger made the desk %s", desk.act)
	}
}

// knock is what the stranger does.
func knock(path string) {
	c, err := net.Dial("unix", path)
	if err != nil {
		os.Stdout.WriteString("no way in: " + err.Error() + "\n")
		return
	}
	defer c.Close()
	// The guard may close before all is written, so only the answer tells.
	_, _ = io.WriteString(c, "POST /v1/pause HTTP/1.1\r\nHost: followup\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n\"\"")
	answer, _ := io.ReadAll(c)
	if len(answer) == 0 {
		os.Stdout.WriteString("turned away\n")
		return
	}
	os.Stdout.WriteString("came in: " + string(answer) + "\n")
}

func chmod(t *testing.T, path string, mode os.FileMode) {
	t.Helper()
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
}

func copyProgram(t *testing.T, to string) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(self)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, text, 0o755); err != nil {
		t.Fatal(err)
	}
}
