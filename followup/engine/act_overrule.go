package engine

import (
	"context"

	"followup/followup"
)

// Overrule takes a finding away from exactly these words, for a reason that a person typed.
func (e *Engine) Overrule(_ context.Context, r OverruleRequest) (Card, error) {
	if _, err := e.sameWords(r.Note, r.Fingerprint); err != nil {
		return Card{}, err
	}
	ev := followup.Event{
		Kind: followup.EventOverrule, Fingerprint: r.Fingerprint, Overrule: []followup.Overrule{{Code: r.Code, Reason: r.Reason}},
	}
	return e.act(r.Note, ev, func(n followup.Note) bool {
		for _, o := range n.Overruled {
			if o.Code == r.Code {
				return true
			}
		}
		return false
	})
}
