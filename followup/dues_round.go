package followup

import "time"

// dueInRound tells when a round's interviews begin, when it is over and when a cancel counts.
func (p Policy) dueInRound(a *Application, r *Round, add func(Due)) {
	for _, iv := range r.Interviews {
		if iv.Standing != Set {
			continue
		}
		who := ""
		if len(iv.People) > 0 {
			who = iv.People[0].Key()
		}
		at, why := p.begins(a, iv)
		add(Due{Kind: DueInterview, At: at, Why: why, Round: r.ID, Person: who})
		if !iv.CancelledAt.IsZero() {
			add(Due{
				Kind: DueSettle, At: iv.CancelledAt.Add(p.CancelSettle), Round: r.ID, Acts: true,
				Why: "a cancel was read and no new time came",
			})
		}
	}
	end := r.end()
	switch {
	case end.IsZero() || r.Done:
	case r.set() || r.took() && a.Stage != StageOffered:
		add(Due{Kind: DueRoundOver, At: end, Round: r.ID, Acts: true, Why: "the last interview of the round ends"})
	}
}

// begins tells when an interview begins. Where the mail names no time zone it is read as a time where they are, as far as
// anybody knows that, and the reason says so: better asked about than missed.
func (p Policy) begins(a *Application, iv Interview) (time.Time, Reason) {
	if !iv.Floating {
		return iv.Start, "the interview begins"
	}
	y, m, d := iv.Start.Date()
	at := civil(y, m, d, iv.Start.Hour(), iv.Start.Minute(), iv.Start.Second(), p.ZoneFor(*a)).UTC()
	return at, Reason("the interview begins, if " + iv.Start.Format("15:04 on 2 January") + " is a time where they are: they name no time zone, so ask them")
}
