package followup

import (
	"crypto/sha256"
	"encoding/base32"
	"slices"
	"strings"
)

// ApplicationID derives an application's id from the mail that opened it, so that a rebuilt store has the same ones.
func ApplicationID(key string) string {
	sum := sha256.Sum256([]byte("application\x00" + key))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:5]))
}

// linker enters mails into applications that it keeps in memory, by the rules by which the daemon enters them into its
// store.
type linker struct {
	policy  Policy
	apps    []*Application
	index   map[string][]int // ties and Message-IDs to applications
	entered map[string]Link  // by Mail.Key
	mails   map[string]int   // how many mails an application has, by its id
}

// LinkAll says of each of the signals of a mailbox to which application it belongs. They are told in message time,
// whatever order they come in, and the answer is in the order that they came in. A mail has App where it belongs to one; it
// Asks where only the user can tell, and has nothing but Why where it belongs nowhere.
func (p Policy) LinkAll(sigs []Signal) []Link {
	l := &linker{policy: p, index: map[string][]int{}, entered: map[string]Link{}, mails: map[string]int{}}
	order := make([]int, len(sigs))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := &sigs[a].Mail, &sigs[b].Mail
		if c := x.Received.Compare(y.Received); c != 0 {
			return c
		}
		return strings.Compare(x.Key, y.Key)
	})
	links := make([]Link, len(sigs))
	for _, i := range order {
		links[i] = l.enter(sigs[i])
	}
	l.told(sigs, order, links)
	for i := range links {
		if links[i].App == "" || l.mails[links[i].App] > 1 {
			continue
		}
		if app := l.app(links[i].App); app.Stage == StageNew && len(app.Doubts) > 0 {
			links[i] = Link{New: true, Why: app.Doubts[0].Why} // one mail, in doubt, makes no application
		}
	}
	return links
}

// enter takes one mail in.
func (l *linker) enter(sig Signal) Link {
	if link, ok := l.entered[sig.Mail.Key]; ok {
		return link
	}
	d := l.policy.Place(sig, l.candidates(sig))
	link, app := d.Link, d.App
	switch {
	case link.New && len(d.Kinds) > 0:
		app = Application{ID: ApplicationID(sig.Mail.Key), Account: sig.Mail.Account}
		link.App, link.New = app.ID, false
	case link.New:
		link = Link{Why: d.Why}
	case len(link.Ask) > 0 && len(d.Kinds) == 0:
		link = Link{Why: d.Why} // it would change nothing, wherever it belongs
	}
	if app.ID != "" {
		for _, kind := range d.Kinds {
			ev := Event{Kind: kind, At: sig.Mail.Received, Seen: sig.Mail.Received, Signal: &d.Sig, Before: true}
			if kind == EventDoubted {
				ev.Words = string(d.Why)
			}
			app, _, _ = l.policy.Step(app, ev, ev.Seen)
		}
		app.thread(sig.Mail.ID)
		app.subject(sig.Mail.Subject)
		l.keep(app)
		l.mails[app.ID]++
	}
	l.entered[sig.Mail.Key] = link
	return link
}

// candidates are the applications that have something in common with a mail.
func (l *linker) candidates(sig Signal) []Application {
	var found []int
	for _, id := range sig.Mail.thread() {
		found = append(found, l.index["id:"+id]...)
	}
	for _, t := range sig.Ties() {
		found = append(found, l.index[t]...)
	}
	slices.Sort(found)
	var apps []Application
	for _, i := range slices.Compact(found) {
		apps = append(apps, *l.apps[i])
	}
	return apps
}

func (l *linker) app(id string) *Application {
	i := slices.IndexFunc(l.apps, func(a *Application) bool { return a.ID == id })
	return l.apps[i]
}

// keep stores an application and finds it again by its ties.
func (l *linker) keep(app Application) {
	i := slices.IndexFunc(l.apps, func(a *Application) bool { return a.ID == app.ID })
	if i < 0 {
		i = len(l.apps)
		l.apps = append(l.apps, nil)
	}
	l.apps[i] = &app
	ties := app.Ties()
	for _, id := range app.Threads {
		ties = append(ties, "id:"+id)
	}
	for _, t := range ties {
		if !slices.Contains(l.index[t], i) {
			l.index[t] = append(l.index[t], i)
		}
	}
}

// told links what only a later mail can tell: the user's own application before it was answered, a recruiter's first
// letter, a mail that was asked about until its thread was known.
func (l *linker) told(sigs []Signal, order []int, links []Link) {
	apps := map[string][]string{} // Message-ID to the applications of the mails of its thread
	note := func(i int) {
		for _, id := range sigs[i].Mail.thread() {
			if !slices.Contains(apps[id], links[i].App) {
				apps[id] = append(apps[id], links[i].App)
			}
		}
	}
	for _, i := range order {
		if links[i].App != "" {
			note(i)
		}
	}
	for again := true; again; {
		again = false
		for _, i := range slices.Backward(order) {
			if links[i].App != "" {
				continue
			}
			if link := l.later(sigs[i], links[i], apps); link.App != "" {
				links[i] = link
				l.mails[link.App]++
				app := *l.app(link.App)
				app.subject(sigs[i].Mail.Subject)
				l.keep(app)
				note(i)
				again = true
			}
		}
	}
}

// later says what is known afterwards of a mail that was not linked when it came.
func (l *linker) later(sig Signal, link Link, threads map[string][]string) Link {
	if sig.ordinary() || link.Why == otherRoleInThread {
		return link
	}
	var found []string
	for _, id := range sig.Mail.thread() {
		found = append(found, threads[id]...)
	}
	slices.Sort(found)
	if found = slices.Compact(found); len(found) == 1 {
		return Link{App: found[0], Why: "same thread, as a later mail tells"}
	}
	own := sig.Detail.Own()
	switch {
	case len(found) > 0 || len(link.Ask) > 0:
	case own && (asksForWork(sig.Mail.Subject) || isAnswer(sig.Mail.Subject)):
		return Link{App: l.answered(sig), Why: "your own mail, as their answer tells"}
	case !own && (sig.JobContext || sig.Kind != Other):
		return Link{App: l.before(sig), Why: "what it speaks of became an application"}
	}
	return link
}

// answered returns the only application that was opened by the house to which the user wrote, soon after.
func (l *linker) answered(sig Signal) string {
	var found []string
	for _, c := range l.candidates(sig) {
		wait := c.Opened.Sub(sig.Mail.Received)
		m := newMatcher(sig, []Application{c})
		if link := m.own(); link.App != "" && wait > 0 && wait <= stillWarm && (m.ties[0].subject || asksForWork(sig.Mail.Subject)) {
			found = append(found, link.App)
		}
	}
	if len(found) == 1 {
		return found[0]
	}
	return ""
}

// before returns the only application that was opened soon after a mail that speaks of its employer and its role.
func (l *linker) before(sig Signal) string {
	var found []string
	for _, c := range l.candidates(sig) {
		t := newMatcher(sig, []Application{c}).ties[0]
		wait := c.Opened.Sub(sig.Mail.Received)
		if wait > 0 && wait <= stillWarm && !t.reqNot && t.role >= roleLike && (t.emp >= fitKin || t.mention || t.person && !t.foreign) {
			found = append(found, c.ID)
		}
	}
	if len(found) == 1 {
		return found[0]
	}
	return ""
}

// asksForWork reports whether a subject of the user's own mail is that of an application.
func asksForWork(subject string) bool {
	return slices.ContainsFunc(whoWords(subject), func(w string) bool {
		return slices.ContainsFunc([]string{"application", "applying", "bewerb", "candidat", "sollicit", "cv", "resume", "lebenslauf", "solicitud", "applicant"},
			func(p string) bool { return strings.HasPrefix(w, p) && (len(p) > 2 || w == p) })
	})
}

// thread are the Message-IDs that a mail knows: its own and those it answers.
func (m Mail) thread() []string {
	var ids []string
	for _, id := range slices.Concat([]string{m.ID}, m.InReplyTo, m.References) {
		if id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}
