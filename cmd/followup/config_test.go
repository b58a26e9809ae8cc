package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/pelletier/go-toml/v2"

	"followup/followup"
	"followup/followup/holidays"
)

var testEnv = environment{"HOME=/home/ada", "USERPROFILE=/home/ada", "LocalAppData=/home/ada/local", "AppData=/home/ada/roaming"}

// minimal is the shortest config that is complete.
const minimal = `[you]
name = "Ada Example"

[[account]]
address = "ada@example.org"
password_env = "MAIL_PASSWORD"
imap.host = "imap.example.org"
smtp.host = "smtp.example.org"
`

func TestConfigMinimal(t *testing.T) {
	t.Parallel()
	c, err := parseConfig("config.toml", []byte(minimal), testEnv)
	if err != nil {
		t.Fatal(err)
	}
	m := c.Accounts[0]
	if m.Name != "ada@example.org" || m.IMAP.Port != 993 || m.SMTP.Port != 465 || m.SMTP.Username != "ada@example.org" ||
		m.IMAP.TLS != "implicit" || m.SentCopy != "auto" || !reflect.DeepEqual(m.Addresses, []string{"ada@example.org"}) {
		t.Errorf("the account was completed to %+v", m)
	}
	want := followup.DefaultPolicy(time.Local)
	want.Calendar = holidays.New(nil)
	if got := c.policy(); !reflect.DeepEqual(got, want) {
		t.Errorf("the policy is\n%+v\nwant the defaults\n%+v", got, want)
	}
}

func TestConfigSeveralAccounts(t *testing.T) {
	t.Parallel()
	text := minimal + `
[[account]]
name = "work"
address = "ada@work.example"
addresses = ["a.example@work.example"]
password_command = "pass show work"
folders = ["Jobs", "Lists/Hiring"]
[account.imap]
host = "127.0.0.1"
port = 1143
tls = "starttls"
[account.smtp]
host = "localhost"
tls = "starttls"
`
	c, err := parseConfig("config.toml", []byte(text), testEnv)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Accounts) != 2 {
		t.Fatalf("%d accounts, want 2", len(c.Accounts))
	}
	m := c.Accounts[1]
	if m.Name != "work" || m.IMAP.Port != 1143 || m.SMTP.Port != 587 || len(m.Folders) != 2 ||
		!reflect.DeepEqual(m.Addresses, []string{"ada@work.example", "a.example@work.example"}) {
		t.Errorf("the second account is %+v", m)
	}
}

func TestConfigPace(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, policy       string
		after, again, most int
	}{
		{"no pace is the default one", ``, 7, 7, 2},
		{"light asks once", `pace = "light"`, 7, 7, 1},
		{"patient waits longer", `pace = "patient"`, 10, 10, 2},
		{"eager waits less", `pace = "eager"`, 5, 5, 2},
		{"what is written wins over the pace", "pace = \"eager\"\nnudge_after = \"6bd\"", 6, 5, 2},
	} {
		c, err := parseConfig("config.toml", []byte(minimal+"\n[policy]\n"+test.policy), testEnv)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		p := c.policy()
		if p.NudgeDays != test.after || p.NudgeAgainDays != test.again || p.NudgeMax != test.most {
			t.Errorf("%s: after %d, again %d, at most %d", test.name, p.NudgeDays, p.NudgeAgainDays, p.NudgeMax)
		}
	}
}

func TestConfigErrors(t *testing.T) {
	t.Parallel()
	with := func(replace, by string) string { return strings.Replace(minimal, replace, by, 1) }
	for _, test := range []struct {
		name, text string
		want       []string // whole lines
	}{
		{"an unknown key names the nearest", with("imap.host", "imap.hosst"),
			[]string{`c.toml:7:6: unknown key "hosst" in account.imap; did you mean "account.imap.host"?`}},
		{"an unknown table is named once, not each key in it", minimal + "[polcy]\nact = 0.9\n",
			[]string{`c.toml:9:2: unknown key "polcy"; did you mean "policy"?`}},
		{"a server with more than its name", with(`imap.host = "imap.example.org"`, `imap.host = "imap.example.org:993"`),
			[]string{`c.toml:7:6: account.imap.host: "imap.example.org:993" is more than the name of a server`}},
		{"a quote that does not end", with(`name = "Ada Example"`, `name = "Ada Example`),
			[]string{`c.toml:2:20: the text in quotes does not end on its line: is the closing quote missing?`}},
		{"a key that resembles none", "xyzzyplugh = 1\n" + minimal, []string{`c.toml:1:1: unknown key "xyzzyplugh"`}},
		{"a bad value and an unknown key are told together", "undo = 60\nlokback = \"60d\"\n" + minimal,
			[]string{`c.toml:1:8: undo: write a duration in quotes, such as "60s", "5m", "2h" or "60d"`,
				`c.toml:2:1: unknown key "lokback"; did you mean "lookback"?`}},
		{"a duration without sense", "undo = \"soon\"\n" + minimal,
			[]string{`c.toml:1:8: undo: "soon" is no duration: write a number with its unit, such as 60s, 5m, 2h, 60d or 2w`}},
		{"plain days where business days are meant", minimal + "[policy]\nnudge_after = \"7d\"\n",
			[]string{`c.toml:10:15: policy.nudge_after: "7d" is no count of business days: write it as 7bd`}},
		{"a port in quotes", with(`imap.host = "imap.example.org"`, `imap = { host = "imap.example.org", port = "993" }`),
			[]string{`c.toml:7:44: account.imap.port: write a whole number without quotes`}},
		{"a port that is none, in its line", with(`imap.host = "imap.example.org"`, "imap.host = \"h\"\nimap.port = 99993"),
			[]string{`c.toml:8:6: account.imap.port: 99993 is no port`}},
		{"text that is no TOML", "name = \n" + minimal, []string{`c.toml:1:8: unexpected`}},
		{"an account without servers", with(`imap.host = "imap.example.org"`, ``),
			[]string{`c.toml:4:3: account.imap.host: write the name of the server, such as imap.example.org`}},
		{"a tone that does not exist", with(`name = "Ada Example"`, "name = \"Ada\"\ntone = \"angry\""),
			[]string{`c.toml:3:1: you.tone: "angry" is none of warm, formal, brief`}},
		{"a password in the file", with(`password_env = "MAIL_PASSWORD"`, `password = "hunter2"`),
			[]string{`c.toml:6:1: unknown key "password" in account: a password does not belong in this file; use password_command, password_file, password_env or password_credential`}},
		{"two places for one password", with(`password_env`, "password_file = \"x\"\npassword_env"),
			[]string{`c.toml:7:1: account.password_env: the password can come from one place only, and password_file and password_env are given`}},
		{"no password at all", with(`password_env = "MAIL_PASSWORD"`, ``),
			[]string{`c.toml:4:3: account: say where the password is: one of password_command, password_file, password_env, password_credential`}},
		{"no TLS on the way out of the house", with(`smtp.host = "smtp.example.org"`, "smtp.host = \"smtp.example.org\"\nsmtp.tls = \"none\""),
			[]string{`c.toml:9:6: account.smtp.tls: without TLS your password would travel in the clear: only a server on this machine may have none`}},
		{"no account", "[you]\nname = \"Ada\"\n",
			[]string{`c.toml: account: there is no [[account]]: followup needs at least one mailbox to watch`}},
		{"two accounts of one name", minimal + strings.SplitN(minimal, "\n\n", 2)[1],
			[]string{`c.toml:9:3: account.name: two accounts are called "ada@example.org"`}},
		{"a guard drawn too loose", minimal + "[policy]\nnotes_per_day = 500\n",
			[]string{`c.toml:10:1: policy.notes_per_day: 500 is outside 1 to 50`}},
		{"the second account is meant, not the first", minimal + "[[account]]\naddress = \"b@example.org\"\npassword_env = \"B\"\nimap.host = \"i\"\nsmtp.host = \"s\"\nsent_copy = \"maybe\"\n",
			[]string{`c.toml:14:1: account.sent_copy: "maybe" is none of auto, append, server`}},
	} {
		_, err := parseConfig("c.toml", []byte(test.text), testEnv)
		if err == nil {
			t.Errorf("%s: no error", test.name)
			continue
		}
		got := strings.Split(err.Error(), "\n")
		ok := len(got) == len(test.want)
		for i := range min(len(got), len(test.want)) {
			ok = ok && strings.HasPrefix(got[i], test.want[i])
		}
		if !ok {
			t.Errorf("%s:\n%s\nwant\n%s", test.name, err, strings.Join(test.want, "\n"))
		}
		if strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: the password is told", test.name)
		}
	}
}

// example returns config.example.toml, and the same with every commented key put in force.
func example(t *testing.T) (as, full []byte) {
	t.Helper()
	as, err := os.ReadFile("../../config.example.toml")
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for line := range strings.Lines(string(as)) {
		if key, found := strings.CutPrefix(line, "#"); found && !strings.HasPrefix(key, " ") {
			line = key
		}
		lines = append(lines, line)
	}
	return as, []byte(strings.Join(lines, ""))
}

// TestExample holds config.example.toml to the code: it is a complete config, it is the defaults, and it leaves no key
// unexplained. A commented key stands directly behind its "#" and has no default or is one of several ways.
func TestExample(t *testing.T) {
	t.Parallel()
	as, full := example(t)
	c, err := parseConfig("config.example.toml", as, testEnv)
	if err != nil {
		t.Fatal(err)
	}
	want, account := defaults(testEnv, "")
	want.file = "config.example.toml"
	want.You.Name = c.You.Name // the user's own: an example stands there
	if len(c.Accounts) != 1 {
		t.Fatalf("the example has %d accounts", len(c.Accounts))
	}
	m := c.Accounts[0]
	account.Address, account.IMAP.Host, account.SMTP.Host = m.Address, m.IMAP.Host, m.SMTP.Host
	account.PasswordCommand = m.PasswordCommand
	account.complete(account, testEnv)
	want.Accounts = []Mailbox{account}
	m.Folders = nil
	c.Accounts = []Mailbox{m}
	if !reflect.DeepEqual(c, want) {
		t.Errorf("the example is\n%+v\nwant the defaults\n%+v", c, want)
	}

	known := schema(reflect.TypeFor[Config](), "")
	for _, k := range keyPositions(full) {
		delete(known, plain(k.path))
	}
	for k := range known {
		t.Errorf("config.example.toml says nothing about %s", k)
	}
	var all Config
	if err := toml.NewDecoder(bytes.NewReader(full)).DisallowUnknownFields().Decode(&all); err != nil {
		t.Errorf("with every commented key: %v", err)
	}
	for i, line := range strings.Split(string(as), "\n") {
		if len(line) > 120 {
			t.Errorf("line %d is %d characters long", i+1, len(line))
		}
	}
}

func TestDuration(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text string
		want time.Duration
		back string
	}{
		{"60s", time.Minute, "1m"},
		{"90s", 90 * time.Second, "1m30s"},
		{"5m", 5 * time.Minute, "5m"},
		{"2h", 2 * time.Hour, "2h"},
		{"60d", 60 * day, "60d"},
		{"2w", 14 * day, "14d"},
		{"1d12h", 36 * time.Hour, "36h"},
		{"0s", 0, "0s"},
	} {
		var d Duration
		if err := d.UnmarshalText([]byte(test.text)); err != nil || d.Duration != test.want || d.String() != test.back {
			t.Errorf("%q is %v (%v), %v, want %v (%s)", test.text, d.Duration, d, err, test.want, test.back)
		}
		var again Duration
		if err := again.UnmarshalText([]byte(d.String())); err != nil || again != d {
			t.Errorf("%q written and read again is %v, %v", test.text, again, err)
		}
	}
	for _, bad := range []string{"", "60", "d", "-5m", "1d-5m", "7bd", "5 minutes", "99999999999d", "106751d24000h", "1d2w", "+3d", "300000000h", "\x00"} {
		var d Duration
		if err := d.UnmarshalText([]byte(bad)); err == nil {
			t.Errorf("%q was read as %v", bad, d)
		}
	}
	var b Days
	if err := b.UnmarshalText([]byte("7bd")); err != nil || b.Business != 7 || b.String() != "7bd" {
		t.Errorf("7bd is %v, %v", b, err)
	}
	for _, bad := range []string{"", "7", "7d", "-1bd", "bd", "1.5bd", "99999bd"} {
		if err := b.UnmarshalText([]byte(bad)); err == nil {
			t.Errorf("%q was read as %v", bad, b)
		}
	}
	var l Lookback
	if err := l.UnmarshalText([]byte("all")); err != nil || !l.All || l.String() != "all" {
		t.Errorf("all is %v, %v", l, err)
	}
	if err := l.UnmarshalText([]byte("5m")); err == nil {
		t.Errorf("a lookback of 5m was read")
	}
}

func FuzzDuration(f *testing.F) {
	for _, s := range []string{"60s", "1w2d3h", "7bd", "all", "1d-5m"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := parseDuration(s)
		if err == nil && (d < 0 || d > 100*365*day) {
			t.Errorf("%q is %v", s, d)
		}
	})
}

// TestSecret prints a password in every way there is.
func TestSecret(t *testing.T) {
	t.Parallel()
	const canary = "c4nary"
	s := Secret{canary}
	inside := struct {
		Password Secret
		Pointer  *Secret
	}{s, &s}
	var out bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%t", "%10s", "%T"} {
		fmt.Fprintf(&out, verb+"\n", s)
		fmt.Fprintf(&out, verb+"\n", &s)
		fmt.Fprintf(&out, verb+"\n", inside)
		fmt.Fprintf(&out, verb+"\n", []Secret{s})
		fmt.Fprintf(&out, verb+"\n", map[string]Secret{"a": s})
	}
	fmt.Fprintln(&out, s, inside, fmt.Errorf("login: %v", s))
	encoded, err := json.Marshal(inside)
	if err != nil {
		t.Fatal(err)
	}
	out.Write(encoded)
	text, err := toml.Marshal(inside)
	if err != nil {
		t.Fatal(err)
	}
	out.Write(text)
	for _, h := range []slog.Handler{slog.NewTextHandler(&out, nil), slog.NewJSONHandler(&out, nil)} {
		slog.New(h).Info("log in", "password", s, "in", inside, "ptr", &s)
	}
	for _, leak := range []string{canary, fmt.Sprintf("%x", canary), fmt.Sprintf("%X", canary), "99 52 110"} {
		if strings.Contains(out.String(), leak) {
			t.Errorf("the password is in the output as %s:\n%s", leak, out.String())
		}
	}
	if s.Reveal() != canary {
		t.Errorf("reveal gives %q", s.Reveal())
	}
}

func TestPassword(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("these commands and modes are those of unix")
	}
	dir := t.TempDir()
	write := func(name, text string, mode os.FileMode) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), mode); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		return path
	}
	const canary = "c4nary pass"
	env := append(environment{"CREDENTIALS_DIRECTORY=" + dir, "MAIL_PASSWORD=" + canary}, os.Environ()...)
	for _, test := range []struct {
		name string
		from Mailbox
		want string // in the error; empty: the password is found
	}{
		{"a command", Mailbox{PasswordCommand: "echo '" + canary + "'"}, ""},
		{"a command that fails tells its code, not its words", Mailbox{PasswordCommand: "echo '" + canary + "'; echo '" + canary + "' >&2; exit 3"}, "ended with code 3"},
		{"a command that says nothing", Mailbox{PasswordCommand: "true"}, "gave nothing"},
		{"a command that says more below", Mailbox{PasswordCommand: "echo '" + canary + "'; echo more"}, ""},
		{"a command that is not there", Mailbox{PasswordCommand: "followup-has-no-such-command"}, "cannot find or run it"},
		{"a file that holds too much", Mailbox{PasswordFile: write("two", canary+"\nmore\n", 0o600)}, "more than one line"},
		{"a private file", Mailbox{PasswordFile: write("private", canary+"\n", 0o600)}, ""},
		{"a file that the group can read", Mailbox{PasswordFile: write("group", canary, 0o640)}, "chmod 600"},
		{"a file that all can read", Mailbox{PasswordFile: write("all", canary, 0o604)}, "chmod 600"},
		{"a file that is not there", Mailbox{PasswordFile: filepath.Join(dir, "none")}, "no such file"},
		{"a variable", Mailbox{PasswordEnv: "MAIL_PASSWORD"}, ""},
		{"a variable that is not set", Mailbox{PasswordEnv: "OTHER_PASSWORD"}, "OTHER_PASSWORD gave nothing"},
		{"a credential of systemd", Mailbox{PasswordCredential: filepath.Base(write("mail", canary+"\r\n", 0o440))}, ""},
		{"a credential cannot climb out", Mailbox{PasswordCredential: "../private"}, "is a path"},
	} {
		test.from.Name = "me"
		got, err := test.from.password(context.Background(), env)
		switch {
		case test.want == "" && (err != nil || got.Reveal() != canary):
			t.Errorf("%s: %v", test.name, err)
		case test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)):
			t.Errorf("%s: error %v, want %q", test.name, err, test.want)
		case err != nil && strings.Contains(err.Error(), "c4nary"):
			t.Errorf("%s: the error holds the password", test.name)
		}
	}
	if _, err := (Mailbox{PasswordCredential: "mail"}).password(context.Background(), nil); err == nil {
		t.Error("a credential without systemd was found")
	}
}
