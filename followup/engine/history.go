package engine

import (
	"context"

	"followup/followup"
)

// Mails returns every mail that the store remembers, each once, with what it counts as now: those of the journals in
// the order in which they were entered, then those that were set aside, the newest first. What a new rule would change
// in the past is asked of these.
func (e *Engine) Mails(context.Context) ([]Kept, error) {
	var kept []Kept
	at := map[string]int{}
	told := map[string]bool{} // somebody's word, or a rule, took the place of what was read
	put := func(k Kept) {
		key := k.Signal.Mail.Key
		if i, known := at[key]; known {
			kept[i] = k
			return
		}
		at[key] = len(kept)
		kept = append(kept, k)
	}
	err := e.view(func(c *change) error {
		err := c.tx.Applications(func(app followup.Application) error {
			entries, err := c.tx.Journal(app.ID)
			if err != nil {
				return err
			}
			events := make([]followup.Event, len(entries))
			for i, en := range entries {
				events[i] = en.Event
			}
			gone := followup.TakenBack(events)
			for _, ev := range events {
				if ev.ID != "" && gone[ev.ID] {
					continue
				}
				word := ev.Kind == followup.EventCorrect || ev.Kind == followup.EventResolved
				switch i, known := at[ev.Key]; {
				case ev.Signal != nil:
					if key := ev.Signal.Mail.Key; word || !told[key] {
						put(Kept{App: app.ID, Spoken: word && ev.Signal.Rule == "", Signal: *ev.Signal})
						told[key] = told[key] || word
					}
				case word && known && kept[i].App == app.ID: // it is not job mail; elsewhere it was only moved away
					s := &kept[i].Signal
					s.Rule, s.Was, s.Kind = ev.Words, s.Kind, followup.Other
					kept[i].Spoken, told[ev.Key] = ev.Words == "", true
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		return c.tx.Aside(0, func(s followup.Signal) error {
			if _, known := at[s.Mail.Key]; !known {
				k := Kept{Spoken: s.Reason == saidNotJob, Signal: s}
				if k.Spoken || s.Rule != "" {
					k.Signal.Kind = followup.Other // it stands aside as it was read before
				}
				put(k)
			}
			return nil
		})
	})
	return kept, err
}
