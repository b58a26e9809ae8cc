package followup

import (
	"slices"
	"strings"
	"time"
)

// remarkMax caps a note to herself, in runes.
const remarkMax = 2000

// added opens an application by hand; its event counts from the day on which the user applied.
func added(s *step) Reason {
	app := s.app
	app.Stage, app.Account, app.From = StageApplied, s.ev.Account, s.ev.To
	if app.Opened.IsZero() {
		app.Opened = s.at
	}
	s.turn(TurnTheirs, s.at)
	if s.ev.Details != nil {
		if bad := s.facts(*s.ev.Details); bad != "" {
			*app = Application{ID: app.ID}
			return bad
		}
	}
	if app.Employer == "" {
		*app = Application{ID: app.ID}
		return "say who the employer is"
	}
	s.extras()
	s.acted("an application by hand")
	if len(app.Rounds) > 0 {
		return "entered, with its interview"
	}
	return "entered: their turn"
}

// addedToKnown takes the facts of an application by hand that a mail has opened before: told anew, a mail that was read
// later may come first.
func addedToKnown(s *step) Reason {
	if s.ev.Details != nil {
		if bad := s.facts(*s.ev.Details); bad != "" {
			return bad
		}
	}
	s.extras()
	s.acted("an application by hand")
	return "the application is known already: what you said of it is taken"
}

// extras takes the person and the interview that came with an application by hand.
func (s *step) extras() {
	if s.ev.Person != nil {
		s.meetByHand(*s.ev.Person)
	}
	if s.ev.Slot != nil && s.app.Stage != StageClosed {
		s.arrange(*s.ev.Slot, RoundKind(s.ev.Variant))
	}
}

// described takes facts by hand: her word wins over what was read.
func described(s *step) Reason {
	if s.ev.Details == nil {
		return "nothing was said of it"
	}
	before := clone(*s.app)
	if bad := s.facts(*s.ev.Details); bad != "" {
		*s.app = before
		return bad
	}
	if sameFacts(before, *s.app) {
		return "it is as you say already"
	}
	words := strings.Join(s.ev.Details.names(), ", ")
	s.acted("facts: " + words)
	return Reason("as you say: " + words)
}

// sameFacts reports whether two states of an application agree in all that Details can say.
func sameFacts(a, b Application) bool {
	return a.Employer == b.Employer && a.Role == b.Role && a.Requisition == b.Requisition && a.Agency == b.Agency &&
		slices.Equal(a.Domains, b.Domains) && a.Country == b.Country && a.Zone == b.Zone && a.Language == b.Language &&
		a.Sector == b.Sector && a.Form == b.Form && a.Liked == b.Liked && a.WantsFeedback == b.WantsFeedback &&
		a.NoContact == b.NoContact && a.Opened.Equal(b.Opened) && a.TurnSince.Equal(b.TurnSince) &&
		a.OnHold.Equal(b.OnHold) && a.HoldUntil.Equal(b.HoldUntil) && a.QuietUntil.Equal(b.QuietUntil)
}

// facts takes what Details says. It says what is wrong instead of taking half of it.
func (s *step) facts(d Details) Reason {
	app := s.app
	if bad := s.unfit(d); bad != "" {
		return bad
	}
	if s.ev.Of != "" { // said of another application, which was merged into this one: what is known here stays
		d = d.where(*app)
	}
	old := app.Employer
	for _, f := range []struct {
		to   *string
		said *string
	}{
		{&app.Employer, d.Employer}, {&app.Role, d.Role}, {&app.Requisition, d.Requisition}, {&app.Agency, d.Agency},
		{&app.Country, d.Country}, {&app.Zone, d.Zone}, {&app.Language, d.Language}, {&app.Sector, d.Sector},
	} {
		if f.said != nil {
			*f.to = strings.TrimSpace(*f.said)
		}
	}
	if old != app.Employer {
		app.alias(old) // mails may go on to call it so
	}
	if d.Domain != nil && !slices.Contains(app.Domains, lower(*d.Domain)) {
		app.Domains = append(app.Domains, lower(*d.Domain))
	}
	for _, f := range []struct{ to, said *bool }{{&app.Liked, d.Liked}, {&app.WantsFeedback, d.Feedback}, {&app.NoContact, d.NoContact}} {
		if f.said != nil {
			*f.to = *f.said
		}
	}
	if d.Form != nil {
		app.Form = *d.Form
	}
	if d.Applied != nil {
		if app.Stage == StageApplied && app.Turn == TurnTheirs && app.TurnSince.Equal(app.Opened) {
			app.TurnSince = *d.Applied
		}
		app.Opened = *d.Applied
	}
	if d.HoldUntil != nil {
		app.HoldUntil = *d.HoldUntil
		switch {
		case d.HoldUntil.IsZero():
			app.OnHold = time.Time{}
		case app.OnHold.IsZero():
			app.OnHold = s.at
		}
	}
	if d.QuietUntil != nil {
		app.QuietUntil = *d.QuietUntil
	}
	if app.NoContact || !app.OnHold.IsZero() {
		s.withdraw("you said that they are not to be asked now", func(n *Note) bool { return n.Kind == Nudge || app.NoContact && unasked(n) })
	}
	return ""
}

// where leaves of what was said only that about which nothing is known yet.
func (d Details) where(app Application) Details {
	for _, f := range []struct {
		said  **string
		known string
	}{
		{&d.Employer, app.Employer}, {&d.Role, app.Role}, {&d.Requisition, app.Requisition}, {&d.Agency, app.Agency},
		{&d.Country, app.Country}, {&d.Zone, app.Zone}, {&d.Language, app.Language}, {&d.Sector, app.Sector},
	} {
		if f.known != "" {
			*f.said = nil
		}
	}
	if app.Form != FormUnknown {
		d.Form = nil
	}
	return d
}

// unfit says what of Details cannot be.
func (s *step) unfit(d Details) Reason {
	said := func(p *string) string {
		if p == nil {
			return ""
		}
		return strings.TrimSpace(*p)
	}
	switch domain := lower(said(d.Domain)); {
	case d.Employer != nil && EmployerKey(*d.Employer) == "":
		return "an employer needs a name"
	case d.Domain != nil && (!strings.Contains(domain, ".") || strings.ContainsAny(domain, "@/: ")):
		return "a domain looks like acme.example"
	case d.Domain != nil && shared(domain):
		return "many write from that domain: it does not tell who they are"
	case said(d.Country) != "" && !isCountry(said(d.Country)):
		return "a country is two capital letters, such as DE, or DE-BY with a region"
	case said(d.Zone) != "" && location(said(d.Zone)) == nil:
		return "that time zone is not known: write it like Europe/Berlin"
	case said(d.Language) != "" && !isLanguage(said(d.Language)):
		return "a language is two small letters, such as de"
	case d.Applied != nil && d.Applied.After(s.now):
		return "the day on which you applied lies ahead"
	}
	if sector := said(d.Sector); sector != "" {
		if _, ok := s.p.Sector[sector]; !ok {
			return "that sector is not known"
		}
	}
	return ""
}

// isCountry reports whether s has the form of ISO 3166-1 alpha-2, or of ISO 3166-2 with a region.
func isCountry(s string) bool {
	country, region, parted := strings.Cut(s, "-")
	upper := func(r rune) bool { return r < 'A' || r > 'Z' }
	letterOrDigit := func(r rune) bool { return upper(r) && (r < '0' || r > '9') }
	return len(country) == 2 && !strings.ContainsFunc(country, upper) &&
		(!parted || len(region) > 0 && len(region) <= 3 && !strings.ContainsFunc(region, letterOrDigit))
}

func isLanguage(s string) bool {
	return len(s) == 2 && !strings.ContainsFunc(s, func(r rune) bool { return r < 'a' || r > 'z' })
}

// names lists which facts are said, in the words of a list.
func (d Details) names() []string {
	var out []string
	for _, f := range []struct {
		said bool
		word string
	}{
		{d.Employer != nil, "employer"}, {d.Role != nil, "role"}, {d.Requisition != nil, "requisition"}, {d.Agency != nil, "agency"},
		{d.Domain != nil, "domain"}, {d.Country != nil, "country"}, {d.Zone != nil, "time zone"}, {d.Language != nil, "language"},
		{d.Sector != nil, "sector"}, {d.Form != nil, "form of address"}, {d.Liked != nil, "whether you like it"},
		{d.Feedback != nil, "whether to ask for feedback"}, {d.NoContact != nil, "whether they may be written to"},
		{d.Applied != nil, "when you applied"}, {d.HoldUntil != nil, "on hold"}, {d.QuietUntil != nil, "quiet"},
	} {
		if f.said {
			out = append(out, f.word)
		}
	}
	return out
}

// remarked keeps a note to herself; it never enters a letter.
func remarked(s *step) Reason {
	text := strings.TrimSpace(s.ev.Remark)
	if text == "" {
		return "there is nothing to keep"
	}
	if r := []rune(text); len(r) > remarkMax {
		text = string(r[:remarkMax])
	}
	s.app.Remarks = append(s.app.Remarks, Remark{At: s.at, Text: text, Act: s.ev.ID})
	s.acted("a note to yourself")
	return "your note is kept"
}

// reopened opens what is closed: where it stands is what the interviews and the offer say.
func reopened(s *step) Reason {
	app := s.app
	s.withdraw("you opened it again", every)
	app.Stage, app.Outcome, app.Closed, app.ClosedByUser, app.Cold = StageInvited, OutcomeOpen, time.Time{}, false, false
	switch {
	case app.Offer != nil && app.Offer.Rescinded.IsZero() || app.Offer == nil && app.Written:
		app.Stage = StageOffered
	case len(app.Rounds) == 0:
		app.Stage = StageApplied
	default:
		s.restand()
	}
	s.turn(TurnOurs, s.at)
	s.acted("opened again")
	return "opened again: your turn"
}

func notClosed(*step) Reason { return "it is not closed" }

// archived puts an application away: nothing of it is due and nothing leaves. News from them brings it back.
func archived(s *step) Reason {
	if !s.app.Archived.IsZero() {
		return "it is put away already"
	}
	s.withdraw("you put it away", every)
	s.app.Archived = s.at
	s.acted("put away")
	return "put away: nothing of it is due until you bring it back, or they write"
}

// unarchived brings it back.
func unarchived(s *step) Reason {
	if s.app.Archived.IsZero() {
		return "it is not put away"
	}
	s.app.Archived = time.Time{}
	s.acted("brought back")
	return "it is shown again"
}

// unearth brings back what was put away when they write: an invitation must not lie where nobody looks.
func (s *step) unearth(kind EventKind) {
	if s.app.Archived.IsZero() || !s.at.After(s.app.Archived) || !theirs(kind) && kind != EventDoubted {
		return
	}
	s.app.Archived = time.Time{}
	s.tell("they wrote about what you had put away: it is shown again")
}
