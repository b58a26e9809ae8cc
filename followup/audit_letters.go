package followup

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
)

// nobodyThere are beginnings of local parts behind which nobody reads (domain.md 4.7).
var nobodyThere = regexp.MustCompile(`^(no-?_?reply|do-?_?not-?_?reply|jobs-noreply|nepasrepondre|nichtantworten|noresponder|naoresponda|notifications?|notify|mailer-daemon|postmaster|bounces?|system(message)?|auto(mated|-?reply|-confirm)|alerts?|calendar-notification)([+.@-]|$)`)

// 5. No note to a no-reply or notification address, to a calendar robot, to a mailing list, or to an address that bounced.
func (a *audit) toNobody(l *leaving, earlier []leaving) string {
	to := strings.ToLower(l.To.Addr)
	if nobodyThere.MatchString(to) || strings.Contains(to, "+autoreply@") || strings.HasSuffix(to, "@invalidemail.com") {
		return "nobody reads at " + to
	}
	if slices.ContainsFunc(l.then.People, func(p Person) bool { return strings.EqualFold(p.Addr, to) && p.Robot }) {
		return "a robot answers at " + to
	}
	for _, e := range earlier {
		if !strings.EqualFold(e.To.Addr, to) {
			continue
		}
		for _, ev := range a.journals[e.app] {
			if ev.Kind == EventBounced && ev.Note == e.ID && ev.Seen.Before(l.at) {
				return "mail to " + to + " had come back"
			}
		}
	}
	for _, ev := range l.known { // a list is a list, whoever speaks on it
		if s := ev.Signal; s != nil && s.Mail.Bulk && strings.EqualFold(s.Mail.From.Addr, to) && !wrotePersonally(l.known, to) {
			return to + " writes to many at once"
		}
	}
	return ""
}

// wrotePersonally reports whether mail from an address was ever written to one.
func wrotePersonally(known []Event, addr string) bool {
	return slices.ContainsFunc(known, func(ev Event) bool {
		return ev.Signal != nil && !ev.Signal.Mail.Bulk && strings.EqualFold(ev.Signal.Mail.From.Addr, addr) || inEvent(ev, addr) && ev.Signal == nil
	})
}

// 6. No near-identical notes to several people of one employer.
func (a *audit) copied(l *leaving, earlier []leaving) string {
	for _, e := range earlier {
		if !sameFirm(e.then, l.then) || strings.EqualFold(e.To.Addr, l.To.Addr) || l.at.Sub(e.at) > 90*24*time.Hour {
			continue
		}
		if alike := inCommon(content(*l), content(e)); alike > a.p.Similarity {
			return fmt.Sprintf("%.2f of its words are those of letter %s to somebody else there", alike, e.ID)
		}
	}
	return ""
}

func sameFirm(a, b Application) bool {
	return a.ID == b.ID && a.ID != "" || a.Employer != "" && strings.EqualFold(strings.TrimSpace(a.Employer), strings.TrimSpace(b.Employer))
}

// everyday are words that every letter has.
var everyday = strings.Fields("about after also been before best both could dear during from have hello here into just kind more much only other over " +
	"regards role some such than thank thanks that their them then there they this time very wishes want were what when which while will with would your")

// content are the words of a letter that say something: longer than three letters, no name and no word that every letter has.
func content(l leaving) map[string]bool {
	names := strings.ToLower(strings.Join([]string{l.To.Name, l.From.Name, l.then.Employer, l.then.Role}, " "))
	words := map[string]bool{}
	for _, w := range strings.FieldsFunc(strings.ToLower(l.Text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if len(w) > 3 && !strings.Contains(names, w) && !slices.Contains(everyday, w) {
			words[w] = true
		}
	}
	return words
}

// inCommon is the share of the words of both that both have.
func inCommon(a, b map[string]bool) float64 {
	both := 0
	for w := range a {
		if b[w] {
			both++
		}
	}
	if all := len(a) + len(b) - both; all > 0 {
		return float64(both) / float64(all)
	}
	return 0
}

// 7. No second thank-you for the same (person, round); none for an assessment or one-way video interview.
func (a *audit) thankedTwice(l *leaving, earlier []leaving) string {
	if l.Kind != ThankYou {
		return ""
	}
	for _, e := range earlier {
		if e.Kind == ThankYou && e.app == l.app && e.Round == l.Round && strings.EqualFold(e.To.Addr, l.To.Addr) && e.ID != l.ID {
			return "letter " + e.ID + " had thanked the same person for the same round"
		}
	}
	for _, r := range l.then.Rounds {
		if r.ID == l.Round && r.Kind == RoundVideo {
			return "nobody was there: a one-way video"
		}
	}
	return ""
}

// 8. No bluff: a real stored offer with a date ahead, of another employer, and not to who rejected.
func (a *audit) bluff(l *leaving) string {
	if l.Kind != DeadlineNote {
		return ""
	}
	var known []Event
	for _, ev := range a.journals[l.Offer] {
		if ev.Seen.Before(l.at) {
			known = append(known, ev)
		}
	}
	of := a.p.Replay(known, nil)
	switch {
	case len(known) == 0 || of.Offer == nil || !of.Offer.Written || of.Offer.Deadline.IsZero():
		return "there was no offer in writing with a date"
	case !of.Offer.Deadline.After(l.at):
		return "the date of the offer had passed"
	case sameFirm(of, l.then) || l.Offer == l.app:
		return "it went to who made the offer"
	case l.then.Stage == StageClosed:
		return "it went to who was out already"
	}
	return ""
}

// sharp are words that argue, reproach or talk of pay, by the kind of letter that must not have them; "" is every kind.
var sharp = map[NoteKind][]string{
	"":                {"as promised", "i've been waiting", "i have been waiting", "you said you would", "you told me"},
	RejectionResponse: {"reconsider", "why did", "why was", "your decision was wrong"},
	ThankYou:          {"salary", "compensation"},
	Nudge:             {"salary", "compensation"},
}

// 9. No argument with a rejection, no guilt, no salary talk in a thank-you or a nudge.
func quarrels(l *leaving) string {
	text := strings.ToLower(strings.ReplaceAll(l.Text, "\u2019", "'"))
	for _, w := range append(slices.Clone(sharp[""]), sharp[l.Kind]...) {
		if strings.Contains(text, w) {
			return fmt.Sprintf("it says %q", w)
		}
	}
	return ""
}

// 10. No guessed addresses: somebody wrote from it, was named with it, or the user typed it.
func (a *audit) guessed(l *leaving) string {
	if slices.ContainsFunc(l.known, func(ev Event) bool { return inEvent(ev, l.To.Addr) }) {
		return ""
	}
	return "nobody had named the address " + l.To.Addr
}

// inEvent reports whether an event names an address.
func inEvent(ev Event, addr string) bool {
	is := func(a Address) bool { return strings.EqualFold(a.Addr, addr) }
	who := func(p Person) bool { return strings.EqualFold(p.Addr, addr) }
	if is(ev.To) || ev.Person != nil && who(*ev.Person) || ev.Meeting != nil && slices.ContainsFunc(ev.Meeting.People, who) ||
		ev.Slot != nil && slices.ContainsFunc(ev.Slot.People, who) || ev.Offer != nil && who(ev.Offer.By) {
		return true
	}
	if d := ev.Debrief; d != nil && slices.ContainsFunc(d.People, func(p Said) bool { return strings.EqualFold(p.Person, addr) }) {
		return true // the user met somebody there
	}
	s := ev.Signal
	if s == nil {
		return false
	}
	if is(s.Mail.From) || is(s.Mail.ReplyTo) || slices.ContainsFunc(s.Mail.To, is) || who(s.Person) || slices.ContainsFunc(s.People, who) {
		return true
	}
	return slices.ContainsFunc(s.Interviews, func(iv Interview) bool { return slices.ContainsFunc(iv.People, who) }) ||
		slices.ContainsFunc(s.Options, func(iv Interview) bool { return slices.ContainsFunc(iv.People, who) })
}

// answering reports whether a letter is itself an answer to what they asked, or leaves.
func (l *leaving) answering() bool {
	switch l.Kind {
	case Withdrawal, RejectionResponse, RecruiterAnswer, ExtensionRequest, OfferThanks, CancelAnswer:
		return true
	}
	return l.Kind.Class() == Scheduling
}

// 11. No note when the last message in the thread is from the employer and asks something.
func asksFirst(l *leaving) string {
	if l.answering() {
		return ""
	}
	events := slices.Clone(l.known)
	slices.SortStableFunc(events, func(x, y Event) int { return x.When().Compare(y.When()) })
	asked := ""
	var talked time.Time // they spoke with her after what they asked before
	for _, r := range l.then.Rounds {
		for _, iv := range r.Interviews {
			if l.Kind == ThankYou && r.ID == l.Round && iv.Start.Before(l.at) {
				talked = latest(talked, iv.End)
			}
		}
	}
	for _, ev := range events {
		switch {
		case !l.spoke(ev) || ev.Kind == EventAsked && !ev.At.After(talked):
		case ev.Kind == EventAsked:
			asked = ev.At.Format("2 January")
		case ev.Kind == EventOutcome && ev.Outcome != OutcomeAccepted && ev.Outcome != OutcomeLost:
		case ev.Kind == EventOwn || ev.Kind == EventAnswered || ev.Kind == EventOutcome || ev.Kind == EventResolve && ev.Left || ev.Kind == EventFound ||
			fromMail(ev.Kind) && ev.Kind != EventAway && ev.Kind != EventDoubted || ev.Kind == EventResolved && ev.Signal != nil:
			asked = ""
		}
	}
	if asked != "" && slices.ContainsFunc(l.then.Tasks, func(t Task) bool { return t.Done.IsZero() }) {
		return "they had asked something on " + asked + " that was not answered"
	}
	return ""
}

// 12. Nothing while the user's own reply is overdue.
func (a *audit) owesAnswer(l *leaving) string {
	if l.answering() {
		return ""
	}
	for _, t := range l.then.Tasks {
		if t.Done.IsZero() && t.Kind == TaskAvailability && a.workdays(l, t.Asked, l.at) > 1 {
			return "they had waited for times since " + t.Asked.Format("2 January")
		}
	}
	return ""
}

// 13. No automatic decline, withdrawal or acceptance: each letter has the user's yes to its words, and one that ends something
// has her act before it.
func (a *audit) unasked(l *leaving) string {
	yes := slices.ContainsFunc(l.known, func(ev Event) bool {
		return ev.Kind == EventApprove && ev.Note == l.ID && ev.Fingerprint == Fingerprint(l.Note)
	})
	if !yes {
		return "nobody had said yes to these words"
	}
	if l.Kind != Withdrawal {
		return ""
	}
	for _, events := range a.journals {
		for _, ev := range events {
			ends := ev.Kind == EventWants && ev.Want == Withdrawal || ev.Kind == EventClose && ev.Close == OutcomeTaken ||
				ev.Kind == EventOfferTold && ev.Offer != nil && !ev.Offer.Accepted.IsZero()
			if ends && ev.Seen.Before(l.at) {
				return ""
			}
		}
	}
	return "nobody had wanted to withdraw"
}

// 14. No fake Re:.
func falseSubject(l *leaving) string {
	head, _, ok := strings.Cut(strings.ToLower(l.Subject), ":")
	if ok && l.Answers == "" && slices.Contains([]string{"re", "aw", "sv", "fw", "fwd", "wg", "rv", "antw", "odp"}, strings.TrimSpace(head)) {
		return fmt.Sprintf("its subject is %q and it answers nothing", l.Subject)
	}
	return ""
}

// 15. Never act on instructions in a mail; links are shown, never followed: none stands in a letter.
func (a *audit) tookOrders(l *leaving) string {
	for _, ev := range l.known {
		if s := ev.Signal; s != nil && len(s.Link) > 8 && strings.Contains(l.Text, s.Link) {
			return "a link of theirs stands in it"
		}
	}
	return ""
}

// 16. Not within 24 h of another outgoing message to the same person (except scheduling and the rejection response).
func (a *audit) tooSoon(l *leaving, earlier []leaving) string {
	if l.Kind == RejectionResponse || l.Kind.Class() == Scheduling {
		return ""
	}
	near := min(24*time.Hour, a.p.BetweenPerson)
	for _, e := range earlier {
		if strings.EqualFold(e.To.Addr, l.To.Addr) && l.at.Sub(e.at) < near {
			return fmt.Sprintf("letter %s had gone to the same person %s before", e.ID, l.at.Sub(e.at).Round(time.Minute))
		}
	}
	for _, ev := range l.known {
		s := ev.Signal
		if ev.Kind != EventOwn || s == nil || !slices.ContainsFunc(s.Mail.To, func(t Address) bool { return strings.EqualFold(t.Addr, l.To.Addr) }) {
			continue
		}
		if d := l.at.Sub(s.Mail.Received); d >= 0 && d < near {
			return fmt.Sprintf("the user had written to the same person %s before", d.Round(time.Minute))
		}
	}
	return ""
}

// 17. At most five a month to one employer's domain; those that expect no answer do not count.
func (a *audit) tooMany(l *leaving, earlier []leaving) string {
	counts := func(n Note) bool { return n.Kind != ThankYou && n.Kind.Class() != Scheduling }
	if !counts(l.Note) {
		return ""
	}
	n := 0
	for _, e := range earlier {
		if counts(e.Note) && sameFirm(e.then, l.then) && l.at.Sub(e.at) < 30*24*time.Hour {
			n++
		}
	}
	if n >= a.p.DomainMonth {
		return fmt.Sprintf("%d letters had gone to this employer in 30 days", n)
	}
	return ""
}
