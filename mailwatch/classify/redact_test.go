package classify

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"followup/followup"
	"followup/mailwatch"
)

var redactedReader = func() *Reader {
	r, err := New(Options{Self: []string{RedactedUser}})
	if err != nil {
		panic(err)
	}
	return r
}()

// secrets are what a redacted mail must not hold: the addresses, domains, links, phone numbers and names of the original.
func secrets(m *mailwatch.Message, s followup.Signal) (out []string) {
	names := []string{s.Employer, s.Agency, s.Person.Name}
	for _, p := range s.People {
		names = append(names, p.Name)
	}
	for _, list := range [][]mailwatch.Address{m.From, m.To, m.Cc, m.ReplyTo} {
		for _, a := range list {
			names = append(names, a.Name)
			out = append(out, a.Addr)
			if _, domain, ok := strings.Cut(a.Addr, "@"); ok && strings.Contains(domain, ".") {
				out = append(out, domain)
			}
		}
	}
	for _, n := range names {
		parts := letterRuns.FindAllString(n, -1)
		telling := slices.DeleteFunc(slices.Clone(parts), func(w string) bool {
			f := foldWord(w)
			return len(f) < 3 || f == "example" || lexis().has(f) || mailwatch.LetterWord(w) || vocab.of(f)&^wordGiven != 0
		})
		if len(telling) > 0 || n == s.Person.Name && len(parts) > 1 {
			out = append(out, n)
		}
		out = append(out, telling...)
	}
	out = append(out, m.Links...)
	if m.ID != "" {
		out = append(out, m.ID)
	}
	for _, t := range []string{m.Text.Own, m.Text.Quoted, m.Text.Signature, m.Text.Footer} {
		out = append(out, phones.FindAllString(t, -1)...)
	}
	return slices.DeleteFunc(out, func(x string) bool { return len(x) < 3 })
}

var phones = regexp.MustCompile(`\+\d[\d ()-]{7,}\d|\(\d{3}\) ?\d{3}-\d{4}`)

// readable is everything that a person can see of a mail.
func readable(m *mailwatch.Message) string {
	var b strings.Builder
	for _, list := range [][]mailwatch.Address{m.From, m.To, m.Cc, m.ReplyTo} {
		for _, a := range list {
			b.WriteString(a.Name + " <" + a.Addr + ">\n")
		}
	}
	b.WriteString(m.ID + "\n" + m.Subject + "\n" + m.Text.Own + "\n" + m.Text.Quoted + "\n" + m.Text.Signature + "\n" + m.Text.Footer + "\n" + strings.Join(m.Links, "\n"))
	for _, c := range m.Calendars {
		for _, e := range c.Events {
			b.WriteString("\n" + e.UID + "\n" + e.Summary + "\n" + e.Description + "\n" + e.Location + "\n" + e.URL + "\n" + e.Organizer.Name + " " + e.Organizer.Addr)
			for _, a := range e.Attendees {
				b.WriteString("\n" + a.Name + " " + a.Addr)
			}
		}
	}
	return b.String()
}

// holds reports whether a text holds a secret as words of its own.
func holds(text, secret string) bool {
	text, secret = strings.ToLower(text), strings.ToLower(secret)
	for from := 0; ; {
		i := strings.Index(text[from:], secret)
		if i < 0 {
			return false
		}
		i += from
		end := i + len(secret)
		if (i == 0 || !wordByte(text[i-1]) || !wordByte(secret[0])) && (end == len(text) || !wordByte(text[end]) || !wordByte(secret[len(secret)-1])) {
			return true
		}
		from = i + 1
	}
}

func wordByte(c byte) bool { return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 0x80 }

// TestRedactKeepsWhatDecides holds every fixture against its redacted self: the kind stays, and no secret does.
func TestRedactKeepsWhatDecides(t *testing.T) {
	t.Parallel()
	all, same, leaks := 0, 0, 0
	for _, f := range fixtures(t) {
		m := parseMail(t, f.mail)
		before := testReader.Read(m)
		raw, err := testReader.Redact(f.mail)
		if err != nil {
			t.Errorf("%s: %v", f.name, err)
			continue
		}
		redacted, err := mailwatch.Parse(raw, time.Time{}, mailwatch.DefaultLimits())
		if err != nil {
			t.Errorf("%s: %v\n%s", f.name, err, raw)
			continue
		}
		after := redactedReader.Read(redacted)
		all++
		if after.Kind == before.Kind {
			same++
		} else {
			t.Logf("%s: %s becomes %s\n%s", f.name, before.Kind, after.Kind, readable(redacted))
		}
		text := readable(redacted)
		for _, s := range secrets(m, before) {
			if holds(text, s) || strings.Contains(string(raw), s) && len(s) > 5 {
				leaks++
				t.Errorf("%s: %q is still there", f.name, s)
			}
		}
		if again, _ := testReader.Redact(f.mail); string(again) != string(raw) {
			t.Errorf("%s: the same mail is redacted in two ways", f.name)
		}
	}
	t.Logf("%d of %d keep their kind, %d leaks", same, all, leaks)
	if same*100 < all*97 {
		t.Errorf("only %d of %d redacted mails are read as before", same, all)
	}
}

// TestRedactWhoIsGreeted: a given name that is the short form of a weekday as well is still a name in a greeting.
func TestRedactWhoIsGreeted(t *testing.T) {
	raw, err := testReader.Redact([]byte("From: Priya Shah <priya@kestrel.example>\r\nTo: me@example.org\r\nSubject: Interview\r\n\r\n" +
		"Hi Sam,\r\n\r\nWe would like to invite you to an interview, Sam.\r\n\r\nBest,\r\nPriya\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(raw), "Sam") {
		t.Errorf("the name greeted is still there:\n%s", raw)
	}
}

// TestDisguise: what becomes of words, numbers, links and addresses.
func TestDisguise(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, text, stays, goes string }{
		{"days and hours", "on 24.11.2026 at 14:30, or Tue 1 December 2026, 9.30 Uhr", "24.11.2026|14:30|Tue|1 December 2026|9.30 Uhr", ""},
		{"telephone numbers", "call +1 (415) 555-0199 or 0170 5550 432", "call|or", "415|555|0199|0170|5550|432"},
		{"numbers of postings and money", "R-204511, $120,500, JR0098231", "R-|$", "204511|120|500|0098231"},
		{"small numbers and years", "2 rounds of 45 minutes in 2027", "2 rounds of 45 minutes in 2027", ""},
		{"links", "see https://jobs.acme.example/apply?token=abc123.", "see https://", "acme|apply|token|abc123"},
		{"a link of a service", "book at https://calendly.com/maya-lind/30min", "booking-service.example", "calendly|maya|lind|30min"},
		{"addresses", "write to maya.lind@acme.example", "write to |@", "maya|lind|acme"},
		{"an address that nobody reads", "no-reply@acme.example", "noreply@", "acme"},
		{"domains", "on acme.example or acme.co.uk/jobs today.It is", "today.It is", "acme|co.uk"},
		{"names", "Dear Zelda Quimby, we met Fitzgibbon at Quimby Ltd.", "Dear|we met|at|Ltd.", "Zelda|Quimby|Fitzgibbon"},
		{"words that decide", "Unfortunately we will not be moving forward with your Application", "Unfortunately we will not be moving forward with your Application", ""},
		{"a name in another script", "山田様 お世話になっております", "様 お世話になっております", "山田"},
	} {
		d := newDisguise(nil, []byte(c.text))
		d.learn(&mailwatch.Message{Text: mailwatch.Text{Own: c.text}}, followup.Signal{}, nil)
		got := d.text(c.text)
		for s := range strings.SplitSeq(c.stays, "|") {
			if !strings.Contains(got, s) {
				t.Errorf("%s: %q went: %s", c.name, s, got)
			}
		}
		for s := range strings.SplitSeq(c.goes, "|") {
			if s != "" && strings.Contains(strings.ToLower(got), strings.ToLower(s)) {
				t.Errorf("%s: %q stayed: %s", c.name, s, got)
			}
		}
		if again := d.text(c.text); again != got {
			t.Errorf("%s: first %q, then %q", c.name, got, again)
		}
	}
}

// TestDisguiseEnds: a mail with more numbers than there are short ones is redacted all the same.
func TestDisguiseEnds(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("From: a@b.example\nSubject: numbers\n\n")
	for i := range 3000 {
		b.WriteString(strings.Repeat(string(rune('1'+i%9)), 3) + " " + string(rune('A'+i%26)) + string(rune('a'+i/26%26)) + string(rune('a'+i/676)) + "x\n")
	}
	if _, err := testReader.Redact([]byte(b.String())); err != nil {
		t.Error(err)
	}
}
