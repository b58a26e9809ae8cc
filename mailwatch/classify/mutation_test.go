package classify

import (
	"mime"
	"reflect"
	"strings"
	"testing"
	"unicode"

	"followup/followup"
	"followup/mailwatch"
)

// mutations change how a mail looks and nothing of what it says.
var mutations = []struct {
	name string
	body func(string) string
	head func(string) string
}{
	{"upper case", strings.ToUpper, strings.ToUpper},
	{"lower case", strings.ToLower, strings.ToLower},
	{"wrapped at 40", func(s string) string { return wrap(s, 40) }, nil},
	{"wrapped at 68", func(s string) string { return wrap(s, 68) }, nil},
	{"one long line", func(s string) string {
		var ps []string
		for _, p := range strings.Split(s, "\n\n") {
			if strings.Contains(p, ":") && strings.Contains(p, "\n") { // lines of their own stay
				ps = append(ps, p)
				continue
			}
			ps = append(ps, strings.Join(strings.Fields(p), " "))
		}
		return strings.Join(ps, "\n\n")
	}, nil},
	{"curly quotes", strings.NewReplacer("'", "’", "\"", "”").Replace, strings.NewReplacer("'", "’").Replace},
	{"no-break spaces", strings.NewReplacer(" ", "\u00a0").Replace, nil},
	{"zero-width", func(s string) string {
		var b strings.Builder
		for i, r := range s {
			b.WriteRune(r)
			if i%7 == 3 && unicode.IsLetter(r) {
				b.WriteRune('\u200b')
			}
		}
		return b.String()
	}, nil},
	{"decomposed accents", strings.NewReplacer("ä", "a\u0308", "ö", "o\u0308", "ü", "u\u0308", "é", "e\u0301", "ã", "a\u0303", "ó", "o\u0301").Replace, nil},
	{"a footer", func(s string) string {
		return s + "\n\n--\nThis message may contain confidential information. If you are not the intended recipient, please delete it. We are an equal opportunity employer and provide reasonable accommodation during the application and interview process. This is not an offer of employment.\n"
	}, nil},
}

func wrap(s string, width int) string {
	var out strings.Builder
	for i, p := range strings.Split(s, "\n") {
		if i > 0 {
			out.WriteByte('\n')
		}
		n := 0
		for j, w := range strings.Fields(p) {
			if j > 0 {
				if n+1+len(w) > width {
					out.WriteByte('\n')
					n = 0
				} else {
					out.WriteByte(' ')
					n++
				}
			}
			out.WriteString(w)
			n += len(w)
		}
	}
	return out.String()
}

// TestMutations holds that no decision hangs on the looks of a mail.
func TestMutations(t *testing.T) {
	t.Parallel()
	for i, f := range fixtures(t) {
		if slow > 1 && i%10 > 0 { // the race detector has little to find here
			continue
		}
		head, body, ok := strings.Cut(string(f.mail), "\n\n")
		if !ok || strings.Contains(strings.ToLower(head), "multipart") || strings.Contains(head, "base64") || strings.Contains(head, "quoted-printable") || strings.Contains(head, "text/html") {
			continue
		}
		before := testReader.Read(parseMail(t, f.mail))
		for _, m := range mutations {
			if strings.HasPrefix(m.name, "wrapped") && (strings.Contains(body, "\n>") || strings.Contains(f.name, "-forward-")) {
				continue // a quote wrapped anew is no quote any more
			}
			raw := mutate(head, body, m.head, m.body)
			after := testReader.Read(parseMail(t, []byte(raw)))
			if after.Kind != before.Kind || before.Kind != followup.Other && (after.Confidence >= 0.9) != (before.Confidence >= 0.9) {
				t.Errorf("%s, %s: %s %.2f became %s %.2f\n%s", f.name, m.name, before.Kind, before.Confidence, after.Kind, after.Confidence, testReader.Explain(parseMail(t, []byte(raw))))
			}
		}
	}
}

func mutate(head, body string, subject, text func(string) string) string {
	if subject != nil {
		lines := strings.Split(head, "\n")
		for i, l := range lines {
			if s, ok := strings.CutPrefix(l, "Subject: "); ok {
				dec, err := new(mime.WordDecoder).DecodeHeader(s)
				if err == nil {
					lines[i] = "Subject: " + mime.QEncoding.Encode("utf-8", subject(dec))
				}
			}
		}
		head = strings.Join(lines, "\n")
	}
	return head + "\n\n" + text(body)
}

// TestHTMLNoise holds that the same words in HTML mean the same.
func TestHTMLNoise(t *testing.T) {
	t.Parallel()
	for _, f := range fixtures(t) {
		head, body, ok := strings.Cut(string(f.mail), "\n\n")
		if !ok || strings.TrimSpace(body) == "" || !strings.Contains(head, "text/plain") || strings.Contains(body, "\n>") || strings.Contains(body, "-----") || strings.Contains(head, "multipart") || strings.Contains(head, "base64") || strings.Contains(head, "quoted-printable") || strings.Contains(f.name, "-forward-") {
			continue
		}
		before := testReader.Read(parseMail(t, f.mail))
		esc := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(body)
		html := "<html><head><style>p{color:red}</style></head><body><div style=\"display:none\">You got the job offer!</div><table><tr><td><p>" +
			strings.ReplaceAll(strings.ReplaceAll(esc, "\n\n", "</p><p>"), "\n", "<br>") + "</p></td></tr></table><img src=\"cid:x\"></body></html>"
		raw := strings.Replace(head, "text/plain", "text/html", 1) + "\n\n" + html
		after := testReader.Read(parseMail(t, []byte(raw)))
		if after.Kind != before.Kind {
			t.Errorf("%s: %s became %s in HTML\n%s", f.name, before.Kind, after.Kind, testReader.Explain(parseMail(t, []byte(raw))))
		}
	}
}

// FuzzRead holds that no message makes the reader panic, answer outside its range, or answer otherwise when it is asked again.
func FuzzRead(f *testing.F) {
	f.Add("Interview on Thursday", "Could we do Thursday, March 12 at 2-3pm ET instead? (m/w/d) 3月12日")
	f.Add("", "\u200b\u0308ä̈ won't n't 's ''' 99:99 31/02/2026 -5pm 24:60 2-2pm")
	for i, x := range fixtures(f) {
		if m := parseMail(f, x.mail); i%40 == 0 {
			f.Add(m.Subject, m.Text.Own)
		}
	}
	f.Fuzz(func(t *testing.T, subject, own string) {
		m := &mailwatch.Message{Subject: subject, Text: mailwatch.Text{Own: own, Quoted: own, Signature: clip(own, 500), Footer: clip(own, 500)}}
		s := testReader.Read(m)
		if again := testReader.Read(m); !reflect.DeepEqual(s, again) {
			t.Fatalf("read twice it is %+v and %+v", s, again)
		}
		testReader.Glance(m)
		if s.Kind == "" || s.Confidence < 0 || s.Confidence > 1 {
			t.Fatalf("%q %.2f", s.Kind, s.Confidence)
		}
		for _, iv := range s.Interviews {
			if iv.Source == followup.FromProse && !iv.End.IsZero() && !iv.End.After(iv.Start) {
				t.Fatalf("ends before it starts: %v %v", iv.Start, iv.End)
			}
		}
		_ = testReader.Explain(m).String()
	})
}

// FuzzWhen holds that the date scanner ends and stays within the text.
func FuzzWhen(f *testing.F) {
	for _, s := range []string{"Tue, 3 Mar 2026, 2:30-3:15pm (GMT+2)", "12.03.2026 um 14 Uhr 30", "le 12 mars à 14h30", "2026年3月12日(木) 14:00〜15:00", "next Thurs between 10 and 11am", "3/12 at noon PT"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		fo := fold(s, 1<<16)
		if len(fo.back) != len(fo.text)+1 {
			t.Fatal("the way back is lost")
		}
		l := locale{}
		for _, m := range scanWhen(fo) {
			if m.from < 0 || m.to > len(fo.text) || m.from > m.to {
				t.Fatalf("%+v outside of the text", m)
			}
			l.resolve(m)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	var ms []*mailwatch.Message
	for _, f := range fixtures(b) {
		ms = append(ms, parseMail(b, f.mail))
	}
	b.ResetTimer()
	for i := range b.N {
		testReader.Read(ms[i%len(ms)])
	}
}

// BenchmarkParseAndRead goes from the bytes of a mail of 32 kB, a long footer in HTML and all, to the signal.
func BenchmarkParseAndRead(b *testing.B) {
	fs := fixtures(b)
	var raws [][]byte
	for _, f := range fs {
		head, body, _ := strings.Cut(string(f.mail), "\n\n")
		if !strings.Contains(head, "text/plain") {
			continue
		}
		html := "<html><body><p>" + strings.ReplaceAll(body, "\n", "<br>") + "</p>" +
			strings.Repeat("<table role=\"presentation\" style=\"width:100%;border:0\"><tr><td align=\"center\"><a href=\"https://example.com/x\">Follow us</a></td></tr></table>\n", 90) + "</body></html>"
		raw := strings.Replace(head, "text/plain; charset=utf-8", "multipart/alternative; boundary=b", 1) +
			"\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n" + body + "\n--b\nContent-Type: text/html; charset=utf-8\n\n" + html + strings.Repeat(" ", max(0, 32<<10-len(html)-2*len(body))) + "\n--b--\n"
		raws = append(raws, []byte(raw))
	}
	b.SetBytes(int64(len(raws[0])))
	b.ResetTimer()
	for i := range b.N {
		testReader.Read(parseMail(b, raws[i%len(raws)]))
	}
}
