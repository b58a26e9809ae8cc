package followup

import "slices"

// clone returns a copy of app that shares nothing with it that a step may change. Mails and signals are replaced as a
// whole and never changed in place, so that their own slices may be shared.
func clone(app Application) Application {
	app.Domains = slices.Clone(app.Domains)
	app.Names = slices.Clone(app.Names)
	app.Subjects = slices.Clone(app.Subjects)
	app.People = slices.Clone(app.People)
	app.Promises = slices.Clone(app.Promises)
	app.Doubts = slices.Clone(app.Doubts)
	app.Threads = slices.Clone(app.Threads)
	app.Rounds = slices.Clone(app.Rounds)
	for i := range app.Rounds {
		r := &app.Rounds[i]
		r.Thanked = slices.Clone(r.Thanked)
		r.Interviews = slices.Clone(r.Interviews)
		for j := range r.Interviews {
			r.Interviews[j].People = slices.Clone(r.Interviews[j].People)
		}
	}
	app.Notes = slices.Clone(app.Notes)
	for i := range app.Notes {
		n := &app.Notes[i]
		n.References = slices.Clone(n.References)
		n.Attempts = slices.Clone(n.Attempts)
	}
	return app
}
