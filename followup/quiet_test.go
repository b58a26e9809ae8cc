package followup

import (
	"strings"
	"testing"
	"time"
)

// When it is quiet, exactly as domain.md 1.5 has it.
func TestQuiet(t *testing.T) {
	t.Parallel()
	p := policy()
	end := at(9, 15, 0)
	where := Where{Zone: time.UTC}
	after := func(from time.Time, days int) time.Time { return p.AddBusinessDays(from, days, where) }
	met := func(change func(*Application)) Application {
		app := Application{ID: "a", Stage: StageInterviewed, Turn: TurnTheirs, TurnSince: end, LastHuman: Mail{Received: at(3, 9, 0)},
			Rounds: []Round{{ID: "r", Interviews: []Interview{{Start: at(9, 14, 0), End: end, Standing: Held}}}}}
		change(&app)
		return app
	}
	wrote := func(a *Application, when time.Time) { a.LastOut = Mail{Received: when} }
	for _, c := range []struct {
		name string
		app  Application
		want time.Time
	}{
		{"An interview and nothing of ours since: thirty business days.", met(func(*Application) {}), after(end, 30)},
		{"What left before the interview does not count.", met(func(a *Application) { wrote(a, at(8, 9, 0)) }), after(end, 30)},
		{"An interview and a letter: twenty.", met(func(a *Application) { wrote(a, at(10, 9, 0)) }), after(end, 20)},
		{"A letter of followup counts as one by hand.", met(func(a *Application) {
			a.Notes = []Note{{ID: "n", Kind: ThankYou, Status: Sent, Sent: at(10, 9, 0)}}
		}), after(end, 20)},
		{"A late letter: ten after it.", met(func(a *Application) { wrote(a, at(40, 9, 0)) }), after(at(40, 9, 0), 10)},
		{"A late promise: fifteen after its day.", met(func(a *Application) {
			wrote(a, at(10, 9, 0))
			a.Promises = []Promise{{Kind: PromiseDate, Said: at(9, 15, 0), Deadline: at(40, 18, 0)}}
		}), after(at(40, 18, 0), 15)},
		{"A person who wrote late: ten after it.", met(func(a *Application) {
			wrote(a, at(10, 9, 0))
			a.LastHuman.Received, a.TurnSince = at(60, 9, 0), at(60, 9, 0)
		}), after(at(60, 9, 0), 10)},
		{"An application that nobody answered: thirty.", Application{ID: "a", Stage: StageApplied, Turn: TurnTheirs, TurnSince: at(1, 9, 0), LastOut: Mail{Received: at(1, 9, 0)}}, after(at(1, 9, 0), 30)},
		{"Their turn it is not: never.", met(func(a *Application) { a.Turn = TurnOurs }), time.Time{}},
		{"An interview is ahead: never.", met(func(a *Application) {
			a.Rounds[0].Interviews = append(a.Rounds[0].Interviews, Interview{Start: at(50, 9, 0), Standing: Set})
		}), time.Time{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := p.quietAt(&c.app).at; !got.Equal(c.want) {
				t.Errorf("quiet at %v, want %v", got, c.want)
			}
		})
	}
	// The words tell how long, what they had said, and whether anything more is written.
	app := met(func(a *Application) {
		wrote(a, at(10, 9, 0))
		a.Promises = []Promise{{Kind: PromiseDate, Said: at(9, 15, 0), Deadline: at(12, 18, 0)}}
	})
	if why := string(p.quietAt(&app).why); why != "no answer for 28 days; they had said by 13 March. We stop writing here unless they write" {
		t.Errorf("%q", why)
	}
}

// How long silence is borne: by kind of round and sector, at each pace (domain.md 1.2).
func TestPatience(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		pace   Pace
		kind   RoundKind
		sector string
		domain string
		want   int
	}{
		{PaceDefault, RoundUnknown, "", "", 7}, {PaceDefault, RoundTechnical, "", "", 7}, {PaceDefault, RoundManager, "", "", 7},
		{PaceDefault, RoundScreen, "", "", 5}, {PaceDefault, RoundOnsite, "", "", 9}, {PaceDefault, RoundFinal, "", "", 9},
		{PaceDefault, RoundManager, "government", "", 14}, {PaceDefault, RoundFinal, "government", "", 14}, {PaceDefault, RoundScreen, "government", "", 14},
		{PaceDefault, RoundTechnical, "pharma", "", 10}, {PaceDefault, RoundTechnical, "energy", "", 10}, {PaceDefault, RoundTechnical, "aerospace", "", 10},
		{PaceDefault, RoundTechnical, "bakery", "", 7},
		{PaceDefault, RoundTechnical, "", "cam.ac.uk", 14}, {PaceDefault, RoundTechnical, "", "mit.edu", 14}, {PaceDefault, RoundTechnical, "", "health.gov.au", 14},
		{PaceDefault, RoundTechnical, "", "leeds.nhs.uk", 14}, {PaceDefault, RoundTechnical, "", "edu.example", 7}, {PaceDefault, RoundTechnical, "", "ac.me.example", 7},
		{PaceDefault, RoundTechnical, "pharma", "mit.edu", 10}, // her word goes before the domain
		{PaceLight, RoundUnknown, "", "", 7}, {PaceLight, RoundScreen, "", "", 5},
		{PacePatient, RoundUnknown, "", "", 10}, {PacePatient, RoundScreen, "", "", 8}, {PacePatient, RoundFinal, "", "", 13}, {PacePatient, RoundUnknown, "government", "", 20},
		{PaceEager, RoundUnknown, "", "", 5}, {PaceEager, RoundScreen, "", "", 4}, {PaceEager, RoundFinal, "", "", 7},
	} {
		app := Application{Stage: StageInterviewed, Sector: c.sector, Rounds: []Round{{ID: "r", Kind: c.kind, Interviews: []Interview{{Start: at(1, 9, 0), Standing: Held}}}}}
		if c.domain != "" {
			app.Domains = []string{c.domain}
		}
		if got := policy().At(c.pace).patience(&app); got != c.want {
			t.Errorf("%s after %q, sector %q, %q: %d business days, want %d", c.pace, c.kind, c.sector, c.domain, got, c.want)
		}
	}
	for pace, most := range map[Pace]int{PaceLight: 1, PaceDefault: 2, PacePatient: 2, PaceEager: 2} {
		if got := policy().At(pace).NudgeMax; got != most {
			t.Errorf("%s asks %d times", pace, got)
		}
	}
	if got := policy().At(PacePatient).SlackMin; got != 5 {
		t.Errorf("patient adds %d days to a promise", got)
	}
	// Before any interview it is the application that waits.
	if got := policy().patience(&Application{Stage: StageApplied}); got != 10 {
		t.Errorf("an application waits %d days", got)
	}
}

// Whom a question goes to, row by row of domain.md 1.4.
func TestContact(t *testing.T) {
	t.Parallel()
	who := func(name string, part Part, wrote time.Time) Person {
		return Person{Name: name, Addr: strings.ToLower(name) + "@acme.example", Part: part, Wrote: wrote}
	}
	rita, cora := who("Rita", PartRecruiter, at(2, 9, 0)), who("Cora", PartCoordinator, time.Time{})
	max, ivo := who("Max", PartHiringManager, at(3, 9, 0)), who("Ivo", PartInterviewer, time.Time{})
	gina := who("Gina", PartAgency, at(1, 9, 0))
	dead := who("Dora", PartRecruiter, at(4, 9, 0))
	dead.Dead = true
	silentManager := who("Mona", PartHiringManager, time.Time{})
	for _, c := range []struct {
		name    string
		people  []Person
		agency  string
		promise *Promise
		second  bool
		want    string
	}{
		{"Who made the promise goes first.", []Person{rita, cora, max}, "", &Promise{By: max}, false, "Max"},
		{"Else the recruiter of the thread.", []Person{max, cora, rita}, "", nil, false, "Rita"},
		{"Or the coordinator, where there is no recruiter.", []Person{max, cora, ivo}, "", nil, false, "Cora"},
		{"A second question stays with the same person.", []Person{rita, max}, "", nil, true, "Rita"},
		{"The manager who wrote takes a second question where nobody else can be reached.", []Person{dead, max}, "", nil, true, "Max"},
		{"A manager who never wrote is not asked.", []Person{dead, silentManager}, "", nil, true, ""},
		{"An interviewer who never wrote is not asked.", []Person{ivo}, "", nil, true, ""},
		{"With an agency in between it is always the agency.", []Person{rita, gina}, "Staff Ltd", &Promise{By: rita}, true, "Gina"},
		{"Whose address bounced is passed over.", []Person{dead, rita}, "", &Promise{By: dead}, false, "Rita"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			app := Application{ID: "a", People: c.people, Agency: c.agency}
			got, ok := policy().contact(&app, c.promise, c.second)
			if ok != (c.want != "") || got.Name != c.want {
				t.Errorf("it goes to %q (%v), want %q", got.Name, ok, c.want)
			}
		})
	}
}
