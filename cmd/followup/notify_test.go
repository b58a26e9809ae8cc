package main

import (
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"followup/followup"
)

// TestNotifyCommand runs a real command: it gets the line as its last argument, nothing on its input, and no shell reads a
// word of the line.
func TestNotifyCommand(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("the command is a shell script")
	}
	dir := t.TempDir()
	script, heard := filepath.Join(dir, "show"), filepath.Join(dir, "heard")
	text := "#!/bin/sh\n{ printf '%s|' \"$#\" \"$@\"; cat; echo end; } >> " + heard + "\nexit 3\n"
	if err := os.WriteFile(script, []byte(text), 0o700); err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	tell := notifier(Config{Notify: "auto", NotifyCmd: script + " --title followup"}, os.Environ(), slog.New(slog.NewTextHandler(&log, nil)))
	hostile := "A letter to $(touch " + dir + "/pwned) `x`; '\"&&\x1b[2J\nBirch waits"
	tell(followup.Alert{Words: hostile})
	tell(followup.Alert{Words: "-n"})
	want := "3|--title|followup|A letter to $(touch " + dir + "/pwned) `x`; '\"&&[2J Birch waits|end\n3|--title|followup|-n|end\n"
	got := ""
	for end := time.Now().Add(10 * time.Second); got != want && time.Now().Before(end); <-time.After(10 * time.Millisecond) {
		b, _ := os.ReadFile(heard)
		got = string(b)
	}
	if got != want {
		t.Errorf("the command heard %q, want %q", got, want)
	}
	if _, err := os.Stat(filepath.Join(dir, "pwned")); err == nil {
		t.Error("a shell ran words of the line")
	}
}

func TestNotifyChoice(t *testing.T) {
	t.Parallel()
	if notifier(Config{Notify: "off", NotifyCmd: "true"}, nil, slog.New(slog.DiscardHandler)) != nil {
		t.Error("off, and it is shown")
	}
	if argv := notifyArgv(Config{Notify: "auto"}, nil); runtime.GOOS == "linux" && argv != nil {
		t.Errorf("nobody sits before it, and it runs %q", argv)
	}
	if argv := notifyArgv(Config{Notify: "auto", NotifyCmd: "x"}, nil); len(argv) == 0 {
		t.Error("the command of the config is not run")
	}
}

// Errors of the command are logged without the line.
func TestNotifyLogsNoWords(t *testing.T) {
	t.Parallel()
	err := runNotify([]string{filepath.Join(t.TempDir(), "none"), "canary words"}, nil)
	if err == nil || strings.Contains(err.Error(), "canary") {
		t.Errorf("%v", err)
	}
}
