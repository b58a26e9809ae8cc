package classify

import (
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"mime/quotedprintable"
	"os"
	"strings"
	"testing"
	"time"

	"followup/mailwatch"
)

// mailMaker writes mail of the size and mixture that mailboxes hold, always the same for the same seed.
type mailMaker struct{ *rand.Rand }

var benchWords = strings.Fields(`the a of and to in for with on by from this that our your we you new more next all any each one two
	team work time day week month year plan order price offer news market city garden house water light paper story music travel ticket
	member account service update report project product release event course book letter photo video sound road river bread coffee
	opens closes starts ends brings shows keeps makes takes gives finds helps needs wants likes reads writes sends gets holds turns
	small large early late fresh quiet bright simple free open warm long short good best first last great easy local daily`)

// jobLetters are what a few of the mails say: the rest is about nothing that matters here.
var jobLetters = []string{
	"Thank you for applying for the position of Data Analyst at Harbour Works. Unfortunately we have decided to go on with other candidates.",
	"We would like to invite you to an interview for the Data Analyst role on Tuesday, 10 March 2026 at 14:00 CET. Please let us know whether this suits you.",
	"We have received your application for the position of Data Analyst. We will come back to you within two weeks.",
}

func (m mailMaker) sentence() string {
	n := 6 + m.IntN(14)
	words := make([]string, n)
	for i := range words {
		words[i] = benchWords[m.IntN(len(benchWords))]
	}
	s := strings.ToUpper(words[0][:1]) + words[0][1:] + " " + strings.Join(words[1:], " ")
	if m.IntN(5) == 0 {
		s += fmt.Sprintf(" at %d:%02d", 8+m.IntN(10), 15*m.IntN(4))
	}
	return s + "."
}

func (m mailMaker) paragraphs(size int) (out []string) {
	for n := 0; n < size; {
		var s []string
		for range 2 + m.IntN(4) {
			s = append(s, m.sentence())
		}
		out = append(out, strings.Join(s, " "))
		n += len(out[len(out)-1])
	}
	return out
}

// page is the paragraphs as newsletters are built: tables in tables, styles and tracking links.
func (m mailMaker) page(text []string, size int) string {
	var b strings.Builder
	b.WriteString("<!DOCTYPE html><html><head><style>td{padding:0;font-family:sans-serif}</style></head><body>")
	b.WriteString(`<div style="display:none;max-height:0">Preheader that nobody sees</div><table role="presentation" width="100%">`)
	for i := 0; b.Len() < size; i++ {
		fmt.Fprintf(&b, "<tr><td align=\"center\" style=\"padding:12px 24px;font-size:15px;line-height:22px;color:#222222\"><p style=\"margin:0\">%s</p>\r\n"+
			"<a href=\"https://click.example.com/t/%016x?u=%d&amp;m=%d\" style=\"color:#0055aa;text-decoration:none\">Read on</a></td></tr>\r\n", text[i%len(text)], m.Uint64(), i, m.IntN(1000))
	}
	b.WriteString("</table><p>You receive this mail because you subscribed. <a href=\"https://example.com/unsubscribe\">Unsubscribe</a></p></body></html>\r\n")
	return b.String()
}

func encodeQP(s string) string {
	var b strings.Builder
	w := quotedprintable.NewWriter(&b)
	_, _ = w.Write([]byte(s)) // to memory
	_ = w.Close()
	return b.String()
}

func encodeBase64(s string) string {
	var b strings.Builder
	for text := base64.StdEncoding.EncodeToString([]byte(s)); text != ""; {
		n := min(76, len(text))
		b.WriteString(text[:n] + "\r\n")
		text = text[n:]
	}
	return b.String()
}

// mail writes the i-th message: mostly both forms of a newsletter, some in one form only, one in twenty about a job.
func (m mailMaker) mail(i int) []byte {
	size := 2<<10 + m.IntN(5<<10)
	text := m.paragraphs(size)
	subject := m.sentence()
	bulk := "List-Unsubscribe: <https://example.com/unsubscribe>\r\n"
	if i%20 == 7 {
		text = append([]string{"Dear Robin,", jobLetters[m.IntN(len(jobLetters))]}, text[:1]...)
		subject, bulk = "Your application", ""
	}
	var b strings.Builder
	for k := range 6 {
		fmt.Fprintf(&b, "Received: from mx%d.example.com (mx%d.example.com [192.0.2.%d])\r\n\tby in.example.org with ESMTPS id %08x\r\n\tfor <robin@vale.example>; Tue, 3 Mar 2026 10:00:0%d +0000\r\n", k, k, k+1, m.Uint32(), 9-k)
	}
	fmt.Fprintf(&b, "From: \"Sender %d\" <news%d@shop%d.example>\r\nTo: Robin Vale <robin@vale.example>\r\nSubject: %s\r\nDate: Tue, 3 Mar 2026 09:59:58 +0000\r\n"+
		"Message-ID: <%d.%x@shop.example>\r\n%sMIME-Version: 1.0\r\n", i%300, i%300, i%300, subject, i, m.Uint32(), bulk)
	plain, html := strings.Join(text, "\r\n\r\n")+"\r\n", m.page(text, 15<<10+m.IntN(14<<10))
	part := func(kind, body string) string {
		switch m.IntN(4) {
		case 0:
			return "Content-Type: " + kind + "; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" + encodeBase64(body)
		case 1:
			return "Content-Type: " + kind + "; charset=utf-8\r\n\r\n" + body
		}
		return "Content-Type: " + kind + "; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + encodeQP(body)
	}
	switch i % 10 {
	case 3:
		b.WriteString(part("text/html", html))
	case 5:
		b.WriteString(part("text/plain", plain))
	default:
		b.WriteString("Content-Type: multipart/alternative; boundary=\"=_b1\"\r\n\r\n--=_b1\r\n" + part("text/plain", plain) + "\r\n--=_b1\r\n" + part("text/html", html) + "\r\n--=_b1--\r\n")
	}
	return []byte(b.String())
}

// BenchmarkBytesToSignal goes from the bytes of a mail of some 32 kB to its signal: HTML and plain text side by side, in both
// encodings, one in twenty about a job.
func BenchmarkBytesToSignal(b *testing.B) {
	m := mailMaker{rand.New(rand.NewPCG(1, 2))}
	mails := make([][]byte, 500)
	for i := range mails {
		mails[i] = m.mail(i)
	}
	benchSignals(b, mails)
}

// BenchmarkFilesToSignal does the same with the mail in FOLLOWUP_MAIL: files, mbox files, Maildirs, folders of them.
func BenchmarkFilesToSignal(b *testing.B) {
	dir := os.Getenv("FOLLOWUP_MAIL")
	if dir == "" {
		b.Skip("FOLLOWUP_MAIL is not set")
	}
	var mails [][]byte
	mailwatch.Files([]string{dir}, func(_ string, _ int, _ time.Time, raw []byte, err error) bool {
		if err == nil {
			mails = append(mails, raw)
		}
		return len(mails) < 5000
	})
	if len(mails) == 0 {
		b.Fatal("no mail in ", dir)
	}
	benchSignals(b, mails)
}

func benchSignals(b *testing.B, mails [][]byte) {
	b.Helper()
	size := 0
	for _, raw := range mails {
		size += len(raw)
	}
	var slowest time.Duration
	read := func(raw []byte) {
		if m, err := mailwatch.Parse(raw, time.Time{}, mailwatch.DefaultLimits()); err == nil {
			testReader.Read(m)
		}
	}
	for _, raw := range mails { // every language and room once
		read(raw)
	}
	for _, raw := range mails {
		began := time.Now()
		read(raw)
		slowest = max(slowest, time.Since(began))
	}
	b.SetBytes(int64(size / len(mails)))
	b.ReportAllocs()
	b.ResetTimer()
	for i := range b.N {
		read(mails[i%len(mails)])
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "mails/s")
	b.ReportMetric(float64(slowest.Microseconds())/1000, "slowest-ms")
}
