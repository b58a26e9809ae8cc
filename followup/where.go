package followup

import (
	"slices"
	"strings"
	"time"
)

// Where is the civil place in which days are counted and hours are read.
type Where struct {
	Zone    *time.Location
	Country string // ISO 3166-1 alpha-2, or "DE-BY" with a region; empty: not known
	Guess   Reason // how it is known: "zone of the interview; their domain ends in .de"
}

// WhereFor returns where the recipients of app live as far as anybody knows (domain.md 1.6). The zone is the one set by
// hand, that of a country set by hand if it has one clock only, that of the newest interview, the one of their country
// that shows the offset of their newest mail's Date, that offset alone, that of their country if it has one clock only,
// else the user's own. The country is the one set by hand, else that of the zone or of their domain. It is never the
// user's own: where it is not known, weekends count as free and public holidays do not.
func (p Policy) WhereFor(app Application) Where {
	var w Where
	domains := app.countries()
	country := app.Country
	if country == "" && len(domains) == 1 {
		country = domains[0]
	}
	w.Zone, w.Guess = p.zone(&app, country)
	switch near := countryOf(w.Zone.String()); {
	case app.Country != "":
		w.Country = app.Country
	case w.Guess == ownZone:
		w.Country = country // where the user is tells nothing of them
	case near == "":
		w.Country = country
	default:
		// A calendar often names the best known zone with that clock: Europe/Berlin for an office in Amsterdam.
		w.Country = near
		if i := slices.IndexFunc(domains, func(c string) bool { return keeping(c, w.Zone) != nil }); i >= 0 {
			w.Country = domains[i]
		}
	}
	if w.Country != "" && slices.Contains(domains, w.Country) && app.Country == "" {
		w.Guess += Reason("; their domain is one of " + w.Country)
	}
	return w
}

const (
	saidZone      Reason = "you said so"
	interviewZone Reason = "zone of the interview"
	mailZone      Reason = "the clock of their newest mail"
	countryZone   Reason = "the only clock of their country"
	ownZone       Reason = "your own: nothing else is known"
)

// zone returns the zone of the recipients and how it is known. country is theirs as far as it is known without a zone.
func (p Policy) zone(app *Application, country string) (*time.Location, Reason) {
	if loc := location(app.Zone); loc != nil {
		return loc, saidZone
	}
	if app.Country != "" {
		if loc := onlyClock(app.Country); loc != nil {
			return loc, saidZone
		}
	}
	for i := len(app.Rounds) - 1; i >= 0; i-- {
		for j := len(app.Rounds[i].Interviews) - 1; j >= 0; j-- {
			if loc := location(app.Rounds[i].Interviews[j].Zone); loc != nil && !machines(loc) {
				return loc, interviewZone
			}
		}
	}
	for _, m := range []Mail{app.LastHuman, app.LastIn} {
		if m.Date.IsZero() {
			continue
		}
		_, offset := m.Date.Zone()
		if offset == 0 {
			continue // a server's clock, not a person's, whatever it is called: a record keeps no name of it
		}
		if loc := showing(country, offset, m.Date); loc != nil {
			return loc, mailZone
		}
		return time.FixedZone("", offset), mailZone
	}
	if loc := onlyClock(country); loc != nil {
		return loc, countryZone
	}
	return place(p.Zone), ownZone
}

// machines reports whether a zone is a program's clock, which says nothing of where people are.
func machines(loc *time.Location) bool {
	name := loc.String()
	return name == "UTC" || name == "GMT" || strings.HasPrefix(name, "Etc/")
}

// countries returns the countries that the employer's own domains are of, each once.
func (a *Application) countries() []string {
	var out []string
	for _, d := range a.Domains {
		if c := countryOfDomain(d); c != "" && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

// ZoneFor returns the zone of WhereFor.
func (p Policy) ZoneFor(app Application) *time.Location { return p.WhereFor(app).Zone }

// Unsure returns what a person should know of how business days were counted for app. It never stands in the way.
func (p Policy) Unsure(app Application) []Finding {
	p = p.usable()
	switch country := p.WhereFor(app).Country; {
	case country == "":
		return []Finding{{Code: "country-unknown", Words: "their country is not known: weekends count as free, public holidays do not"}}
	case !p.Calendar.Knows(country):
		return []Finding{{Code: "holidays-unknown", Words: "the public holidays of " + country + " are not known: weekends count as free, they do not"}}
	}
	return nil
}
