package approval

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"time"
)

// ErrRunning means that a daemon already answers on that socket.
var ErrRunning = errors.New("a daemon already answers there")

// maxPath is the longest path a unix socket can have: 104 bytes on macOS, 108 on Linux, each with the final zero.
const maxPath = 103

// Listen opens the socket at path for the current user alone: mode 0600 in a folder of mode 0700, which it makes where
// it is missing. A socket left behind by a daemon that died is removed; one that is answered gives ErrRunning, and
// anything that is no socket is left alone. Call it while holding the lock of the store: that lock, not this socket,
// is what keeps two daemons apart.
//
// Where the system tells who connects (Linux, macOS, FreeBSD), others than this user and root are turned away. On the
// other systems the modes alone guard, and on Windows the access rights of the folder do.
func Listen(path string) (net.Listener, error) {
	if len(path) > maxPath {
		return nil, fmt.Errorf("open socket %s: the path is longer than %d bytes, which no system takes everywhere; "+
			"choose a shorter data folder", path, maxPath)
	}
	if err := privateFolder(filepath.Dir(path)); err != nil {
		return nil, fmt.Errorf("open socket %s: %w", path, err)
	}
	if err := removeStale(path); err != nil {
		return nil, fmt.Errorf("open socket %s: %w", path, err)
	}
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
	if err != nil {
		return nil, fmt.Errorf("open socket: %w", err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		l.Close()
		return nil, fmt.Errorf("open socket: %w", err)
	}
	return &guard{UnixListener: l, allow: sameUserOrRoot, log: slog.New(slog.DiscardHandler)}, nil
}

// privateFolder sees that the folder exists, is a folder and not a link to one, and is closed to others.
func privateFolder(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	info, err := os.Stat(dir)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return fmt.Errorf("%s is not a folder", dir)
	}
	if mode := info.Mode().Perm(); runtime.GOOS != "windows" && mode&0o077 != 0 {
		return fmt.Errorf("the folder %s is open to other users (mode %04o): run chmod 700 on it", dir, mode)
	}
	return nil
}

// removeStale removes a socket that nobody answers.
func removeStale(path string) error {
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if info.Mode()&fs.ModeSocket == 0 && runtime.GOOS != "windows" {
		return errors.New("there is something that is no socket: move it away")
	}
	c, err := net.DialTimeout("unix", path, time.Second)
	if err == nil {
		c.Close()
		return ErrRunning
	}
	if !refused(err) {
		return fmt.Errorf("ask who is there: %w", err)
	}
	return os.Remove(path)
}

// refused reports whether nobody listens on a socket that exists.
func refused(err error) bool {
	const windowsRefused = syscall.Errno(10061) // WSAECONNREFUSED
	return errors.Is(err, syscall.ECONNREFUSED) || errors.Is(err, windowsRefused)
}

// guard turns away whoever allow does not let in, before a byte is read.
type guard struct {
	*net.UnixListener
	allow func(uid uint32) bool
	log   *slog.Logger // set by Serve
}

// Accept waits for the next connection of somebody who may come in.
func (g *guard) Accept() (net.Conn, error) {
	for {
		c, err := g.AcceptUnix()
		if err != nil {
			return nil, err
		}
		uid, err := peer(c)
		if errors.Is(err, errNoPeer) {
			return c, nil // the modes of socket and folder guard here
		}
		if err == nil && g.allow(uid) {
			return c, nil
		}
		g.log.Warn("turned away from the socket", "uid", uid, "err", err)
		c.Close()
	}
}

// errNoPeer means that this system does not tell who is on the other side of a socket.
var errNoPeer = errors.New("this system does not tell who connects")

// sameUserOrRoot lets in the user that runs the daemon, and root, who could read the store anyway.
func sameUserOrRoot(uid uint32) bool { return uid == 0 || int(uid) == os.Geteuid() }
