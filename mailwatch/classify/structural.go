package classify

import (
	"slices"
	"time"

	"followup/followup"
)

// structural handles what the form of a mail decides before any word is read: delivery reports (RFC 3464).
func (g *reading) structural(s *followup.Signal) bool {
	if g.m.Report == nil {
		return false
	}
	s.Confidence, s.Reason = 0.99, "a delivery report"
	if g.m.Report.Action == "failed" {
		s.Detail, s.Bounced, s.BouncedAddr = followup.DetailBounce, g.m.Report.OriginalID, g.m.Report.Recipient
	}
	return true
}

// byParts handles what is decided by who wrote and by the calendar parts once the words are weighed: the user's own mail,
// automatic answers, events.
func (g *reading) byParts(s *followup.Signal) (followup.SignalKind, float64, string, bool) {
	t := &g.tally
	if g.own {
		s.Detail = g.ownDetail()
		return followup.Other, 0.97, "the user wrote it", true
	}
	if reply := g.calendarReply(); reply != "" {
		s.Detail = followup.DetailCalReply
		return followup.Other, 0.96, reply, true
	}
	if g.m.AutoReply && len(g.m.Calendars) == 0 && (t.score(vAway) >= 1 || g.from.row.class == classOther && t.score(vAck) < 1) {
		s.Detail = followup.DetailAway
		s.AwayUntil = g.awayUntil(s.Language)
		return followup.Other, 0.96, "an automatic answer", true
	}
	if t.score(vAway) >= 1.5 && t.top(vReject) < 1 && t.score(vInvite) < 1 && g.tally[vAway].subject {
		s.Detail = followup.DetailAway
		s.AwayUntil = g.awayUntil(s.Language)
		return followup.Other, 0.93, "out of office", true
	}
	return g.byCalendar(s)
}

// awayUntil is the last date an absence note names.
func (g *reading) awayUntil(language string) (until time.Time) {
	l := locale{now: g.now, country: g.country(), language: language}
	for _, m := range g.moments(&g.body) {
		if r, ok := l.resolve(m); ok && r.doubt == "" && r.start.After(until) && r.start.After(g.now.AddDate(0, 0, -1)) {
			until = r.start
		}
	}
	return until
}

var replyPrefixes = []string{
	"accepted:", "declined:", "tentative:", "tentatively accepted:", "zusage:", "absage:", "mit vorbehalt:", "vorlaufig zugesagt:", "accepte :", "accepte:",
	"refuse :", "refuse:", "aceptado:", "aceptada:", "rechazado:", "rechazada:", "aceito:", "recusado:", "geaccepteerd:", "geweigerd:", "accettato:",
	"rifiutato:", "zaakceptowano:", "odrzucono:",
}

// calendarReply tells an answer to an event (RFC 5546 REPLY) from an event: "Absage: Interview" in a subject is Outlook's
// word for a declined invitation, not a rejection.
func (g *reading) calendarReply() string {
	for _, c := range g.m.Calendars {
		if c.Method == "REPLY" || c.Method == "DECLINECOUNTER" || c.Method == "REFRESH" {
			return "an answer to a calendar event"
		}
	}
	if len(g.m.Calendars) == 0 {
		sub := string(g.subject.f.text)
		for _, p := range replyPrefixes {
			if len(sub) > len(p) && sub[:len(p)] == p && len(g.body.ws) < 25 {
				return "an answer to a calendar event, by its subject"
			}
		}
	}
	return ""
}

// byCalendar decides by the events that a mail carries. They beat the words, but need job context: a dinner is no interview.
func (g *reading) byCalendar(s *followup.Signal) (followup.SignalKind, float64, string, bool) {
	var live, cancelled, counter bool
	for _, c := range g.m.Calendars {
		for _, e := range c.Events {
			switch {
			case c.Method == "CANCEL" || e.Cancelled:
				cancelled = true
			case c.Method == "COUNTER":
				counter = true
			case !e.AllDay && !e.Start.IsZero():
				live = true
			}
		}
	}
	if !live && !cancelled && !counter {
		return "", 0, "", false
	}
	t := &g.tally
	if max(t.top(vReject), t.top(vClosed)) >= 1 && !cancelled {
		return "", 0, "", false // the words decide, with less confidence
	}
	job := g.jobScore()
	if !slices.ContainsFunc(g.finds, func(f finding) bool { return f.speaks == vJob && f.hit.cue.strength != weak }) && g.from.row.class != classATS {
		job = min(job, 0.9) // "manager", "team" and "role" stand in every meeting
	}
	if job < 1 && g.tally.score(vForeign) == 0 && slices.ContainsFunc(g.finds, func(f finding) bool {
		return f.speaks == vJob && f.hit.cue.strength == medium && (f.passage == &g.event || f.passage == &g.subject)
	}) {
		job = 1 // an event that is called an interview
	}
	if job < 1 {
		if g.from.row.class == classScheduler && job > 0 {
			job = 1
		} else {
			s.Detail = followup.DetailHuman
			return followup.Other, 0.8, "a meeting without a trace of a job", true
		}
	}
	s.Evidence = append(s.Evidence, g.calendarEvidence())
	switch {
	case cancelled && !live:
		return followup.InterviewCancel, 0.96, "the calendar event is cancelled", true
	case counter:
		return followup.InterviewReschedule, 0.95, "another time is proposed in the calendar", true
	case t.top(vResched) >= 1 || t.score(vResched) >= 1 && t.score(vConfirm) < 1:
		return followup.InterviewReschedule, 0.96, "the calendar event moves", true
	}
	if t.top(vConfirm) < 0.9 && t.score(vInvite) >= 1 && g.m.Calendars[0].Method == "" {
		return "", 0, "", false
	}
	return followup.InterviewConfirm, 0.96, "a calendar event with its time", true
}

func (g *reading) calendarEvidence() followup.Evidence {
	for _, c := range g.m.Calendars {
		if len(c.Events) == 0 {
			continue
		}
		method := c.Method
		if method == "" {
			method = "no method"
		}
		return followup.Evidence{Part: followup.InCalendar, Cue: method, Text: clip(c.Events[0].Summary, 200)}
	}
	return followup.Evidence{}
}
