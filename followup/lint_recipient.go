package followup

import (
	"slices"
	"strings"
)

// lintRecipient says why a letter may not go to its recipient.
func (p Policy) lintRecipient(app *Application, n Note) []Finding {
	var out []Finding
	add := func(code, words string) { out = append(out, Finding{Code: code, Words: words, Blocks: true}) }
	stop := func(code, words string) []Finding { return []Finding{{Code: code, Words: words, Blocks: true}} }
	addr := lower(n.To.Addr)
	who := app.person(addr)
	switch {
	case addr == "":
		return stop("nobody", "nobody is written to")
	case unanswerable(addr):
		return stop("nobody-reads", "nobody reads what is sent to "+addr)
	case p.user(app, addr) || addr == lower(n.From.Addr):
		return stop("own-address", "that is your own address")
	case who != nil && who.Dead:
		return stop("bounced", "the address bounced: "+addr)
	case who != nil && who.Robot:
		return stop("nobody-reads", "nobody reads what is sent to "+addr)
	}
	switch known := who != nil || app.wroteWith(addr); {
	case !known && n.Edited:
		out = append(out, Finding{
			Code: "typed-address", Overrulable: true, Words: "no mail of theirs has the address " + addr + ": where do you know it from?",
		})
	case !known:
		add("unknown-address", "it is not known where this address comes from: "+addr)
	}
	if m, ok := app.mailWith(addr); ok && lower(m.ReplyTo.Addr) == addr && elsewhere(app, m) && (who == nil || !who.Relay) {
		out = append(out, Finding{
			Code: "reply-elsewhere", Overrulable: true, Words: "they wrote from " + m.From.Addr + " and want the answer at " + addr + ": be sure that it is theirs",
		})
	}
	if who != nil && who.Relay && n.Answers == "" {
		add("relay", "this address works only as an answer in its own thread: "+addr)
	}
	if lower(n.From.Addr) == "" {
		add("no-sender", "it is not known from which address of yours it goes")
	}
	for _, o := range app.Notes {
		same := o.Round == n.Round || n.Kind == RejectionResponse || n.Interview != "" && o.Interview == n.Interview
		if o.ID != n.ID && o.Kind == n.Kind && same && lower(o.To.Addr) == addr && onlyOnce(n.Kind) &&
			(o.Status == Sent || o.Status == Approved || o.Status == Claimed || o.Status == Unsure) {
			add("second-letter", "this person has such a letter already")
		}
	}
	return out
}

// wroteWith reports whether the address stands on a mail or in an interview of the application.
func (a *Application) wroteWith(addr string) bool {
	if a.LastHuman.on(addr) || a.LastIn.on(addr) || a.LastOut.on(addr) {
		return true
	}
	for _, r := range a.Rounds {
		for _, iv := range r.Interviews {
			if slices.ContainsFunc(iv.People, func(p Person) bool { return lower(p.Addr) == addr }) {
				return true
			}
		}
	}
	return false
}

// elsewhere reports whether an answer to the mail goes to another domain than it came from, and neither domain is one
// that many share.
func elsewhere(app *Application, m Mail) bool {
	_, from, _ := strings.Cut(lower(m.From.Addr), "@")
	_, to, _ := strings.Cut(lower(m.ReplyTo.Addr), "@")
	return from != "" && to != "" && !within(m.From.Addr, to) && !within(m.ReplyTo.Addr, from) && !shared(from) && !shared(to) &&
		!slices.Contains(app.Domains, to) && likeLabel(to, app.Employer) == unlike
}

// onlyOnce reports whether a person gets one letter of that kind and round and no second one.
func onlyOnce(k NoteKind) bool {
	return k == ThankYou || k == RejectionResponse || k == GracefulClose || k == Withdrawal
}
