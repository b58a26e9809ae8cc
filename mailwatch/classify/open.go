package classify

import "slices"

// open tells whether a verdict may count: the mail must be about a job, near the phrase that decides, and about nothing
// else that also refuses, offers and invites (loans, tryouts, flights).
func (g *reading) open(v verdict, w weighed) bool {
	x := &g.tally[v]
	if x.best == nil && (v == vConfirm || v == vInvite) {
		if x = &g.tally[vSet]; x.best == nil && v == vConfirm && g.eventSubject() {
			return w.job >= 0.5
		}
	}
	if x.best == nil || (scheduling[v] || v == vAck) && !g.ofWork() {
		return false
	}
	switch g.from.row.class {
	case classATS:
		return true
	case classAssessment, classScheduler:
		return w.job > 0 || x.self
	}
	if w.foreign*1.5 >= max(1, w.job) || w.foreign*2.2 >= w.job && (g.beside(x.best, vForeign, strong) || g.titled(vForeign)) {
		return false
	}
	if w.foreign*4 >= w.job && g.beside(x.best, vForeign, medium) && !g.ofPost() {
		return false // one applies for grants, dogs and clubs, too, but none of them is a post
	}
	if v == vConfirm && g.eventSubject() {
		return w.job >= 0.5
	}
	long := len(g.body.ws) > 120
	if g.m.Bulk && long && w.job < 2 || g.m.Bulk && len(g.body.ws) > 500 && g.tally.score(vAck) == 0 && !x.subject {
		return false
	}
	if v == vReject || v == vClosed { // what is said to applicants only shows what it is about
		w.job += min(0.4, 0.4*g.tally.score(vAck))
		if g.tally.top(vToYou) >= 1 {
			w.job += 0.2
		}
	}
	need := 1.0
	if n := len(g.body.ws); n <= 70 && w.foreign == 0 { // a few lines have no room for context
		need = 0.75
		if x.top >= 0.9 && (!scheduling[v] || x.self || g.jobBeside(x.best)) {
			need = 0.5
			if (v == vReject || v == vClosed) && w.no >= 1.1 || v == vInvite && w.invite >= 1.4 {
				need = 0.3
			}
		}
	}
	if !long && !g.m.Bulk && w.foreign < 0.3 && !g.beside(x.best, vForeign, weak) && !g.from.robot && need > 0.5 && (v == vConfirm || v == vInvite || scheduling[v] && (g.replies() || g.reSubject)) && x.top >= 0.9 && g.ofWork() {
		need = 0.5 // a person who names day and hour, or asks for them, among two words about work
		if x.best.hit.cue.family == "meet" && (g.replies() || g.reSubject) {
			need = 0.3
		}
	}
	if need > 0.3 && w.job >= 0.3 && w.job < need && scheduling[v] && !long && g.soundsLike(v) {
		need = 0.3 // one word about work, in a letter that sounds like those to applicants
	}
	if w.job >= need && (!long || g.near(x.best)) {
		return true
	}
	if w.job == 0 && g.language() == "en" && g.tally.score(vToYou)+g.tally.score(vSoft)+g.tally.score(vClosing) == 0 && !g.spoken(x.best) {
		return false // "they went with someone": said of them
	}
	if (v == vReject || v == vClosed) && g.ofAnything() {
		return false
	}
	return x.self && (v != vOffer || w.foreign == 0) && (w.foreign < 1 && !g.beside(x.best, vForeign, weak) || w.job >= 0.6) && (len(g.body.ws) <= 80 || g.addressed(x.best) || x.n >= 2 && x.top >= 0.9)
}

// soundsLike reports whether a mail that a person wrote sounds like one about an interview and its sentences not like another world.
func (g *reading) soundsLike(v verdict) bool {
	if g.m.Bulk || g.m.ListID != "" || g.from.robot || g.tally.top(vForeign) > 0 || g.tally.score(vInside)+g.tally.score(vApplicant) > 0 {
		return false
	}
	for _, c := range []likeness{likeInvite, likeConfirm, likeResched, likeCancel} {
		if _, p := g.loudest(c); p >= 0.85 {
			return g.ordinary() < 0.2 && g.ofWork()
		}
	}
	return false
}

// ofAnything reports whether nothing tells what an English mail says no to: no word about a job, nothing that only an applicant is told.
// Its sentence is then asked about at most.
func (g *reading) ofAnything() bool {
	t := &g.tally
	return g.language() == "en" && g.jobScore() < 0.3 && t.n(vReject)+t.n(vClosed) < 2 && t.score(vPost)+t.score(vAck) == 0 && t.score(vToYou) < 1
}

// ofPost reports whether a word about a job is one for what is to be filled.
func (g *reading) ofPost() bool {
	return slices.ContainsFunc(g.finds, func(f finding) bool {
		if f.speaks != vJob || f.passage == &g.context {
			return false
		}
		for _, w := range f.passage.ws[f.hit.first : f.hit.last+1] {
			if postWords[string(w.txt)] {
				return true
			}
		}
		return false
	})
}

// postWords are what is to be filled.
var postWords = map[string]bool{"position": true, "positions": true, "role": true, "post": true, "job": true, "vacancy": true, "opening": true, "internship": true,
	"employment": true, "stelle": true, "poste": true, "emploi": true, "stage": true, "puesto": true, "vacante": true, "empleo": true, "plaza": true, "vaga": true, "cargo": true,
	"emprego": true, "ruolo": true, "posizione": true, "posto": true, "lavoro": true, "functie": true, "vacature": true, "baan": true, "stanowisko": true, "stanowisku": true,
	"stanowiska": true, "pracy": true}

// titled reports whether the subject itself has a strong phrase of a verdict: then the mail is about that.
func (g *reading) titled(v verdict) bool {
	return slices.ContainsFunc(g.finds, func(f finding) bool {
		return f.speaks == v && f.passage == &g.subject && f.hit.cue.strength == strong
	})
}

// spoken reports whether the sentence of a phrase is said by the sender or to the reader.
func (g *reading) spoken(f *finding) bool {
	_, first, last := f.passage.sentence(f.hit)
	for i := first; i <= last; i++ {
		switch string(f.passage.ws[i].txt) {
		case "we", "our", "us", "i", "team", "application", "applicant", "candidate":
			return true
		}
	}
	return f.passage == &g.subject || (&heard{passage: f.passage, first: first, last: last}).addressed()
}

// jobBeside reports whether any word about a job stands in the sentence of a phrase.
func (g *reading) jobBeside(f *finding) bool { return g.beside(f, vJob, weak) }

// beside reports whether words of a verdict and at least a strength stand in the sentence of a phrase.
func (g *reading) beside(f *finding, v verdict, least strength) bool {
	_, first, last := f.passage.sentence(f.hit)
	for i := range g.finds {
		if o := &g.finds[i]; o.speaks == v && o.hit.cue.strength >= least && o.passage == f.passage && o.hit.first >= first && o.hit.last <= last {
			return true
		}
	}
	return false
}

// near reports whether words about a job stand close to a phrase, in a text long enough to speak of other things, and
// whether it speaks to the reader.
func (g *reading) near(f *finding) bool {
	if f.passage == &g.subject {
		return true
	}
	close, weaks := false, 0
	for i := range g.finds {
		o := &g.finds[i]
		if o.speaks != vJob {
			continue
		}
		if o.hit.cue.strength == weak {
			if o.passage == f.passage && abs(o.hit.first-f.hit.first) <= 40 {
				if weaks++; weaks >= 3 {
					close = true
				}
			}
			continue
		}
		if o.passage == &g.subject && o.hit.cue.strength == strong || o.passage == f.passage && o.hit.cue.strength == strong && o.hit.first < 40 {
			close = true
			break
		}
		if o.passage == f.passage && abs(o.hit.first-f.hit.first) <= 60 && (o.hit.cue.strength == strong || o.hit.first < f.hit.first || o.hit.last > f.hit.last) {
			close = true
			break
		}
	}
	return close && (g.addressed(f) || f.hit.cue.flags["self"] && g.tally.score(vSoft)+g.tally.score(vClosing)+g.tally.score(vAck) > 0.2)
}

// addressed reports whether the words around a phrase speak to the reader.
func (g *reading) addressed(f *finding) bool {
	p := f.passage
	if p == &g.subject {
		return true
	}
	for i := max(0, f.hit.first-20); i < min(len(p.marks), f.hit.last+20); i++ {
		if p.marks[i]&markYou != 0 {
			return true
		}
	}
	if c := p.ws[f.hit.first].txt; len(c) > 2 && c[0] >= 0xE3 {
		return true // Japanese and Chinese leave the reader out
	}
	return false
}
