package mailtest

import (
	"bytes"
	"errors"
	"io"
	"log"
	"net/textproto"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// Accepted is a letter that the SMTP server took responsibility for, whether or not the client came to know of it.
type Accepted struct {
	From     string
	To       []string
	Bytes    []byte // exactly as they came, dots unstuffed
	At       time.Time
	Answered bool // false if the line was dropped instead of a 250
}

// MessageID is the Message-ID of the letter as the client wrote it, without angle brackets.
func (a Accepted) MessageID() string {
	head, _, _ := bytes.Cut(a.Bytes, []byte("\r\n\r\n"))
	for line := range strings.Lines(string(head)) {
		name, value, _ := strings.Cut(line, ":")
		if strings.EqualFold(name, "Message-ID") {
			return strings.Trim(strings.TrimSpace(value), "<>")
		}
	}
	return ""
}

// Accepted returns every letter accepted so far, in order.
func (o *Office) Accepted() []Accepted {
	o.mu.Lock()
	defer o.mu.Unlock()
	return slices.Clone(o.accepted)
}

func (o *Office) newSMTP() *smtp.Server {
	s := smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) {
		return &submission{office: o, conn: c}, nil
	}))
	s.Domain = "mailtest.example"
	s.MaxMessageBytes = 25 << 20
	s.MaxRecipients = 50
	s.AllowInsecureAuth = o.opts.Security != StartTLS
	s.ErrorLog = log.New(io.Discard, "", 0)
	s.ReadTimeout, s.WriteTimeout = 5*time.Minute, 5*time.Minute
	if o.opts.Security == StartTLS {
		s.TLSConfig = o.cert.config
	}
	return s
}

// submission is one SMTP session.
type submission struct {
	office *Office
	conn   *smtp.Conn
	authed bool
	from   string
	to     []string
}

var errCut = errors.New("line cut on request")

// AuthMechanisms implements smtp.AuthSession.
func (s *submission) AuthMechanisms() []string { return []string{sasl.Plain, sasl.Login} }

// Auth implements smtp.AuthSession.
func (s *submission) Auth(mech string) (sasl.Server, error) {
	check := func(username, password string) error {
		if username != s.office.opts.User || password != s.office.Password() {
			return smtp.ErrAuthFailed
		}
		s.authed = true
		return nil
	}
	switch mech {
	case sasl.Plain:
		return sasl.NewPlainServer(func(_, username, password string) error { return check(username, password) }), nil
	case sasl.Login:
		return &loginServer{check: check}, nil
	}
	return nil, smtp.ErrAuthUnknownMechanism
}

// loginServer speaks the LOGIN mechanism, of which go-sasl has the client alone.
type loginServer struct {
	check    func(username, password string) error
	step     int
	username string
}

// Next implements sasl.Server.
func (l *loginServer) Next(response []byte) ([]byte, bool, error) {
	if l.step == 0 && response == nil {
		return []byte("Username:"), false, nil
	}
	l.step++
	if l.step == 1 {
		l.username = string(response)
		return []byte("Password:"), false, nil
	}
	return nil, true, l.check(l.username, string(response))
}

// Mail implements smtp.Session.
func (s *submission) Mail(from string, _ *smtp.MailOptions) error {
	if s.office.opts.RequireAuth && !s.authed {
		return smtp.ErrAuthRequired
	}
	s.from = from
	return nil
}

// Rcpt implements smtp.Session.
func (s *submission) Rcpt(to string, _ *smtp.RcptOptions) error {
	if word, ok := strings.CutPrefix(s.office.trick(to, true), "rcptto"); ok {
		if err := refusal(word); err != nil {
			return err
		}
	}
	s.to = append(s.to, to)
	return nil
}

// Data implements smtp.Session.
func (s *submission) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	word := ""
	for _, to := range s.to {
		if w := s.office.trick(to, false); w != "" && !strings.HasPrefix(w, "rcptto") {
			word = w
		}
	}
	if err := refusal(word); err != nil {
		return err
	}
	if word == "cut" {
		s.conn.Conn().Close()
		return errCut
	}
	s.office.accept(Accepted{
		From: s.from, To: slices.Clone(s.to), Bytes: raw, At: s.office.opts.Now(), Answered: word != "drop" && word != "timeout",
	})
	switch word {
	case "drop":
		s.conn.Conn().Close()
		return errCut
	case "timeout":
		<-s.office.done
		return errCut
	case "slow":
		slow := time.NewTimer(s.office.opts.SlowFor)
		defer slow.Stop()
		select {
		case <-slow.C:
		case <-s.office.done:
		}
	}
	return nil
}

// Reset implements smtp.Session.
func (s *submission) Reset() { s.from, s.to = "", nil }

// Logout implements smtp.Session.
func (s *submission) Logout() error { return nil }

// refusal is the error that a magic word asks for, nil if it asks for none.
func refusal(word string) error {
	code := 0
	switch {
	case word == "temperror":
		code = 451
	case word == "permerror":
		code = 550
	case len(word) == 3 && (word[0] == '4' || word[0] == '5'):
		code, _ = strconv.Atoi(word)
	}
	if code == 0 {
		return nil
	}
	return &smtp.SMTPError{Code: code, EnhancedCode: smtp.EnhancedCode{code / 100, 0, 0}, Message: "refused on request"}
}

var plainWords = []string{"drop", "cut", "temperror", "permerror", "timeout", "slow"}

// trick is the magic word of a recipient, with "rcptto" before it where the refusal belongs there, empty if there is none
// or it was for once and has been. It is asked at RCPT and again at DATA; only the one that the word belongs to uses it up.
func (o *Office) trick(to string, atRcpt bool) string {
	local, _, _ := strings.Cut(strings.ToLower(to), "@")
	word := local[strings.LastIndexAny(local, ".+_")+1:]
	word, once := strings.CutSuffix(word, "once")
	bare, early := strings.CutPrefix(word, "rcptto")
	if early != atRcpt || refusal(bare) == nil && !slices.Contains(plainWords, bare) {
		return ""
	}
	if once {
		o.mu.Lock()
		defer o.mu.Unlock()
		if o.tried[to] {
			return ""
		}
		o.tried[to] = true
	}
	return word
}

// accept writes a letter down and does what servers do with it: a copy in Sent, and delivery where it is to the user.
func (o *Office) accept(a Accepted) {
	o.mu.Lock()
	o.accepted = append(o.accepted, a)
	o.mu.Unlock()
	copied := a.Bytes
	if o.opts.RewritesID {
		copied = rewriteID(copied)
	}
	if o.opts.SavesSent {
		_ = o.put("Sent", copied, a.At, imap.FlagSeen)
	}
	if slices.ContainsFunc(a.To, func(to string) bool { return strings.EqualFold(to, o.opts.User) }) {
		_ = o.put("INBOX", copied, a.At)
	}
	if o.opts.Accepted != nil {
		o.opts.Accepted(a)
	}
}

// rewriteID does what Exchange Online does: a Message-ID of its own, and ours under another name.
func rewriteID(raw []byte) []byte {
	head, body, found := bytes.Cut(raw, []byte("\r\n\r\n"))
	if !found {
		return raw
	}
	var out bytes.Buffer
	for line := range bytes.Lines(append(bytes.Clone(head), "\r\n"...)) {
		name, value, _ := bytes.Cut(line, []byte(":"))
		if textproto.CanonicalMIMEHeaderKey(string(name)) != "Message-Id" {
			out.Write(line)
			continue
		}
		out.WriteString("X-Microsoft-Original-Message-ID:")
		out.Write(value)
		local, _, _ := bytes.Cut(bytes.Trim(bytes.TrimSpace(value), "<>"), []byte("@"))
		out.WriteString("Message-ID: <rewritten." + string(local) + "@exchange.example>\r\n")
	}
	out.WriteString("\r\n")
	out.Write(body)
	return out.Bytes()
}
