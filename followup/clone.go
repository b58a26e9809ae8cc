package followup

import (
	"maps"
	"slices"
)

// clone returns a copy of app that shares nothing with it that a step may change. Mails and signals are replaced as a
// whole and never changed in place, so that their own slices may be shared.
func clone(app Application) Application {
	app.Domains = slices.Clone(app.Domains)
	app.Names = slices.Clone(app.Names)
	app.Subjects = slices.Clone(app.Subjects)
	app.People = clonePeople(app.People)
	app.Promises = slices.Clone(app.Promises)
	for i := range app.Promises {
		app.Promises[i].By = clonePerson(app.Promises[i].By)
	}
	app.Doubts = slices.Clone(app.Doubts)
	app.Threads = slices.Clone(app.Threads)
	app.Rounds = slices.Clone(app.Rounds)
	for i := range app.Rounds {
		r := &app.Rounds[i]
		r.Thanked = slices.Clone(r.Thanked)
		r.Interviews = cloneInterviews(r.Interviews)
	}
	app.Notes = slices.Clone(app.Notes)
	for i := range app.Notes {
		n := &app.Notes[i]
		n.References = slices.Clone(n.References)
		n.Attempts = slices.Clone(n.Attempts)
		n.Overruled = slices.Clone(n.Overruled)
		n.Slots = cloneInterviews(n.Slots)
	}
	if app.Offer != nil {
		o := *app.Offer
		o.Checked, o.By = maps.Clone(o.Checked), clonePerson(o.By)
		app.Offer = &o
	}
	app.Tasks = slices.Clone(app.Tasks)
	for i := range app.Tasks {
		t := &app.Tasks[i]
		t.Options, t.By = cloneInterviews(t.Options), clonePerson(t.By)
	}
	app.Remarks = slices.Clone(app.Remarks)
	app.Acts = slices.Clone(app.Acts)
	return app
}

func cloneInterviews(ivs []Interview) []Interview {
	ivs = slices.Clone(ivs)
	for i := range ivs {
		iv := &ivs[i]
		iv.People = clonePeople(iv.People)
		if iv.Debrief != nil {
			d := *iv.Debrief
			d.People, d.Asked, d.Ratings = slices.Clone(d.People), slices.Clone(d.Asked), maps.Clone(d.Ratings)
			if d.Like != nil {
				like := *d.Like
				d.Like = &like
			}
			iv.Debrief = &d
		}
	}
	return ivs
}

func clonePeople(people []Person) []Person {
	people = slices.Clone(people)
	for i := range people {
		people[i] = clonePerson(people[i])
	}
	return people
}

func clonePerson(p Person) Person {
	p.Met, p.Spelt = slices.Clone(p.Met), slices.Clone(p.Spelt)
	return p
}
