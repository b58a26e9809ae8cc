package submit

import (
	"bytes"
	"errors"
	"maps"
	"net/mail"
	"net/textproto"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"followup/followup"
)

// plain is a letter as the engine hands it over.
func plain() Letter {
	return Letter{
		From:      followup.Address{Name: "Mira Novák", Addr: "mira@example.org"},
		To:        followup.Address{Name: "Dana Reyes", Addr: "dana.reyes@northlight.example"},
		Subject:   "Re: Interview – Backend Engineer",
		Text:      "Hi Dana,\n\nThank you for Tuesday.\n\nMíra",
		MessageID: "k5q2.followup@example.org",
		InReplyTo: "CAF+x=1@mail.northlight.example", References: []string{"first@x.example", "CAF+x=1@mail.northlight.example"},
		Date: time.Date(2026, 3, 4, 9, 30, 0, 0, time.FixedZone("", 3600)),
	}
}

func TestRenderReadsBack(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		tells string
		make  func(l *Letter)
	}{
		{"a plain letter", func(*Letter) {}},
		{"a new thread", func(l *Letter) { l.InReplyTo, l.References = "", nil }},
		{"names with everything in them", func(l *Letter) {
			l.From.Name, l.To.Name = `O"Neil, \Ann\ <a@b.c> (HR); x:`, "李小龙 | Téam"
		}},
		{"no names", func(l *Letter) { l.From.Name, l.To.Name = "", "" }},
		{"a subject with a quoted encoded word", func(l *Letter) { l.Subject = "=?utf-8?q?Hallo?= you" }},
		{"a long subject in another script", func(l *Letter) { l.Subject = strings.Repeat("собеседование ", 15) }},
		{"a subject of one long word", func(l *Letter) { l.Subject = strings.Repeat("x", 300) }},
		{"forty long references", func(l *Letter) {
			for i := range 60 {
				l.References = append(l.References, strings.Repeat("r", 80)+string(rune('a'+i%26))+strings.Repeat("s", i)+"@x.example")
			}
		}},
		{"lines that look like the end of DATA", func(l *Letter) { l.Text = "a\n.\nb\r.\rc\r\n.\r\nd\n..\n.x\n." }},
		{"lines of ten thousand characters", func(l *Letter) { l.Text = strings.Repeat("ä ", 5000) + "\n" + strings.Repeat("x", 10000) }},
		{"spaces at the end of lines", func(l *Letter) { l.Text = "a  \nb\t\n\n\n  c" }},
		{"emoji joined to one", func(l *Letter) { l.Text = "👩‍💻 and شكرا" }},
	} {
		l := plain()
		tc.make(&l)
		b, err := Render(l)
		if err != nil {
			t.Errorf("%s: %v", tc.tells, err)
			continue
		}
		got, err := Decode(b)
		if err != nil {
			t.Errorf("%s: %v", tc.tells, err)
			continue
		}
		want := Clean(l)
		if !got.Date.Equal(want.Date) || got.Date.Format(time.RFC1123Z) != want.Date.Format(time.RFC1123Z) {
			t.Errorf("%s: date %v, want %v", tc.tells, got.Date, want.Date)
		}
		got.Date = want.Date
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %+v, want %+v", tc.tells, got, want)
		}
		again, err := Render(l)
		if err != nil || !bytes.Equal(again, b) {
			t.Errorf("%s: the same letter gives other bytes", tc.tells)
		}
		if msg := oneMessage(b); msg != "" {
			t.Errorf("%s: %s", tc.tells, msg)
		}
	}
}

// TestL11NothingOfThisMachine: no agent, no host name, and no header but those of a letter.
func TestL11NothingOfThisMachine(t *testing.T) {
	t.Parallel()
	b, err := Render(plain())
	if err != nil {
		t.Fatal(err)
	}
	m, err := mail.ReadMessage(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	got, want := slices.Sorted(maps.Keys(m.Header)), slices.Clone(allowedHeaders)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("headers %v, want %v", got, want)
	}
	if bytes.Contains(bytes.ToLower(b), []byte("go-mail")) {
		t.Error("the letter names the library that wrote it")
	}
}

// TestGuard14OfTheBytes: what leaves asks for no receipt, is no HTML and carries no picture, whatever its words look like.
func TestGuard14OfTheBytes(t *testing.T) {
	t.Parallel()
	markup := "<html><img src=\"https://x.example/p.gif\"></html>\nDisposition-Notification-To: mira@example.org\n--b\nContent-Type: text/html\n\n<b>Hi</b>"
	for _, text := range []string{plain().Text, markup} {
		l := plain()
		l.Text = text
		b, err := Render(l)
		if err != nil {
			t.Fatal(err)
		}
		m, err := mail.ReadMessage(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"Disposition-Notification-To", "Return-Receipt-To", "X-Confirm-Reading-To", "Read-Receipt-To", "Content-Disposition"} {
			if m.Header.Get(name) != "" || slices.Contains(allowedHeaders, textproto.CanonicalMIMEHeaderKey(name)) {
				t.Errorf("the letter has %s", name)
			}
		}
		if kind := m.Header.Get("Content-Type"); !strings.HasPrefix(kind, "text/plain") || len(m.Header["Content-Type"]) != 1 {
			t.Errorf("the letter is %q", kind)
		}
		for _, name := range []string{"Disposition-Notification-To: a@b.example", "Return-Receipt-To: a@b.example", "X-Confirm-Reading-To: a@b.example"} {
			if _, err := Decode(append([]byte(name+"\r\n"), b...)); err == nil {
				t.Errorf("bytes with %s pass for a letter", name)
			}
		}
	}
}

// TestL12HeaderInjection: a decoded subject or id with CR LF in it cannot make a header.
func TestL12HeaderInjection(t *testing.T) {
	t.Parallel()
	const bad = "x\r\nBcc: all@evil.example\r\n\r\nbody"
	for _, tc := range []struct {
		tells string
		make  func(l *Letter)
		fails bool
	}{
		{"subject", func(l *Letter) { l.Subject = bad }, false},
		{"subject with bare LF", func(l *Letter) { l.Subject = "x\nBcc: all@evil.example" }, false},
		{"subject with the other line ends", func(l *Letter) { l.Subject = "x\u2028\u2029\u0085\v\fBcc: a@evil.example" }, false},
		{"name of the sender", func(l *Letter) { l.From.Name = bad }, false},
		{"name of the recipient", func(l *Letter) { l.To.Name = bad }, false},
		{"In-Reply-To", func(l *Letter) { l.InReplyTo = "a@b>\r\nBcc: <c@d" }, false},
		{"References", func(l *Letter) { l.References = []string{"a@b\r\nBcc: c@d", "a b@c", "<>", "no-at", "x@y"} }, false},
		{"Message-ID", func(l *Letter) { l.MessageID = "a@b\r\nBcc: c@d" }, true},
		{"address of the recipient", func(l *Letter) { l.To.Addr = "a@b.example\r\nBcc: c@d.example" }, true},
		{"two recipients in one address", func(l *Letter) { l.To.Addr = "a@b.example, c@d.example" }, true},
		{"a parameter behind the address", func(l *Letter) { l.To.Addr = "a@b.example> NOTIFY=NEVER <c@d.example" }, true},
		{"a quoted local part", func(l *Letter) { l.To.Addr = `"a b"@b.example` }, true},
		{"an address in another script", func(l *Letter) { l.To.Addr = "дана@b.example" }, true},
		{"a group", func(l *Letter) { l.To.Addr = "team: a@b.example;" }, true},
		{"no address", func(l *Letter) { l.To.Addr = "" }, true},
		{"no subject", func(l *Letter) { l.Subject = " \u202e " }, true},
		{"no text", func(l *Letter) { l.Text = "\r\n\u200b\r\n" }, true},
		{"no date", func(l *Letter) { l.Date = time.Time{} }, true},
		{"a text without end", func(l *Letter) { l.Text = strings.Repeat("x", maxText+1) }, true},
	} {
		l := plain()
		tc.make(&l)
		b, err := Render(l)
		if tc.fails != (err != nil) {
			t.Errorf("%s: error %v", tc.tells, err)
		}
		if err == nil {
			if msg := oneLetter(b); msg != "" {
				t.Errorf("%s: %s", tc.tells, msg)
			}
		}
	}
}

// TestDecodeRefuses: bytes that Render would not write are not shown as if they were a letter.
func TestDecodeRefuses(t *testing.T) {
	t.Parallel()
	b, err := Render(plain())
	if err != nil {
		t.Fatal(err)
	}
	good := string(b)
	for tells, bad := range map[string]string{
		"a further header":    "Bcc: a@b.example\r\n" + good,
		"a header twice":      "To: a@b.example\r\n" + good,
		"two recipients":      regexp.MustCompile(`(?m)^To: .*$`).ReplaceAllString(good, "To: a@b.example, c@d.example"),
		"no Message-ID":       regexp.MustCompile(`(?m)^Message-ID: .*\n`).ReplaceAllString(good, ""),
		"another body":        strings.Replace(good, "text/plain", "text/html", 1),
		"an unknown encoding": strings.Replace(good, "quoted-printable", "base64", 1),
		"no mail at all":      "hello",
	} {
		if bad == good {
			t.Fatalf("%s: the letter was not changed", tells)
		}
		if _, err := Decode([]byte(bad)); err == nil {
			t.Errorf("%s: decoded", tells)
		}
	}
	if err := verify(plain(), []byte(strings.Replace(good, "Tuesday", "Monday", 1))); !errors.Is(err, ErrAltered) {
		t.Errorf("another text: %v", err)
	}
}

// terminator finds the end of DATA as the most generous server would read it.
var terminator = regexp.MustCompile(`(?:\r\n|\r|\n)\.(?:\r\n|\r|\n)`)

// oneMessage sends the bytes through a dot writer and looks for an end before the end.
func oneMessage(b []byte) string {
	var wire bytes.Buffer
	w := textproto.NewConn(nopCloser{&wire}).DotWriter()
	_, _ = w.Write(b)
	_ = w.Close()
	if ends := terminator.FindAllIndex(wire.Bytes(), -1); len(ends) != 1 || ends[0][1] != wire.Len() {
		return "a generous server sees more than one message"
	}
	if !bytes.Equal(bytes.TrimSuffix(wire.Bytes(), []byte(".\r\n")), bytes.ReplaceAll(b, []byte("\r\n."), []byte("\r\n.."))) {
		return "the bytes on the wire are not the bytes that were rendered"
	}
	return ""
}

type nopCloser struct{ *bytes.Buffer }

func (nopCloser) Close() error { return nil }

// oneLetter checks that the bytes are a letter to one recipient and nothing else.
func oneLetter(b []byte) string {
	m, err := mail.ReadMessage(bytes.NewReader(b))
	if err != nil {
		return err.Error()
	}
	for name, values := range m.Header {
		if !slices.Contains(allowedHeaders, name) || len(values) != 1 {
			return "header " + name
		}
	}
	if list, err := m.Header.AddressList("To"); err != nil || len(list) != 1 {
		return "not one recipient"
	}
	if bytes.Contains(b[:bytes.Index(b, []byte("\r\n\r\n"))], []byte("\r\nBcc")) {
		return "a header was injected"
	}
	return oneMessage(b)
}

// FuzzRender: whatever stands in the fields, a letter with plain addresses renders, to one recipient, as one message.
func FuzzRender(f *testing.F) {
	f.Add("Mira", "Dana", "Hello", "Hi.\n.\nBye\r.\r", "a@b", "c@d e@f")
	f.Add("\x00\u202e", "=?utf-8?b?AAAA?=", "=?x\r\nBcc: y", "\r\n.\r\nMAIL FROM:<a@b>\r\n", "<a@b>\r\nX: y", "")
	f.Add(`a"b\`, "(x) <y>", strings.Repeat("ы", 90), strings.Repeat("=", 99), "", "<<a@b>>")
	f.Fuzz(func(t *testing.T, from, to, subject, text, parent, refs string) {
		l := plain()
		l.From.Name, l.To.Name, l.Subject, l.Text, l.InReplyTo, l.References = from, to, subject, text, parent, strings.Fields(refs)
		c := Clean(l)
		if again := Clean(c); !reflect.DeepEqual(again, c) {
			t.Fatalf("a clean letter is changed by cleaning: %+v, %+v", c, again)
		}
		b, err := Render(l)
		if err != nil {
			if c.Subject == "" || c.Text == "" || len(c.Subject) > maxSubject || len(c.Text) > maxText {
				return
			}
			t.Fatalf("%v: %+v", err, c)
		}
		if msg := oneLetter(b); msg != "" {
			t.Fatalf("%s:\n%s", msg, b)
		}
	})
}
