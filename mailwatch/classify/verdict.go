package classify

import (
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
	added    float64 // what it brought to the sum of its verdict; nothing where a heavier phrase shares words with it
	rejected string  // why it does not count
}

// verdict is what a phrase counts for: a kind of signal, or evidence around it.
type verdict uint8

const (
	vNone verdict = iota
	vReject
	vClosed
	vOffer
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
	vStill
	vHold
	vHint
	vPortal
	vPost
	vSoft
	vSoftNo
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
	vInside
	vApplicant
	vToYou
	vSet
	vNotInvite
	vNotResched
	vLabel
	vNotAssess
	vDisclaim
	vMeet
	verdicts // their number
)

var verdictNames = [...]string{
	vNone:       "nothing",
	vReject:     "rejection",
	vClosed:     "closed",
	vOffer:      "offer",
	vCancel:     "cancel",
	vResched:    "reschedule",
	vConfirm:    "confirm",
	vInvite:     "invite",
	vAssess:     "assessment",
	vTested:     "assessment done",
	vTask:       "task",
	vAck:        "receipt",
	vOutreach:   "outreach",
	vUpdate:     "update",
	vStill:      "not decided yet",
	vHold:       "on hold",
	vHint:       "hint",
	vPortal:     "portal",
	vPost:       "after an interview",
	vSoft:       "regret",
	vSoftNo:     "regret and a negation",
	vClosing:    "closing",
	vFile:       "on file",
	vReason:     "reason",
	vCareful:    "preamble",
	vJob:        "job context",
	vForeign:    "foreign context",
	vAlert:      "job alert",
	vNews:       "newsletter",
	vSurvey:     "survey",
	vCode:       "code",
	vDraft:      "unfinished application",
	vCommerce:   "commerce",
	vAway:       "away",
	vWithdraw:   "withdrawal",
	vOffNot:     "no offer",
	vInside:     "the employer's inside",
	vApplicant:  "an applicant speaks",
	vToYou:      "said to an applicant",
	vSet:        "a meeting is held",
	vNotInvite:  "a calendar invitation",
	vNotResched: "a step forward",
	vLabel:      "a button",
	vNotAssess:  "an assessment day",
	vDisclaim:   "no offer yet",
	vMeet:       "a meeting",
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

// judge weighs what was found, decides the kind and fills the rest of the signal. A mail in which nothing shows that it is
// about a job is read a second time as one that is, for those who know its thread.
func (g *reading) judge(s *followup.Signal) {
	g.weighAll()
	if len(g.body.ws)+len(g.subject.ws) > 0 {
		s.Language = g.language()
	}
	g.conclude(s)
	if g.glance && s.JobContext || s.Kind != followup.Other || s.Detail != followup.NoDetail && s.Detail != followup.DetailHuman || g.from.robot || g.m.Bulk || !g.wantsTalk() {
		return
	}
	known := followup.Signal{Kind: followup.Other, Mail: s.Mail, Language: s.Language}
	job, guesses, doubts := g.job, g.guesses, g.doubts
	g.known, g.job, g.guesses, g.doubts = true, -1, nil, nil
	if g.conclude(&known); known.Kind != followup.Other {
		known.Mail = followup.Mail{}
		s.Known = &known
	}
	g.known, g.job, g.guesses, g.doubts = false, job, guesses, doubts
}

// wantsTalk reports whether some words fit an interview, a no or an offer.
func (g *reading) wantsTalk() bool {
	t := &g.tally
	return len(g.m.Calendars) > 0 || max(t.score(vInvite), t.score(vConfirm), t.score(vResched), t.score(vCancel), t.top(vReject), t.top(vClosed), t.top(vOffer), t.score(vSet)) >= 0.5
}

// conclude decides the kind and fills the facts.
func (g *reading) conclude(s *followup.Signal) {
	k, conf, why, done := g.byParts(s)
	if !done {
		k, conf, why = g.decide(s)
		k, conf, why = g.consult(s, k, conf, why)
		if conf >= 0.9 && g.mayRefuse(s, k) {
			conf, why = opposed, why+", but something in it sounds like a no"
		}
		if k == followup.Other {
			conf = g.nothingSure(s, conf)
		}
	}
	s.Kind, s.Confidence, s.Reason = k, conf, followup.Reason(why)
	if g.known && k == followup.Other {
		return // nobody asks for the facts of it
	}
	s.JobContext = g.jobScore() >= 1
	if g.glance && !g.known && (s.JobContext || k != followup.Other) {
		return
	}
	g.facts(s)
	if s.Mail.ReplyTo.Addr != "" && s.Kind != followup.Other && g.asksForSilence() {
		s.Mail.ReplyTo = followup.Address{}
		s.Person.Addr, s.Person.Robot = g.from.addr, true
	}
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
	return followup.Evidence{Part: f.passage.part, Cue: f.words(), Text: clip(strings.Join(strings.Fields(text), " "), 400)}
}

// words are the words of the mail in which a cue was found; how the cue is written is for those who edit the lists.
func (f *finding) words() string {
	p := f.passage
	return strings.ToLower(strings.Join(strings.Fields(p.f.original(int(p.ws[f.hit.first].start), int(p.ws[f.hit.last].end))), " "))
}
