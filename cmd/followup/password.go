package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// passwordTimeout is how long a password command may take: long enough to type a passphrase into an agent.
const passwordTimeout = 2 * time.Minute

// passwordSource is a key of the file and its value.
type passwordSource struct{ key, value string }

func (m Mailbox) passwordSources() []passwordSource {
	return []passwordSource{
		{"password_command", m.PasswordCommand},
		{"password_file", m.PasswordFile},
		{"password_env", m.PasswordEnv},
		{"password_credential", m.PasswordCredential},
	}
}

// password fetches the account's password from where the file says it is. The errors never hold what was found there.
func (m Mailbox) password(ctx context.Context, env environment) (Secret, error) {
	words, from, err := m.fetchPassword(ctx, env)
	if err != nil {
		return Secret{}, fmt.Errorf("fetch the password of %s: %w", m.Name, err)
	}
	// Programs and editors end the line; a password that really ends in one is past helping.
	words = strings.TrimRight(words, "\r\n")
	if words == "" {
		return Secret{}, fmt.Errorf("fetch the password of %s: %s gave nothing", m.Name, from)
	}
	if strings.ContainsAny(words, "\r\n\x00") {
		return Secret{}, fmt.Errorf("fetch the password of %s: %s gave more than one line", m.Name, from)
	}
	return Secret{words}, nil
}

func (m Mailbox) fetchPassword(ctx context.Context, env environment) (words, from string, err error) {
	switch {
	case m.PasswordCommand != "":
		words, err = runPasswordCommand(ctx, m.PasswordCommand, env)
		words, _, _ = strings.Cut(words, "\n") // programs such as pass keep notes below
		return words, "password_command", err
	case m.PasswordFile != "":
		words, err = readPrivate(m.PasswordFile)
		return words, "password_file", err
	case m.PasswordEnv != "":
		return env.get(m.PasswordEnv), "the variable " + m.PasswordEnv, nil
	}
	dir := env.get("CREDENTIALS_DIRECTORY")
	if dir == "" {
		return "", "", errors.New("CREDENTIALS_DIRECTORY is not set: password_credential works under systemd with LoadCredential=")
	}
	if filepath.Base(m.PasswordCredential) != m.PasswordCredential {
		return "", "", fmt.Errorf("%q is a path: write the name of the credential alone", m.PasswordCredential)
	}
	// systemd keeps this folder closed to others and its files at 0440 or 0400.
	text, err := os.ReadFile(filepath.Join(dir, m.PasswordCredential))
	return string(text), "password_credential", err
}

// runPasswordCommand runs the command in the user's shell. Its complaints are not passed on, because nobody knows what
// stands in them.
func runPasswordCommand(ctx context.Context, command string, env environment) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, passwordTimeout)
	defer cancel()
	name, args := "sh", []string{"-c", command}
	if runtime.GOOS == "windows" {
		name, args = "cmd", []string{"/C", command}
	}
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = env
	cmd.WaitDelay = time.Second
	out, err := cmd.Output()
	if ctx.Err() != nil {
		return "", fmt.Errorf("password_command took longer than %v", passwordTimeout)
	}
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			if code := exit.ExitCode(); code == 126 || code == 127 { // the shell's own
				return "", fmt.Errorf("password_command ended with code %d: the shell cannot find or run it", code)
			}
			return "", fmt.Errorf("password_command ended with code %d: run it by hand to see why", exit.ExitCode())
		}
		return "", fmt.Errorf("run password_command: %w", err)
	}
	return string(out), nil
}

// readPrivate reads a file that nobody else can read.
func readPrivate(path string) (string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", err
	}
	if mode := info.Mode().Perm(); runtime.GOOS != "windows" && mode&0o077 != 0 {
		return "", fmt.Errorf("%s can be read by other users (mode %04o): run chmod 600 on it", path, mode)
	}
	text, err := os.ReadFile(path)
	return string(text), err
}
