package store

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"
)

// The test binary plays the other process: it is started again with childRole set.
const childRole = "FOLLOWUP_STORE_CHILD"

func TestMain(m *testing.M) {
	role, ok := os.LookupEnv(childRole)
	if !ok {
		os.Exit(m.Run())
	}
	if err := child(role, os.Args[1:]); err != nil {
		fmt.Println("error:", err)
		os.Exit(1)
	}
}

func child(role string, paths []string) error {
	switch role {
	case "hold", "count":
		s, err := Open(paths[0], Options{Now: time.Now})
		if err != nil {
			return err
		}
		fmt.Println("open")
		for i := 1; role == "count"; i++ {
			if err := s.Update(func(tx *Tx) error { return tx.PutMeta("count", i) }); err != nil {
				return err
			}
			fmt.Println(i)
		}
		_, err = io.Copy(io.Discard, os.Stdin) // until the parent closes it
		return errors.Join(err, s.Close())
	case "damage":
		return damaged(paths[0])
	}
	return fmt.Errorf("no role %q", role)
}

func spawn(t *testing.T, ctx context.Context, role string, args ...string) *exec.Cmd {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(ctx, exe, args...)
	cmd.Env = append(os.Environ(), childRole+"="+role)
	cmd.Stderr = os.Stderr
	return cmd
}

func newRand(t *testing.T) *rand.Rand {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	return rand.New(rand.NewPCG(seed, 1))
}

func TestSecondProcessIsToldWhoHoldsTheStore(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "data", "followup.db")
	cmd := spawn(t, t.Context(), "hold", path)
	in, _ := cmd.StdinPipe()
	out, _ := cmd.StdoutPipe()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); line != "open\n" {
		t.Fatalf("the other process says %q, %v", line, err)
	}
	began := time.Now()
	_, err := Open(path, Options{Now: clock})
	if took := time.Since(began); took > 2200*time.Millisecond {
		t.Errorf("it took %v to say so", took)
	}
	if !errors.Is(err, ErrLocked) || !strings.Contains(err.Error(), fmt.Sprint("process ", cmd.Process.Pid)) {
		t.Errorf("error is %v, want ErrLocked and process %d", err, cmd.Process.Pid)
	}
	for what, try := range map[string]func() error{
		"verify":  func() error { _, err := Verify(path); return err },
		"restore": func() error { return Restore(backupOf(t), path, noon) },
	} {
		if err := try(); !errors.Is(err, ErrLocked) {
			t.Errorf("%s while another process has it open: %v", what, err)
		}
	}
	in.Close()
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	if StoppedUncleanly(path) {
		t.Error("the process id stays after Close")
	}
	reopen(t, path)
}

func backupOf(t *testing.T) string {
	s := fresh(t)
	path := filepath.Join(filepath.Dir(s.Path()), "copy.db")
	if err := s.Backup(path); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAKillWhileWritingLosesNothingThatWasSaid(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "data", "followup.db")
	told := 0
	for range 5 {
		cmd := spawn(t, t.Context(), "count", path)
		out, _ := cmd.StdoutPipe()
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		for n := 0; n < 40 && lines.Scan(); n++ {
			told, _ = strconv.Atoi(lines.Text())
		}
		cmd.Process.Kill()
		for lines.Scan() {
			if n, err := strconv.Atoi(lines.Text()); err == nil {
				told = n
			}
		}
		cmd.Wait()
		if !StoppedUncleanly(path) {
			t.Error("nothing tells of the kill")
		}
		s := reopen(t, path)
		if !s.Opened().Unclean {
			t.Error("Opened does not tell of the kill")
		}
		var count int
		view(t, s, func(tx *Tx) error { _, err := tx.Meta("count", &count); return err })
		if count < told || told < 30 {
			t.Errorf("count is %d, %d was said to be written", count, told)
		}
		s.Close()
	}
}

func TestAKillInTheFirstInitialisationLeavesNoHalfStore(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for i := range 40 {
		path := filepath.Join(dir, fmt.Sprint(i), "followup.db")
		ctx, stop := context.WithTimeout(t.Context(), time.Duration(i)*400*time.Microsecond)
		spawn(t, ctx, "hold", path).Run()
		stop()
		s := reopen(t, path)
		update(t, s, func(tx *Tx) error { return tx.PutMeta("k", i) })
		s.Close()
		if rest, _ := filepath.Glob(path + "*"); len(rest) != 1 {
			t.Errorf("left beside the store: %v", rest)
		}
	}
}

func TestWhatAStoppedStartLeftIsRemoved(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "data")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "followup.db")
	for name, content := range map[string]string{"followup.db.new-1": "", "followup.db.new-2": "half of a first page"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := reopen(t, path)
	equal(t, "created", s.Opened().Created, true)
	s.Close()
	rest, _ := filepath.Glob(filepath.Join(dir, "*"))
	equal(t, "files", rest, []string{path})
}

func TestManyStartsAtOnceMakeOneStore(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "data", "followup.db")
	errs := make(chan error)
	for i := range 8 {
		go func() {
			s, err := Open(path, Options{Now: clock, Timeout: time.Minute})
			if err == nil {
				err = errors.Join(s.Update(func(tx *Tx) error { return tx.PutMeta(fmt.Sprint(i), i) }), s.Close())
			}
			errs <- err
		}()
	}
	for range 8 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	view(t, reopen(t, path), func(tx *Tx) error {
		for i := range 8 {
			if ok, err := tx.Meta(fmt.Sprint(i), new(int)); !ok || err != nil {
				t.Errorf("what start %d wrote is gone: %v", i, err)
			}
		}
		return nil
	})
}

func TestFolderAndFileAreForTheirOwnerOnly(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("no mode bits")
	}
	s := fresh(t)
	path, dir := s.Path(), filepath.Dir(s.Path())
	copied := filepath.Join(dir, "copy.db")
	if err := s.Backup(copied); err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string]os.FileMode{dir: 0o700, path: 0o600, pidPath(path): 0o600, copied: 0o600} {
		info, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "mode of "+filepath.Base(file), info.Mode().Perm(), want)
	}
	s.Close()
	for _, c := range []struct {
		why, file string
		loose     os.FileMode
		tight     os.FileMode
	}{
		{"a folder that the group can read is refused", dir, 0o740, 0o700},
		{"a folder that others can enter is refused", dir, 0o701, 0o700},
		{"a file that others can read is refused", path, 0o604, 0o600},
		{"a file that the group can write is refused", path, 0o620, 0o600},
	} {
		os.Chmod(c.file, c.loose)
		_, err := Open(path, Options{Now: clock})
		if !errors.Is(err, ErrLoose) || !strings.Contains(err.Error(), "chmod") {
			t.Errorf("%s: %v", c.why, err)
		}
		os.Chmod(c.file, c.tight)
	}
	reopen(t, path)
}

func TestOpenRefusesWhatIsNoStore(t *testing.T) {
	t.Parallel()
	whole, err := os.ReadFile(backupOf(t))
	if err != nil {
		t.Fatal(err)
	}
	for why, content := range map[string][]byte{
		"an empty file":                 {},
		"a text":                        []byte("dear diary"),
		"a long text":                   bytes.Repeat([]byte("dear diary "), 10_000),
		"a file cut inside a meta page": whole[:5000],
		"a file cut after both":         whole[:8192],
		"a file cut in the middle":      whole[:len(whole)/2&^4095],
		"zeros":                         make([]byte, 65536),
	} {
		path := filepath.Join(t.TempDir(), "data", "followup.db")
		os.Mkdir(filepath.Dir(path), 0o700)
		os.WriteFile(path, content, 0o600)
		_, err := Open(path, Options{Now: clock})
		if !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), "restore a backup") {
			t.Errorf("%s: %v", why, err)
		}
		if after, _ := os.ReadFile(path); !bytes.Equal(after, content) {
			t.Errorf("%s was changed", why)
		}
	}
	if _, err := Open(filepath.Join(t.TempDir(), "x", "y"), Options{}); err == nil {
		t.Error("a store without a clock was opened")
	}
}

func TestNewerFileIsLeftAsItIs(t *testing.T) {
	t.Parallel()
	s := fresh(t)
	fill(t, s, 10)
	path := s.Path()
	err := s.db.Update(func(btx *bbolt.Tx) error { return setSchema(btx, Schema+1) })
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	long := noon.AddDate(-1, 0, 0)
	if err := os.Chtimes(path, long, long); err != nil {
		t.Fatal(err)
	}
	before, _ := os.ReadFile(path)
	_, err = Open(path, Options{Now: clock})
	if !errors.Is(err, ErrNewer) || !strings.Contains(err.Error(), "version 2") {
		t.Errorf("error is %v, want ErrNewer", err)
	}
	after, _ := os.ReadFile(path)
	info, _ := os.Stat(path)
	if !bytes.Equal(before, after) || !info.ModTime().Equal(long) {
		t.Errorf("the file was changed (modified %v)", info.ModTime())
	}
	if rest, _ := filepath.Glob(path + "*"); len(rest) != 1 {
		t.Errorf("left beside it: %v", rest)
	}
}
