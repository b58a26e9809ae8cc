package followup

import "time"

// Terms are what the employer offers, by word or in writing, and what became of it.
type Terms struct {
	Written   bool              `json:"written,omitempty"`
	Said      time.Time         `json:"said,omitzero"`     // by word
	Came      time.Time         `json:"came,omitzero"`     // the document
	Deadline  time.Time         `json:"deadline,omitzero"` // when they want an answer
	Extended  time.Time         `json:"extended,omitzero"` // when an extension was asked for
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
