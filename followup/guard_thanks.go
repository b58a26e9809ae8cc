package followup

import "slices"

// notHeld holds guard 4: a thank-you is for a talk that took place and is over. While the words are only drafted nothing
// else is asked.
func (a asking) notHeld() Reason {
	if a.n.Kind != ThankYou {
		return ""
	}
	r, ok := a.app.Round(a.n.Round)
	if !ok {
		return "its round is not known any more"
	}
	for _, iv := range r.Interviews {
		switch {
		case !iv.called(a.n.Interview):
		case !took(iv):
			return "the interview did not take place"
		case finish(iv).After(a.now):
			return "the interview is not over yet"
		case a.when == atClaim && finish(iv).Add(a.p.ThankYouAfter).After(a.now):
			return "the interview ended a moment ago"
		}
	}
	if a.when == atProposal {
		return ""
	}
	return a.p.misfitThanks(a.app, a.n)
}

// thankedAlready holds guard 7: one thank-you for a person and round, under whatever address, and none where nobody was
// met.
func (a asking) thankedAlready() Reason {
	if a.n.Kind != ThankYou {
		return a.blocks("second-letter")
	}
	r, ok := a.app.Round(a.n.Round)
	if !ok {
		return ""
	}
	for _, iv := range r.Interviews {
		if iv.called(a.n.Interview) && (iv.NoThanks || r.Kind == RoundVideo) {
			return "there is nobody to thank for a one-way video or an assessment"
		}
	}
	who := Person{Name: a.n.To.Name, Addr: a.n.To.Addr}
	if r.thanked(a.app, who) {
		return "you thanked this person yourself"
	}
	if slices.ContainsFunc(a.app.Notes, func(o Note) bool {
		gone := o.Status == Sent || o.Status == Approved || o.Status == Claimed || o.Status == Unsure
		return gone && o.ID != a.n.ID && o.Kind == ThankYou && o.Round == a.n.Round && (lower(o.To.Addr) == lower(who.Addr) || sameName(o.To.Name, who.Name))
	}) {
		return "this person has such a letter already"
	}
	return a.blocks("second-letter")
}

// after reports whether o is a draft to somebody else of the same round that stands before n: of two that are too much
// alike the later one waits.
func (n Note) after(o Note, app *Application) bool {
	if n.Kind != ThankYou || o.Kind != ThankYou || o.Round != n.Round || o.Status != Proposed || lower(o.To.Addr) == lower(n.To.Addr) {
		return false
	}
	at := func(id string) int { return slices.IndexFunc(app.Notes, func(x Note) bool { return x.ID == id }) }
	return at(o.ID) < at(n.ID)
}

// Alike returns a letter to somebody else that these words are too much like, and whether there is one.
func (p Policy) Alike(app Application, n Note) (Note, bool) {
	mine := contentWords(n.Text, app, n)
	for _, o := range app.Notes {
		if o.ID == n.ID || o.Text == "" || o.Kind != n.Kind || o.Status == Withdrawn || o.Status == Dismissed || o.Status == Failed || lower(o.To.Addr) == lower(n.To.Addr) {
			continue
		}
		if similarity(mine, contentWords(o.Text, app, o)) > p.Similarity {
			return o, true
		}
	}
	return Note{}, false
}
