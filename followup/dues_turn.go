package followup

// dueByTurn tells when the silence asks for a question, and when it counts as gone quiet.
func (p Policy) dueByTurn(a *Application, add func(Due)) {
	if q := p.quietAt(a); a.Stage != StageNew && a.Stage != StageOffered {
		add(Due{Kind: q.kind, At: q.at, Why: q.why})
	}
	s := p.silent(a)
	if s.blocked != "" || a.openOf(Nudge) != nil {
		return
	}
	d := Due{Kind: DueSilence, At: s.at, Why: s.why, Round: a.currentRound(), Person: s.who.Key(), Acts: true}
	if a.Before {
		d.Kind, d.Acts, d.Why = DueBefore, false, "before followup began: "+s.why
	}
	add(d)
}
