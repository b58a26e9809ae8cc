package followup

import "time"

// Terms are what the employer offers, by word or in writing, and what became of it.
type Terms struct {
	Written   bool              `json:"written,omitempty"`
	Said      time.Time         `json:"said,omitzero"`     // by word
	Came      time.Time         `json:"came,omitzero"`     // the document
	Deadline  time.Time         `json:"deadline,omitzero"` // when they want an answer
	Extended  time.Time         `json:"extended,omitzero"` // when an extension was asked for
	Asked     time.Time         `json:"asked,omitzero"`    // when a letter that asks for it in writing was drafted, or could not be: once
	Checked   map[string]string `json:"checked,omitempty"` // keys of OfferItems: the user's words, or "yes"
	Accepted  time.Time         `json:"accepted,omitzero"`
	Signed    time.Time         `json:"signed,omitzero"`
	Declined  time.Time         `json:"declined,omitzero"`
	Rescinded time.Time         `json:"rescinded,omitzero"`
	By        Person            `json:"by,omitzero"`
	Act       string            `json:"act,omitempty"` // Event.ID of the act that entered it by hand
}

// OfferItems are the things to look for in an offer, in order.
var OfferItems = []string{"title", "pay", "start", "location", "contract", "contingencies", "signature"}

// open reports whether the user still has to answer the offer.
func (o *Terms) open() bool {
	return o.Accepted.IsZero() && o.Signed.IsZero() && o.Declined.IsZero() && o.Rescinded.IsZero()
}

// Binding reports whether an application has an offer in writing with a date that the user still has to answer: the only one of
// which others may be told, and only before that date.
func (a Application) Binding(now time.Time) bool {
	o := a.Offer
	return a.Stage == StageOffered && o != nil && o.open() && o.Written && o.Deadline.After(now)
}

// Settled reports whether the user accepted an offer and has it in writing: only then the others are let go.
func (a Application) Settled() bool {
	return a.Stage == StageClosed && a.Outcome == OutcomeTaken && a.Offer != nil && (a.Offer.Written || !a.Offer.Signed.IsZero())
}

// EarlyFor reports whether it is too early to tell an employer of another offer: nothing more than a first talk has taken place,
// or is set, so that they have nothing to decide yet.
func (a Application) EarlyFor() bool {
	for _, r := range a.Rounds {
		switch r.Kind {
		case RoundScreen, RoundVideo, RoundInformal, RoundCall:
			continue
		}
		if r.took() || r.set() && (len(a.Rounds) > 1 || r.Kind != RoundUnknown) {
			return false
		}
	}
	return true
}
