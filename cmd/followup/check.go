package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"followup/followup/approval"
	"followup/followup/store"
	"followup/followup/submit"
	"followup/mailwatch"
	"followup/mailwatch/classify"
	"followup/templates"
)

// checkTimeout is how long one server may take to answer all that check asks.
const checkTimeout = 45 * time.Second

func (f *face) checkCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "check",
		Short: "test config, store and servers, and say what to do",
		Long: `Check reads the config, looks at the store, logs in to both servers of each account and looks at the folders, and at
who checked the senders of the newest mails. It sends no mail and changes nothing. Each line is ok or says what to do.

With an app password these work today: Gmail (personal, with 2-step verification), iCloud, Fastmail, Yahoo and mail
servers of your own. Outlook.com, Microsoft 365 and Google Workspace without app passwords need OAuth2, which followup
does not speak yet.`,
		Example: `  followup check
  followup check --config jobs.toml`,
		Args: f.exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := f.load()
			if err != nil {
				return err
			}
			c := checker{face: f}
			c.all(cmd.Context(), cfg)
			f.out.line("")
			if c.bad > 0 {
				return fmt.Errorf("%s to mend", plural(c.bad, "thing", "things"))
			}
			if c.running {
				f.out.line("All is well, and followup is running.")
			} else {
				f.out.line("All is well. \"followup run\" begins.")
			}
			return nil
		},
	}
}

// checker prints one line for each thing it looks at and counts what is wrong.
type checker struct {
	*face
	bad     int
	running bool
}

// under is the room before what is said of a thing.
const under = "                  "

func (c *checker) ok(what, format string, args ...any) {
	c.out.hung(under, "%s  %s  %s", styled{green, "ok  "}, pad(what, 10), fmt.Sprintf(format, args...))
}

func (c *checker) note(what, format string, args ...any) {
	c.out.hung(under, "%s  %s  %s", styled{amber, "note"}, pad(what, 10), fmt.Sprintf(format, args...))
}

func (c *checker) fail(what string, err error, hint string) {
	c.bad++
	c.out.hung(under, "%s  %s  %s", styled{amber, "bad "}, pad(what, 10), err)
	if hint != "" {
		c.out.line("%s", under+hint)
	}
}

func (c *checker) all(ctx context.Context, cfg Config) {
	c.ok("config", "%s, %s", cfg.file, plural(len(cfg.Accounts), "account", "accounts"))
	if _, problems := templates.Load(cfg.Templates); len(problems) > 0 {
		for _, p := range problems {
			c.fail("letters", errors.New(p.String()), "the built-in letter is used until it is mended")
		}
	} else if cfg.Templates != "" {
		c.ok("letters", "your own in %s can be used", cfg.Templates)
	}
	c.rules(cfg)
	c.store(cfg)
	for _, m := range cfg.Accounts {
		c.account(ctx, cfg, m)
	}
}

// rules looks at the user's own rules, if there are any.
func (c *checker) rules(cfg Config) {
	text, err := readRules(cfg.rulesFile())
	if err != nil {
		c.fail("rules", err, "")
		return
	}
	rules, bad := classify.ParseRules(text)
	for _, b := range bad {
		c.fail("rules", fmt.Errorf("line %d of %s cannot be used: %s", b.Line, cfg.rulesFile(), b.Why), b.Hint)
	}
	if len(rules) > 0 && len(bad) == 0 {
		c.ok("rules", "%s of your own", plural(len(rules), "rule", "rules"))
	}
}

// store looks at the store without opening it for writing; the daemon may be using it.
func (c *checker) store(cfg Config) {
	if info, err := os.Stat(cfg.Data); err == nil && runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		c.fail("store", fmt.Errorf("%s is open to other users (mode %04o)", cfg.Data, info.Mode().Perm()), "chmod 700 "+cfg.Data)
		return
	}
	report, err := store.Verify(cfg.storeFile())
	switch {
	case errors.Is(err, fs.ErrNotExist):
		c.ok("store", "none yet; it will be made in %s", cfg.Data)
	case errors.Is(err, store.ErrLocked):
		if client, err := approval.Dial(cfg.socketFile()); err == nil {
			client.Stop()
			c.running = true
			c.ok("store", "in use by followup, which is running")
			return
		}
		c.fail("store", err, "another program has it open and answers no command: stop it")
	case err != nil:
		c.fail("store", err, "followup restore FILE brings a backup back")
	default:
		if err := c.writable(cfg); err != nil {
			c.fail("store", err, "the folder and the files in it must be yours, and open to you alone: chmod 700 for it, 600 for them")
			return
		}
		c.ok("store", "%s, sound (%s)", cfg.storeFile(), plural(report.Records, "record", "records"))
	}
}

// writable reports why the store could not be opened for writing, without changing anything in it.
func (c *checker) writable(cfg Config) error {
	info, err := os.Stat(cfg.storeFile())
	if err != nil {
		return err
	}
	if mode := info.Mode().Perm(); runtime.GOOS != "windows" && mode&0o077 != 0 {
		return fmt.Errorf("%s is open to other users (mode %04o)", cfg.storeFile(), mode)
	}
	file, err := os.OpenFile(cfg.storeFile(), os.O_RDWR, 0)
	if err != nil {
		return err
	}
	if err := file.Close(); err != nil {
		return err
	}
	probe, err := os.CreateTemp(cfg.Data, ".check-*")
	if err != nil {
		return err
	}
	return errors.Join(probe.Close(), os.Remove(probe.Name()))
}

func (c *checker) account(ctx context.Context, cfg Config, m Mailbox) {
	c.out.line("")
	c.out.line("%s", styled{bold, m.Name})
	if words := waitsForOAuth(m); words != "" {
		c.note("provider", "%s", words)
	}
	if _, err := m.password(ctx, c.env); err != nil {
		c.fail("password", errors.New(strings.TrimPrefix(err.Error(), "fetch the password of "+m.Name+": ")), "")
		return
	}
	c.ok("password", "found by %s", m.source())
	wired, err := m.wired(cfg, c.env)
	if err != nil {
		c.fail("account", err, "")
		return
	}
	c.imap(ctx, m, wired.In)
	c.smtp(ctx, m, wired.Out)
}

func (c *checker) imap(ctx context.Context, m Mailbox, in mailwatch.Account) {
	ctx, cancel := context.WithTimeout(ctx, checkTimeout)
	defer cancel()
	found, err := mailwatch.Check(ctx, in)
	if err != nil {
		c.fail("imap", fmt.Errorf("%s: %w", in.Addr, err), serverHint(err, m, m.IMAP))
		return
	}
	protection := or(found.TLS, "no TLS, on this machine")
	c.ok("imap", "%s, %s, %s in INBOX", in.Addr, protection, plural(int(found.Messages), "message", "messages"))
	if found.Alert != "" {
		c.note("imap", "the server says: %s", found.Alert)
	}
	var watched, special []string
	for _, folder := range found.Folders {
		if folder.Watched {
			watched = append(watched, folder.Name)
		}
		if folder.Role != mailwatch.RoleOther {
			special = append(special, string(folder.Role)+" is "+folder.Name)
		}
	}
	c.ok("folders", "watched: %s", strings.Join(watched, ", "))
	if len(special) > 0 {
		c.ok("folders", "%s", strings.Join(special, ", "))
	}
	for _, missing := range found.Missing {
		c.fail("folders", fmt.Errorf("there is no folder %s", missing), "write its name into the config: sent = ... or folders = [...]")
	}
	c.senders(m, found.Checked)
	if !slices.Contains(found.Capabilities, "IDLE") && !slices.Contains(found.Capabilities, "IMAP4rev2") {
		c.note("imap", "the server does not tell of new mail by itself (IDLE): it is asked every few minutes")
	}
}

// senders says who checks the senders of incoming mail. What the mails tell is only proposed: they come from strangers, and
// whoever is named in the config decides which sender is believed.
func (c *checker) senders(m Mailbox, found mailwatch.Checked) {
	on := fmt.Sprintf("%d of your %s", found.In, plural(found.Of, "newest mail", "newest mails"))
	switch {
	case found.Of == 0 && m.Authserv == "":
		c.note("senders", "not verified: there is no mail yet that tells who checks them")
	case found.Of == 0:
		c.ok("senders", "what %q says of them is believed; there is no mail yet that tells more", m.Authserv)
	case m.Authserv == "" && found.By == "":
		c.note("senders", "shown as not verified: your newest mails name no single server that checked them. followup works without it; if you know its name, write it into [[account]] as authserv")
	case m.Authserv == "":
		c.note("senders", "shown as not verified. %s were checked by %q: if that is your provider, write this into [[account]]:", on, found.By)
		c.out.line("%sauthserv = %q", under, found.By)
	case found.By == "" || strings.EqualFold(found.By, m.Authserv):
		c.ok("senders", "what %q says of them is believed", m.Authserv)
	default:
		c.note("senders", "what %q says of them is believed, but %s were checked by %q: if that is your provider, write this into [[account]]:", m.Authserv, on, found.By)
		c.out.line("%sauthserv = %q", under, found.By)
	}
}

func (c *checker) smtp(ctx context.Context, m Mailbox, out submit.Server) {
	ctx, cancel := context.WithTimeout(ctx, checkTimeout)
	defer cancel()
	client, err := submit.New(out)
	if err != nil {
		c.fail("smtp", err, "")
		return
	}
	report, err := client.Check(ctx)
	if err != nil {
		words := strings.TrimPrefix(err.Error(), "check submission server "+m.SMTP.Addr()+": ")
		c.fail("smtp", fmt.Errorf("%s: %s", m.SMTP.Addr(), words), serverHint(err, m, m.SMTP))
		return
	}
	c.ok("smtp", "%s, no mail was sent", report)
}

// source names the key that tells where the password is.
func (m Mailbox) source() string {
	for _, p := range m.passwordSources() {
		if p.value != "" {
			return p.key
		}
	}
	return "nothing"
}

// waitsForOAuth says where a provider takes no passwords any more.
func waitsForOAuth(m Mailbox) string {
	host := strings.ToLower(m.IMAP.Host)
	for _, suffix := range []string{"outlook.com", "office365.com", "hotmail.com", "live.com"} {
		if host == suffix || strings.HasSuffix(host, "."+suffix) {
			return "Outlook.com and Microsoft 365 accept OAuth2 only, which followup does not speak yet: the login will be refused"
		}
	}
	return ""
}

// serverHint says what to do about a server that cannot be used.
func serverHint(err error, m Mailbox, s Server) string {
	words := strings.ToLower(err.Error())
	host := strings.ToLower(s.Host)
	any := func(parts ...string) bool {
		return slices.ContainsFunc(parts, func(p string) bool { return strings.Contains(words, p) })
	}
	switch {
	case any("no such host"):
		return "is the name of the server right, and is this machine online?"
	case any("connection refused", "timeout", "deadline exceeded", "unreachable"):
		return fmt.Sprintf("is port %d right for tls = %q, and does nothing on the way block it?", s.Port, s.TLS)
	case any("certificate", "x509"):
		return "the server cannot prove who it is: is the name right? For an authority of your own, set ca_file"
	case any("tls"):
		return "implicit TLS is on port 993 and 465, STARTTLS on 143 and 587: does tls fit the port?"
	case any("auth", "login", "password", "credential", "refused"):
		switch {
		case strings.HasSuffix(host, "gmail.com") || strings.HasSuffix(host, "googlemail.com"):
			return "Gmail wants an app password, and 2-step verification on; a Workspace without app passwords waits for OAuth2"
		case strings.HasSuffix(host, "me.com") || strings.HasSuffix(host, "icloud.com"):
			return "iCloud wants an app-specific password; its SMTP server is on port 587 with tls = \"starttls\""
		case strings.HasSuffix(host, "yahoo.com") || strings.HasSuffix(host, "fastmail.com") || strings.HasSuffix(host, "aol.com"):
			return "this provider wants an app password"
		case waitsForOAuth(m) != "":
			return "this provider accepts OAuth2 only, which followup does not speak yet"
		}
		return "is the user name right, and does this provider want an app password?"
	}
	return ""
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return thousands(n) + " " + many
}
