package classify

import (
	"net/mail"
	"strings"

	"followup/mailwatch"
)

// forward is a mail that the user sent on to herself, say from the mailbox of her old job: its words and its sender are those of
// the mail inside.
type forward struct {
	from mailwatch.Address
	text string
}

// unwrap opens a mail that the user forwarded to herself and to nobody else. What she forwards to others stays her own.
func (g *reading) unwrap() {
	if !g.own || !forwarded(g.m.Subject) || strings.TrimSpace(g.m.Text.Quoted) == "" {
		return
	}
	for _, list := range [][]mailwatch.Address{g.m.To, g.m.Cc} {
		for _, a := range list {
			if !g.r.self[strings.ToLower(a.Addr)] {
				return
			}
		}
	}
	f, ok := openForward(g.m.Text.Quoted)
	if !ok || g.r.self[strings.ToLower(f.from.Addr)] {
		return
	}
	g.forward, g.own, g.from = f, false, readSender(f.from)
}

// writers are the names that mail programs give the line of the sender above a forwarded mail.
var writers = []string{"from:", "von:", "de :", "de:", "van:", "da:", "od:"}

// maxHeads is how many lines above a forwarded mail are searched for its sender.
const maxHeads = 16

// openForward parts the lines above a forwarded mail from the mail. Without a sender there is nothing to go by.
func openForward(quoted string) (f forward, ok bool) {
	lines := strings.Split(quoted, "\n")
	for i := 0; i < len(lines) && i < maxHeads; i++ {
		line := strings.TrimSpace(strings.ReplaceAll(lines[i], "*", ""))
		for _, w := range writers {
			if len(line) <= len(w) || !strings.EqualFold(line[:len(w)], w) {
				continue
			}
			a, err := mail.ParseAddress(strings.TrimSpace(line[len(w):]))
			if err != nil {
				continue
			}
			end := i + 1
			for end < len(lines) && strings.TrimSpace(lines[end]) != "" {
				end++
			}
			return forward{mailwatch.Address{Name: a.Name, Addr: a.Address}, strings.TrimSpace(strings.Join(lines[end:], "\n"))}, true
		}
	}
	return forward{}, false
}
