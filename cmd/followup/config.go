package main

import (
	"fmt"
	"net"
	"net/mail"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"followup/followup"
)

// Config is config.toml. Every key is explained in config.example.toml, which a test holds equal to defaults.
type Config struct {
	Data      string       `toml:"data"`
	Lookback  Lookback     `toml:"lookback"`
	Undo      Duration     `toml:"undo"`
	Templates string       `toml:"templates"`
	Notify    string       `toml:"notify"` // auto or off
	NotifyCmd string       `toml:"notify_command"`
	NotifyCap int          `toml:"notify_cap"` // a day
	You       You          `toml:"you"`
	Policy    PolicyConfig `toml:"policy"`
	Log       LogConfig    `toml:"log"`
	Accounts  []Mailbox    `toml:"account"`

	file string // where it was read, empty for the demo
}

// You is the person the letters are from.
type You struct {
	Name     string   `toml:"name"`
	Phone    string   `toml:"phone"`
	Link     string   `toml:"link"`
	Zone     string   `toml:"zone"`
	Country  string   `toml:"country"`
	Tone     string   `toml:"tone"`
	Language string   `toml:"language"`
	Free     []string `toml:"free"`     // days, or ranges of days
	Calendar string   `toml:"calendar"` // an iCalendar file that says when the user is busy
}

// LogConfig is what the daemon writes about itself.
type LogConfig struct {
	Level  string `toml:"level"`
	Format string `toml:"format"`
}

// Mailbox is one account: where its mail is read, and how letters leave it.
type Mailbox struct {
	Name      string   `toml:"name"`
	Address   string   `toml:"address"`
	Addresses []string `toml:"addresses"`
	IMAP      Server   `toml:"imap"`
	SMTP      Server   `toml:"smtp"`
	Folders   []string `toml:"folders"`
	Sent      string   `toml:"sent"`
	Junk      string   `toml:"junk"`
	SentCopy  string   `toml:"sent_copy"`
	Authserv  string   `toml:"authserv"`
	CAFile    string   `toml:"ca_file"`

	PasswordCommand    string `toml:"password_command"`
	PasswordFile       string `toml:"password_file"`
	PasswordEnv        string `toml:"password_env"`
	PasswordCredential string `toml:"password_credential"`
}

// Server is a mail server and how to reach it.
type Server struct {
	Host     string `toml:"host"`
	Port     int    `toml:"port"`
	TLS      string `toml:"tls"` // implicit, starttls or none (this machine only)
	Username string `toml:"username"`
}

// Addr returns host and port as net.Dial takes them.
func (s Server) Addr() string { return net.JoinHostPort(s.Host, fmt.Sprint(s.Port)) }

// defaults returns the values of everything that the file may leave out, and of an account in it. The user's pace
// decides the durations of nudges; keys set in the file win over it.
func defaults(env environment, pace string) (Config, Mailbox) {
	c := Config{
		Data:     dataFolder(env),
		Lookback: Lookback{Back: 60 * day},
		Undo:     Duration{followup.DefaultPolicy(time.UTC).Undo},
		You:      You{Tone: string(followup.Warm), Language: "auto", Free: []string{}},
		Notify:   "auto", NotifyCap: 8,
		Policy: defaultPolicy(pace),
		Log:    LogConfig{Level: "info", Format: "text"},
	}
	account := Mailbox{
		IMAP:     Server{Port: 993, TLS: "implicit"},
		SMTP:     Server{Port: 465, TLS: "implicit"},
		Junk:     "look",
		SentCopy: "auto",
	}
	return c, account
}

// complete fills in what an account leaves out.
func (m *Mailbox) complete(d Mailbox, env environment) {
	m.Name = or(m.Name, m.Address)
	m.Junk, m.SentCopy = or(m.Junk, d.Junk), or(m.SentCopy, d.SentCopy)
	if m.Authserv == "" && m.IMAP.Host == "imap.gmail.com" {
		m.Authserv = "mx.google.com"
	}
	m.PasswordFile, m.CAFile = env.expand(m.PasswordFile), env.expand(m.CAFile)
	if !slices.ContainsFunc(m.Addresses, func(a string) bool { return strings.EqualFold(a, m.Address) }) && m.Address != "" {
		m.Addresses = append([]string{m.Address}, m.Addresses...)
	}
	for _, s := range []struct {
		server        *Server
		d             Server
		starttls, raw int
	}{{&m.IMAP, d.IMAP, 143, 143}, {&m.SMTP, d.SMTP, 587, 25}} {
		s.server.TLS = or(s.server.TLS, s.d.TLS)
		s.server.Username = or(s.server.Username, m.Address)
		if s.server.Port == 0 {
			s.server.Port = map[string]int{"starttls": s.starttls, "none": s.raw}[s.server.TLS]
		}
		if s.server.Port == 0 {
			s.server.Port = s.d.Port
		}
	}
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// problem is one thing wrong with the file: the key it is about and a sentence that says what to write instead.
type problem struct{ key, words string }

// validate says everything that is wrong, each with its key.
func (c *Config) validate() (wrong []problem) {
	say := func(key, format string, args ...any) {
		wrong = append(wrong, problem{key, fmt.Sprintf(format, args...)})
	}
	oneOf := func(key, value string, allowed ...string) {
		switch {
		case slices.Contains(allowed, value):
		case len(allowed) == 1:
			say(key, "%q is not known: there is only %q today", value, allowed[0])
		default:
			say(key, "%q is none of %s", value, strings.Join(allowed, ", "))
		}
	}
	if c.You.Name == "" {
		say("you.name", "write your name: letters are signed with it")
	}
	if _, err := time.LoadLocation(c.You.Zone); err != nil {
		say("you.zone", "%q is no time zone: write a name such as Europe/Berlin, or leave it empty for this machine's", c.You.Zone)
	}
	if n := len(c.You.Country); n != 0 && n != 2 {
		say("you.country", "%q is no country: write two letters such as DE, or leave it empty", c.You.Country)
	}
	if strings.ContainsAny(c.You.Name+c.You.Phone+c.You.Link, "\r\n") {
		say("you", "name, phone and link are one line each")
	}
	oneOf("you.tone", c.You.Tone, string(followup.Warm), string(followup.Formal), string(followup.Brief))
	oneOf("you.language", c.You.Language, "auto", "en", "de", "fr", "es", "pt", "nl", "it")
	if _, err := freeDays(c.You.Free); err != nil {
		say("you.free", "%v", err)
	}
	oneOf("notify", c.Notify, "auto", "off")
	if c.NotifyCap < 1 || c.NotifyCap > 100 {
		say("notify_cap", "%d is outside 1 to 100", c.NotifyCap)
	}
	oneOf("log.level", c.Log.Level, "debug", "info", "warn", "error")
	oneOf("log.format", c.Log.Format, "text", "json")
	if c.Undo.Duration < 5*time.Second || c.Undo.Duration > time.Hour {
		say("undo", "%v is outside 5s to 1h", c.Undo)
	}
	c.Policy.validate(say, oneOf)
	if len(c.Accounts) == 0 {
		say("account", "there is no [[account]]: followup needs at least one mailbox to watch")
	}
	names := map[string]bool{}
	for i := range c.Accounts {
		m, key := &c.Accounts[i], fmt.Sprintf("account[%d]", i)
		if names[m.Name] {
			say(key+".name", "two accounts are called %q: give each a name of its own, or take one of them out", m.Name)
		}
		names[m.Name] = true
		m.validate(key, say, oneOf)
	}
	return wrong
}

func (m *Mailbox) validate(key string, say func(key, format string, args ...any), oneOf func(key, value string, allowed ...string)) {
	for i, a := range append([]string{m.Address}, m.Addresses...) {
		where := key + ".addresses"
		if i == 0 {
			where = key + ".address"
		}
		if parsed, err := mail.ParseAddress(a); err != nil || parsed.Address != a {
			say(where, "%q is no mail address: write it as you@example.org", a)
			break
		}
	}
	for _, s := range []struct {
		name string
		Server
	}{{"imap", m.IMAP}, {"smtp", m.SMTP}} {
		where := key + "." + s.name
		if s.Host == "" {
			say(where+".host", "write the name of the server, such as %s.example.org", s.name)
		} else if strings.ContainsAny(s.Host, "/@ ") || strings.Contains(s.Host, ":") && net.ParseIP(s.Host) == nil {
			say(where+".host", "%q is more than the name of a server: write it alone, such as %s.example.org; the port has a key of its own", s.Host, s.name)
		}
		if s.Port < 1 || s.Port > 65535 {
			say(where+".port", "%d is no port: it is a number up to 65535, and left out it is the usual one", s.Port)
		}
		oneOf(where+".tls", s.TLS, "implicit", "starttls", "none")
		if s.TLS == "none" && !loopback(s.Host) {
			say(where+".tls", "without TLS your password would travel in the clear: only a server on this machine may have none")
		}
	}
	oneOf(key+".junk", m.Junk, "look", "ignore")
	oneOf(key+".sent_copy", m.SentCopy, "auto", "append", "server")
	var given []string
	for _, p := range m.passwordSources() {
		if p.value != "" {
			given = append(given, p.key)
		}
	}
	switch len(given) {
	case 0:
		say(key, "say where the password is: one of password_command, password_file, password_env, password_credential")
	case 1:
	default:
		say(key+"."+given[1], "the password can come from one place only, and %s are given", strings.Join(given, " and "))
	}
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// Zone returns the user's time zone: the configured one, or this machine's.
func (c Config) Zone() *time.Location {
	if c.You.Zone == "" {
		return time.Local
	}
	zone, err := time.LoadLocation(c.You.Zone)
	if err != nil { // validate has seen it
		return time.Local
	}
	return zone
}

// The files of the data folder.
func (c Config) storeFile() string  { return filepath.Join(c.Data, "followup.db") }
func (c Config) socketFile() string { return filepath.Join(c.Data, "followup.sock") }
func (c Config) keyFile() string    { return filepath.Join(c.Data, "install.key") }
func (c Config) stopFile() string   { return filepath.Join(c.Data, "STOP") }

// environment is the environment variables of a run, as os.Environ gives them.
type environment []string

func (e environment) get(key string) string {
	for _, pair := range slices.Backward(e) {
		if k, v, _ := strings.Cut(pair, "="); k == key {
			return v
		}
	}
	return ""
}

func (e environment) home() string {
	if runtime.GOOS == "windows" {
		return e.get("USERPROFILE")
	}
	return e.get("HOME")
}

// expand replaces a leading ~ by the home folder.
func (e environment) expand(path string) string {
	if path == "~" || strings.HasPrefix(path, "~/") || strings.HasPrefix(path, `~\`) {
		return filepath.Join(e.home(), path[1:])
	}
	return path
}

// dataFolder is where the store lies unless the file says otherwise.
func dataFolder(env environment) string {
	if xdg := env.get("XDG_DATA_HOME"); xdg != "" {
		return filepath.Join(xdg, "followup")
	}
	switch runtime.GOOS {
	case "darwin":
		return filepath.Join(env.home(), "Library", "Application Support", "followup")
	case "windows":
		return filepath.Join(env.get("LocalAppData"), "followup")
	}
	return filepath.Join(env.home(), ".local", "share", "followup")
}

// configFile is where config.toml is looked for unless --config says otherwise.
func configFile(env environment) string {
	if xdg := env.get("XDG_CONFIG_HOME"); xdg != "" {
		return filepath.Join(xdg, "followup", "config.toml")
	}
	switch runtime.GOOS {
	case "darwin":
		return filepath.Join(env.home(), "Library", "Application Support", "followup", "config.toml")
	case "windows":
		return filepath.Join(env.get("AppData"), "followup", "config.toml")
	}
	return filepath.Join(env.home(), ".config", "followup", "config.toml")
}

// loadConfig reads, checks and completes a config file.
func loadConfig(path string, env environment) (Config, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return Config{}, fmt.Errorf("read the config: %w", err)
	}
	return parseConfig(path, text, env)
}
