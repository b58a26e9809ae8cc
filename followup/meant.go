package followup

import "slices"

// meant returns the interview that a mail moves or cancels: by UID, by the start that no longer holds, or the only one
// that can be meant. Nil means none or several.
func (s *step) meant() *Interview {
	for _, iv := range s.sig.Interviews {
		if found := s.byUID(iv.UID, iv.RecurrenceID); found != nil {
			return found
		}
	}
	if found := s.named("", "", s.sig.Previous); found != nil {
		return found
	}
	if s.ev.Kind == EventCancelled || s.sig.Kind == InterviewCancel {
		for _, iv := range s.sig.Interviews {
			if found := s.named("", "", iv.Start); found != nil {
				return found
			}
			if iv.UID != "" && s.otherUID(iv.UID) {
				return nil // it names an interview that is not here
			}
		}
	}
	var open []*Interview
	for _, ok := range []func(Interview) bool{
		func(iv Interview) bool { return iv.Standing == Set || iv.Standing == Moved },
		func(iv Interview) bool { return iv.Standing == Over },
	} {
		for i := range s.app.Rounds {
			for j := range s.app.Rounds[i].Interviews {
				if iv := &s.app.Rounds[i].Interviews[j]; ok(*iv) {
					open = append(open, iv)
				}
			}
		}
		if len(open) > 0 {
			break
		}
	}
	if len(open) == 1 {
		return open[0]
	}
	return nil
}

// otherUID reports whether every interview here has a UID and none has this one.
func (s *step) otherUID(uid string) bool {
	for _, r := range s.app.Rounds {
		for _, iv := range r.Interviews {
			if iv.UID == "" || iv.UID == uid {
				return false
			}
		}
	}
	return true
}

// successor returns the interview that was set within the settle time before this cancel: the new invitation came first.
// Its round is joined to the old one's, since it takes its place.
func (s *step) successor(old *Interview) *Interview {
	if old.UID == "" {
		return nil
	}
	var mine, theirs = -1, -1
	for i := range s.app.Rounds {
		r := &s.app.Rounds[i]
		for j := range r.Interviews {
			iv := &r.Interviews[j]
			if iv == old {
				mine = i
			} else if iv.Standing == Set && len(r.Interviews) == 1 && s.at.Sub(r.Opened) <= s.p.CancelSettle && iv.UID != "" {
				theirs = i
			}
		}
	}
	if mine < 0 || theirs < 0 || mine == theirs {
		return nil
	}
	r := &s.app.Rounds[mine]
	if len(r.Interviews) != 1 {
		return &s.app.Rounds[theirs].Interviews[0]
	}
	next := s.app.Rounds[theirs].Interviews[0]
	old.Standing, old.ReplacedBy = Cancelled, next.Start
	r.Interviews = append(r.Interviews, next)
	r.Done = false
	s.app.Rounds = slices.Delete(s.app.Rounds, theirs, theirs+1)
	return &next
}
