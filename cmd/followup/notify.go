package main

import (
	"context"
	"log/slog"
	"os/exec"
	"runtime"
	"strings"
	"time"

	"followup/followup"
	"followup/mailwatch"
)

// notifyTimeout is how long a notification may take to be shown.
const notifyTimeout = 10 * time.Second

// notifier shows notifications as the configuration says; nil where it wants none or this machine has nothing for them. A
// notification is one line, the last argument of a command; no mail text and no address is ever in it.
func notifier(cfg Config, env environment, log *slog.Logger) func(followup.Alert) {
	argv := notifyArgv(cfg, env)
	if argv == nil {
		return nil
	}
	lines := make(chan string, 16)
	show := func() { // one at a time, so that none overtakes another and a slow one keeps nobody waiting
		for line := range lines {
			if err := runNotify(append(argv[:len(argv):len(argv)], line), env); err != nil {
				log.Warn("a notification was not shown", "err", err)
			}
		}
	}
	go show()
	return func(a followup.Alert) {
		select {
		case lines <- mailwatch.CleanLine(a.Words):
		default:
			log.Warn("a notification was not shown", "err", "too many wait already")
		}
	}
}

// notifyArgv is the command that shows a line, without the line.
func notifyArgv(cfg Config, env environment) []string {
	switch {
	case cfg.Notify == "off":
		return nil
	case cfg.NotifyCmd != "" && runtime.GOOS == "windows": // its shell would read the line
		return strings.Fields(cfg.NotifyCmd)
	case cfg.NotifyCmd != "":
		return []string{"sh", "-c", cfg.NotifyCmd + ` "$@"`, "followup"}
	case runtime.GOOS == "darwin":
		return []string{"osascript", "-e", "on run argv", "-e", `display notification (item 1 of argv) with title "followup"`, "-e", "end run"}
	case env.get("DISPLAY") == "" && env.get("WAYLAND_DISPLAY") == "" && env.get("DBUS_SESSION_BUS_ADDRESS") == "":
		return nil // nobody sits before it
	}
	if path, err := exec.LookPath("notify-send"); err == nil {
		return []string{path, "--app-name=followup", "--"}
	}
	return nil
}

// runNotify runs a command that shows a line. It reads nothing, and what it says is not kept.
func runNotify(argv []string, env environment) error {
	ctx, cancel := context.WithTimeout(context.Background(), notifyTimeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
	cmd.Env = env
	cmd.WaitDelay = time.Second
	return cmd.Run()
}
