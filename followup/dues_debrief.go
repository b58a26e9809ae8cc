package followup

import "time"

// askAgain is when a debrief is asked for a second time.
const askAgain = 3 * time.Hour

// duesOfDebrief tells when an interview asks for a debrief (soon after its end, once more three hours later and on the next
// morning of the user's), and when a thank-you should have left.
func (p Policy) duesOfDebrief(a *Application, add func(Due)) {
	if a.Stage == StageClosed || a.Stage == StageNew {
		return
	}
	for _, n := range a.Notes {
		r, ok := a.Round(n.Round)
		if !ok || n.Kind != ThankYou || n.Status != Proposed || n.Belated {
			continue
		}
		for _, iv := range r.Interviews {
			if iv.called(n.Interview) && took(iv) {
				add(Due{
					Kind: DueThanks, At: finish(iv).Add(p.ThankYouDue), Note: n.ID, Round: n.Round, Person: n.Person,
					Why: "a thank-you reads best within a day",
				})
			}
		}
	}
	if a.Before {
		return
	}
	for i := len(a.Rounds) - 1; i >= 0; i-- { // the newest talk only: an older one is hard to remember
		r := &a.Rounds[i]
		if !r.took() {
			continue
		}
		if r.set() || len(r.debriefs()) > 0 {
			return
		}
		end := r.end()
		y, m, d := end.In(p.Zone).Date()
		for nth, at := range []time.Time{end.Add(p.DebriefAfter), end.Add(askAgain), civil(y, m, d+1, 8, 0, 0, p.Zone).UTC()} {
			why := Reason("the interview is over: say how it went while you remember it")
			if nth > 0 {
				why = "nothing was said yet of how the interview went"
			}
			add(Due{Kind: DueDebrief, At: at, Why: why, Round: r.ID})
		}
		return
	}
}
