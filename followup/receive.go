package followup

import "slices"

// receive records what every mail says, whatever it means: who wrote, in which thread, about which role. Doing it twice
// for one mail changes nothing more.
func (s *step) receive(kind EventKind) {
	app, m := s.app, s.sig.Mail
	if kind == EventDoubted {
		return
	}
	if s.ev.Before {
		if app.Began.IsZero() && app.Opened.IsZero() || app.Before {
			app.Before, app.Began = true, latest(app.Began, s.ev.Seen)
		}
	} else if kind != EventApplied {
		app.Before = false
	}
	if app.Opened.IsZero() || s.at.Before(app.Opened) {
		app.Opened = s.at
	}
	if kind != EventOwn {
		s.describe()
	}
	app.thread(m.ID)
	app.subject(m.Subject)
	if kind == EventOwn {
		if !m.Received.Before(app.LastOut.Received) {
			app.LastOut = m
		}
		return
	}
	if !m.Received.Before(app.LastIn.Received) {
		app.LastIn = m
	}
	for _, who := range s.sig.People {
		app.meet(who)
	}
	who := sender(s.sig)
	who.Suspect = s.sig.Trust == TrustFailed
	if human(s.sig) {
		who.Wrote = s.at
		if as := signedAs(m); as != "" {
			who.spelt(as)
		}
		if !m.Received.Before(app.LastHuman.Received) {
			app.LastHuman = m
		}
	} else {
		who.Robot = who.Robot || unanswerable(who.Addr)
	}
	app.meet(who)
}

// describe fills what the mail says of employer and role where nothing is known yet.
func (s *step) describe() {
	app := s.app
	for _, f := range []struct {
		field *string
		value string
	}{
		{&app.Account, s.sig.Mail.Account}, {&app.Employer, s.sig.Employer}, {&app.Role, s.sig.Role},
		{&app.Requisition, s.sig.Requisition}, {&app.Agency, s.sig.Agency},
	} {
		if *f.field == "" {
			*f.field = f.value
		}
	}
	if plausible(s.sig.Role) && !plausible(app.Role) {
		app.Role = s.sig.Role // what was taken for a title before names no kind of work
	}
	if app.Employer != "" && s.sig.Employer != "" && s.sig.Agency != "" && EmployerKey(app.Employer) == EmployerKey(s.sig.Agency) {
		// What looked like the employer was its agency; its domain is not the employer's.
		app.Employer, app.Agency = s.sig.Employer, s.sig.Agency
		app.Domains = slices.DeleteFunc(app.Domains, func(d string) bool { return within(lower(s.sig.Mail.From.Addr), d) })
	}
	if s.sig.Trust == TrustFailed && !s.confirmed {
		return // nothing is learned of the employer from a sender who is not believed
	}
	app.alias(s.sig.Employer)
	if d := lower(s.sig.Domain); d != "" && !shared(d) && !app.throughAgency(s.sig) && !slices.Contains(app.Domains, d) {
		app.Domains = append(app.Domains, d)
	}
}

// alias remembers another spelling of the employer's name, where it is one.
func (a *Application) alias(name string) {
	known := false
	for _, n := range a.names() {
		k := likeNames(name, n)
		if k == alike {
			return
		}
		known = known || k > unlike
	}
	for _, d := range a.Domains {
		known = known || likeLabel(d, name) > unlike && likeLabel(d, a.Employer) > unlike
	}
	if known && len(a.Names) < namesKept {
		a.Names = append(a.Names, name)
	}
}

// names are all the names that the employer goes by.
func (a *Application) names() []string {
	if a.Employer == "" {
		return a.Names
	}
	return append([]string{a.Employer}, a.Names...)
}

// subject remembers the subject of a mail that belongs here.
func (a *Application) subject(subject string) {
	key := subjectKey(subject)
	if key == "" || slices.Contains(a.Subjects, key) {
		return
	}
	a.Subjects = append(a.Subjects, key)
	if len(a.Subjects) > subjectsKept {
		a.Subjects = slices.Clone(a.Subjects[len(a.Subjects)-subjectsKept:])
	}
}

// thread remembers a Message-ID that belongs here.
func (a *Application) thread(id string) {
	if id == "" || slices.Contains(a.Threads, id) {
		return
	}
	a.Threads = append(a.Threads, id)
	if len(a.Threads) > threadsKept {
		a.Threads = slices.Clone(a.Threads[len(a.Threads)-threadsKept:])
	}
}

// open enters a mail that begins an application.
func (s *step) open(stage Stage) {
	s.app.Stage = stage
	s.receive(s.ev.Kind)
}
