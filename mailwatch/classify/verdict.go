package classify

import (
	"fmt"
	"sort"
	"strings"

	"followup/followup"
)

// finding is a phrase with its scope decided and, later, its weight.
type finding struct {
	hit      hit
	passage  *passage
	standing standing
	why      string
	speaks   verdict // what it counts for, empty if it was rejected
	weight   float64
	rejected string // why it does not count
}

// verdict is what a phrase counts for: a kind of signal, or evidence around it.
type verdict uint8

const (
	vNone verdict = iota
	vReject
	vClosed
	vOffer
	vRescind
	vCancel
	vResched
	vConfirm
	vInvite
	vAssess
	vTested
	vTask
	vAck
	vOutreach
	vUpdate
	vHold
	vHint
	vPortal
	vPost
	vSoft
	vClosing
	vFile
	vReason
	vCareful
	vJob
	vForeign
	vAlert
	vNews
	vSurvey
	vCode
	vDraft
	vCommerce
	vAway
	vWithdraw
	vOffNot
	verdicts // their number
)

var verdictNames = [...]string{
	vNone:     "nothing",
	vReject:   "rejection",
	vClosed:   "closed",
	vOffer:    "offer",
	vRescind:  "rescinded",
	vCancel:   "cancel",
	vResched:  "reschedule",
	vConfirm:  "confirm",
	vInvite:   "invite",
	vAssess:   "assessment",
	vTested:   "assessment done",
	vTask:     "task",
	vAck:      "receipt",
	vOutreach: "outreach",
	vUpdate:   "update",
	vHold:     "on hold",
	vHint:     "hint",
	vPortal:   "portal",
	vPost:     "after an interview",
	vSoft:     "soft no",
	vClosing:  "closing",
	vFile:     "on file",
	vReason:   "reason",
	vCareful:  "preamble",
	vJob:      "job context",
	vForeign:  "foreign context",
	vAlert:    "job alert",
	vNews:     "newsletter",
	vSurvey:   "survey",
	vCode:     "code",
	vDraft:    "unfinished application",
	vCommerce: "commerce",
	vAway:     "away",
	vWithdraw: "withdrawal",
	vOffNot:   "no offer",
}

func (v verdict) String() string { return verdictNames[v] }

// tally adds up what was found for one verdict.
type tally [verdicts]sum

type sum struct {
	score   float64  // own words and subject together; a strong phrase is worth 1
	top     float64  // the best single phrase
	n       int      // different phrases
	subject bool     // found in the subject
	body    bool     // found in the own words
	best    *finding // decides
	self    bool     // a phrase that shows job context itself
}

func (t *tally) score(v verdict) float64 { return t[v].score }
func (t *tally) top(v verdict) float64   { return t[v].top }
func (t *tally) n(v verdict) int         { return t[v].n }

var weights = map[strength]float64{strong: 1, medium: 0.5, weak: 0.25}

// simple are the families that count as they stand when decided.
var simple = map[family]verdict{
	"offer": vOffer, "cancel": vCancel, "resched": vResched, "confirm": vConfirm, "invite": vInvite, "reject": vReject, "closed": vClosed,
	"assess": vAssess,
}

// loose are the families that count whatever their scope.
var loose = map[family]verdict{
	"ack": vAck, "outreach": vOutreach, "update": vUpdate, "hold": vHold, "hint": vHint, "portal": vPortal, "post": vPost, "softneg": vSoft,
	"closing": vClosing, "onfile": vFile, "reason": vReason, "careful": vCareful, "job": vJob, "foreign": vForeign, "alert": vAlert, "newsletter": vNews,
	"survey": vSurvey, "code": vCode, "draft": vDraft, "commerce": vCommerce, "away": vAway, "withdraw": vWithdraw, "offernot": vOffNot,
	"assessdone": vTested, "task": vTask,
}

// weigh says what a phrase counts for in its scope.
func weigh(f *finding) {
	c := f.hit.cue
	f.weight = weights[c.strength]
	drop := func(why string) { f.speaks, f.rejected = vNone, why }
	if v, ok := loose[c.family]; ok {
		f.speaks = v
		return
	}
	st := f.standing
	switch c.family {
	case "progress", "select", "offerneg", "rejectneg", "closedneg", "advance":
		switch {
		case st == denied:
			f.speaks = vReject
			if c.family == "closedneg" {
				f.speaks = vClosed
			}
			return
		case st != decided:
			drop(f.why)
		case c.family == "select":
			f.speaks, f.weight = vInvite, 0.5
		case c.family == "advance":
			f.speaks = vInvite
		default:
			drop("says nothing unless negated")
		}
		return
	}
	v := simple[c.family]
	switch {
	case v == vNone:
		drop("not a verdict")
	case st == decided:
		f.speaks = v
	case st == denied && c.family == "offer" && c.strength == strong:
		f.speaks = vReject
	case st == denied && c.family == "invite" && c.flags["flip"]:
		f.speaks = vReject
	case st == supposed && v == vAssess, st == general && v == vAssess:
		drop(f.why)
	default:
		drop(f.why)
	}
}

// weighAll weighs all phrases and adds them up. Phrases of one verdict that share words count once.
func (g *reading) weighAll() {
	for i := range g.finds {
		weigh(&g.finds[i])
	}
	sort.SliceStable(g.finds, func(i, j int) bool { return g.finds[i].weight > g.finds[j].weight })
	for i := range g.finds {
		f := &g.finds[i]
		if f.speaks == vNone {
			continue
		}
		if f.passage == &g.event && f.speaks != vJob && f.speaks != vForeign {
			f.speaks, f.rejected = vNone, "calendar text gives context only"
			continue
		}
		s := &g.tally[f.speaks]
		overlap := false
		for j := range i {
			o := &g.finds[j]
			if o.speaks == f.speaks && o.passage == f.passage && o.hit.first <= f.hit.last && f.hit.first <= o.hit.last {
				overlap = true
				break
			}
		}
		w := f.weight
		inSubject := f.passage.part == followup.InSubject
		if inSubject {
			w *= 0.9
			s.subject = true
		} else {
			s.body = true
		}
		if f.hit.cue.flags["self"] {
			s.self = true
		}
		if s.best == nil || w > s.top {
			s.best, s.top = f, max(s.top, w)
		}
		if overlap {
			continue
		}
		s.n++
		s.score += w
	}
}

// judge weighs what was found, decides the kind and fills the rest of the signal.
func (g *reading) judge(s *followup.Signal) {
	g.weighAll()
	if len(g.langs) > 0 && len(g.body.ws)+len(g.subject.ws) > 0 {
		s.Language = g.langs[0].code
	}
	k, conf, why, done := g.byParts(s)
	if !done {
		k, conf, why = g.decide(s)
	}
	s.Kind, s.Confidence, s.Reason = k, conf, followup.Reason(why)
	s.JobContext = g.jobScore() >= 1
	g.facts(s)
}

// jobScore is how sure it is that the mail is about a job application: 1 suffices for strong words, 2 is certain.
func (g *reading) jobScore() float64 {
	score := 0.0
	strongs, weaks := map[string]bool{}, map[string]bool{}
	for i := range g.finds {
		f := &g.finds[i]
		if f.speaks != vJob {
			continue
		}
		text := string(f.passage.f.text[f.passage.ws[f.hit.first].start:f.passage.ws[f.hit.last].end])
		if f.hit.cue.strength == strong {
			strongs[text] = true
		} else {
			weaks[text] = true
		}
	}
	score += min(2, float64(len(strongs))) + min(1, 0.34*float64(len(weaks)))
	switch g.from.row.class {
	case classATS, classAssessment:
		score += 2
	case classBoard:
		score += 1
	}
	local := g.from.local
	for _, w := range []string{"career", "recruit", "talent", "hiring", "jobs", "bewerb", "hr@", "people", "interview", "candidat", "rrhh", "karriere", "rekrut", "vacatures", "personal"} {
		if strings.Contains(local+"@", w) {
			score++
			break
		}
	}
	return score
}

func (g *reading) decide(s *followup.Signal) (followup.SignalKind, float64, string) {
	t := &g.tally
	job := g.jobScore()
	foreign := t.score(vForeign)
	evidence := func(vs ...verdict) {
		for _, v := range vs {
			if x := t[v]; x.best != nil {
				s.Evidence = append(s.Evidence, g.evidence(x.best))
			}
		}
	}
	other := func(d followup.Detail, conf float64, why string, v verdict) (followup.SignalKind, float64, string) {
		s.Detail = d
		evidence(v)
		return followup.Other, conf, why
	}
	reject, closed := t.score(vReject), t.score(vClosed)
	no := max(t.top(vReject), t.top(vClosed))
	if no >= 0.5 {
		no = min(1.2, no+0.15*float64(t.n(vReject)+t.n(vClosed)-1)+0.1*min(2, t.score(vSoft)/0.25)*0.5+0.05*t.score(vClosing)/0.25)
	}
	_ = reject
	soft := t.score(vSoft) > 0
	// A no that is never said: thanks, a preamble, "many applicants" and good wishes for the search.
	if no < 0.5 {
		marks := 0
		for _, v := range []verdict{vSoft, vClosing, vFile, vReason, vCareful} {
			if t.score(v) > 0 {
				marks++
			}
		}
		if soft && marks >= 3 && t.score(vClosing) > 0 {
			no = 0.6
		}
	}
	offer := t.top(vOffer)
	if t.score(vOffNot) > 0 && offer < 1 {
		offer = 0
	}
	if t.score(vOffNot) > 0 && job < 1 {
		offer = 0
	}
	invite := min(1.2, t.score(vInvite))
	confirm := min(1.2, t.score(vConfirm))
	cancel, resched := t.top(vCancel), min(1.2, t.score(vResched))
	if t.top(vResched) < 1 && resched >= 1 {
		resched = 0.9
	}
	assess := t.top(vAssess)
	ack := min(1.2, t.score(vAck))
	outreach := min(1.4, t.score(vOutreach))
	update := min(1.2, t.score(vUpdate)+t.score(vHold)+t.score(vHint))
	post := t.score(vPost)

	gate := job >= 1 && foreign < 2*max(1, job)
	selfGate := func(v verdict) bool { return t[v].self && foreign == 0 }

	// Noise first: what has the shape of an alert, a code, a survey and decides nothing.
	mass := t.score(vAlert) + t.score(vNews)
	decides := no >= 0.9 || offer >= 0.9 || (confirm >= 1 || invite >= 1 || cancel >= 1 || resched >= 1) && mass < 2
	if g.from.row.class == classAlert {
		return other(followup.DetailAlert, 0.97, "a sender of alerts and digests", vAlert)
	}
	if t.score(vCode) >= 1 && !decides && ack < 2 {
		return other(followup.DetailCode, 0.95, "a one-time code or an account notice", vCode)
	}
	if g.m.ListID != "" && g.from.row.class == classOther && job < 3 {
		return other(followup.DetailAlert, 0.95, "a mailing list", vNews)
	}
	if mass >= 2 && no < 0.9 && ack < 0.9 {
		return other(followup.DetailAlert, 0.95, "a digest or newsletter", vAlert)
	}
	if t.score(vSurvey) >= 1 && !decides && assess < 1 {
		return other(followup.DetailSurvey, 0.93, "a survey", vSurvey)
	}

	type candidate struct {
		kind  followup.SignalKind
		score float64
		v     verdict
		why   string
	}
	var best candidate
	consider := func(k followup.SignalKind, score float64, v verdict, why string, open bool) {
		if !open || score <= 0 {
			return
		}
		if score > best.score+1e-9 {
			best = candidate{k, score, v, why}
		}
	}
	noV := vReject
	if t.top(vClosed) > t.top(vReject) {
		noV = vClosed
	}
	if no > 0 && no < 0.7 && t.top(vReject) < 0.5 && t.top(vClosed) < 0.5 {
		noV = vSoft
	}
	openNo := gate || selfGate(noV)

	// Calls on interviews against each other: the mail that moves or cancels also names the interview it is about.
	interview := max(invite, confirm, cancel, resched)
	switch {
	case no >= 0.9 && openNo:
		conf := 0.96
		if closed >= 0.9 && t.top(vReject) < 0.9 {
			s.Detail = followup.DetailClosed
		}
		evidence(noV, vSoft)
		if offer >= 0.9 {
			return followup.Rejection, 0.7, "a no and an offer in one mail"
		}
		if interview >= 1 && post == 0 && t.top(vInvite) >= 1 && t[noV].best != nil && g.later(t[vInvite].best, t[noV].best) {
			return followup.Rejection, 0.7, "a no and an invitation in one mail"
		}
		if resched >= 1 && t.n(vReject)+t.n(vClosed) == 1 && t.score(vClosing) == 0 {
			return followup.InterviewReschedule, 0.7, "a no and a new time in one mail"
		}
		if !t[noV].body {
			conf = 0.85
		}
		return followup.Rejection, conf, "decided: " + t[noV].best.hit.cue.text
	case offer >= 0.9 && (gate || selfGate(vOffer)) && invite < 1:
		evidence(vOffer)
		return followup.Offer, 0.95, "an offer is made"
	}
	sched := gate || job >= 1
	consider(followup.InterviewCancel, cancel*1.2, vCancel, "the interview is called off", (sched || selfGate(vCancel)) && !(resched >= 1 && !t[vCancel].subject))
	consider(followup.InterviewReschedule, resched*1.15, vResched, "the interview moves", sched || selfGate(vResched))
	consider(followup.InterviewConfirm, confirm*1.02, vConfirm, "the interview has its time", (sched || selfGate(vConfirm)) && post == 0 && t.top(vConfirm) >= 0.9)
	consider(followup.InterviewInvite, invite, vInvite, "an invitation to talk", sched || selfGate(vInvite))
	if confirm >= 1 && t.top(vConfirm) < 0.9 && job >= 1 && post == 0 {
		consider(followup.InterviewConfirm, 0.8, vConfirm, "details of a meeting", true)
	}
	if assess >= 0.5 {
		consider(followup.Assessment, assess*1.05, vAssess, "a test to take", gate || selfGate(vAssess) || g.from.row.class == classAssessment)
	}
	if t.score(vTested) >= 1 && assess <= 1 {
		consider(followup.Assessment, 1.06, vTested, "a finished test", gate)
	}
	if outreach >= 1 && job > 0 {
		o := outreach * 0.8
		if outreach >= 1.4 {
			o = 1.1
		}
		consider(followup.RecruiterOutreach, o, vOutreach, "a recruiter writes first", ack < 1 && !g.replies())
	}
	if ack >= 0.5 {
		a := ack * 0.9
		if ack >= 1 && invite < 1 && confirm < 1 {
			a = 1.03
		}
		consider(followup.ApplicationAck, a, vAck, "the application arrived", gate || selfGate(vAck))
	}
	if update >= 0.5 && job >= 1 {
		u := 0.6
		if update >= 1 && (post > 0 || ack < 1) {
			u = 0.97
		}
		consider(followup.Update, u, vUpdate, "no decision yet", true)
	}
	if t.score(vHold) > 0 && best.score < 1 {
		consider(followup.Update, 1, vHold, "on hold", true)
	}
	if no >= 0.5 && openNo && best.score < 0.95 {
		evidence(noV, vSoft, vClosing)
		conf := 0.6
		if t.top(vReject) >= 0.5 || t.top(vClosed) >= 0.5 {
			conf = 0.75
			if no >= 0.7 {
				conf = 0.9
			}
		}
		return followup.Rejection, conf, "a no, though not in plain words"
	}
	if best.score >= 0.5 {
		evidence(best.v)
		conf := 0.5
		switch {
		case best.score >= 1:
			conf = 0.95
		case best.score >= 0.9:
			conf = 0.92
		case best.score >= 0.75:
			conf = 0.8
		default:
			conf = 0.6
		}
		if x := t[best.v]; x.n > 0 && !x.body && len(g.body.ws) > 8 {
			conf = min(conf, 0.85)
		}
		switch best.v {
		case vHold:
			s.Detail = followup.DetailOnHold
		case vTested:
			s.Detail = followup.DetailSubmitted
		}
		return best.kind, conf, best.why
	}
	if t.score(vPortal) > 0 && job >= 1 {
		s.Detail = followup.DetailPortal
		evidence(vPortal)
		return followup.Update, 0.6, "the status stands in a portal"
	}
	if mass > 0 {
		return other(followup.DetailAlert, 0.9, "an alert or newsletter", vAlert)
	}
	if job >= 1 && len(g.body.ws) > 0 && !g.from.robot {
		s.Detail = followup.DetailHuman
		return followup.Other, 0.9, "about a job, nothing decided"
	}
	return followup.Other, 0.97, fmt.Sprintf("nothing decided, job context %.1f", job)
}

// later reports whether a stands behind b in the mail.
func (g *reading) later(a, b *finding) bool {
	if a.passage != b.passage {
		return a.passage == &g.body
	}
	return a.hit.first > b.hit.first
}

func (g *reading) replies() bool {
	return len(g.m.InReplyTo) > 0
}

func (g *reading) evidence(f *finding) followup.Evidence {
	text, _, _ := f.passage.sentence(f.hit)
	return followup.Evidence{Part: f.passage.part, Cue: f.hit.cue.text, Text: clip(strings.Join(strings.Fields(text), " "), 400)}
}
