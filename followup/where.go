package followup

import "time"

// Where is the civil place in which days are counted and hours are read.
type Where struct {
	Zone    *time.Location
	Country string // ISO 3166-1 alpha-2, or "DE-BY" with a region; empty: not known
	Guess   Reason // how it is known: "zone of the interview", "their domain ends in .de"
}

// WhereFor returns where the recipients of app live as far as anybody knows: the zone and country set by hand, the zone
// of the newest interview, else the offset of their newest mail's Date, else the user's own zone. The country is never
// the user's own: where it is not known, weekends count as free and public holidays do not.
func (p Policy) WhereFor(app Application) Where {
	w := Where{Country: app.Country}
	if loc := location(app.Zone); loc != nil {
		w.Zone, w.Guess = loc, "you said so"
		return w
	}
	for i := len(app.Rounds) - 1; i >= 0; i-- {
		for j := len(app.Rounds[i].Interviews) - 1; j >= 0; j-- {
			if loc := location(app.Rounds[i].Interviews[j].Zone); loc != nil && loc.String() != "UTC" { // a program's clock
				w.Zone, w.Guess = loc, "zone of the interview"
				return w
			}
		}
	}
	for _, m := range []Mail{app.LastHuman, app.LastIn} {
		if !m.Date.IsZero() {
			name, offset := m.Date.Zone()
			if name == "UTC" && offset == 0 {
				continue // a server's clock, not a person's
			}
			w.Zone, w.Guess = time.FixedZone("", offset), "the clock of their newest mail"
			return w
		}
	}
	w.Zone, w.Guess = place(p.Zone), "your own: nothing else is known"
	return w
}

// ZoneFor returns the zone of WhereFor.
func (p Policy) ZoneFor(app Application) *time.Location { return p.WhereFor(app).Zone }
