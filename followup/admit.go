package followup

import "fmt"

// Admit tells as which events a signal enters an application: none where it is set aside, EventDoubted where it must be
// asked about first whatever the application looks like. What depends on where the application stands (a rejection while
// an interview is ahead, an unknown employer's offer, what the user closed) is asked by Step itself, so that it does not
// matter in which order mails are read.
func (p Policy) Admit(app Application, sig Signal) (kinds []EventKind, why Reason) {
	kinds = means(sig)
	switch {
	case len(kinds) == 0:
		return nil, aside(sig)
	case sig.Detail.Own():
		return kinds, "you wrote it yourself"
	case sig.Kind == RecruiterOutreach && !app.Lead:
		return nil, aside(sig)
	case sig.Mail.Junk && (kinds[0] == EventAway || sig.Kind == Other):
		return nil, "it lies among the junk and decides nothing"
	case sig.Mail.Junk:
		return asks("it was found among the junk")
	case sig.Trust == TrustFailed:
		return asks(Reason(orElse(string(sig.Distrust), "its sender could not be verified, or looks like somebody else")))
	case sig.Kind == Other:
		return kinds, "somebody wrote"
	case sig.Confidence < p.Ask:
		return nil, Reason(fmt.Sprintf("too unsure what it is (%.2f): set aside", sig.Confidence))
	case sig.Detail == DetailHinted:
		return asks("it may be a no, but does not say so")
	case sig.Detail == DetailPortal:
		return asks("something changed in their portal: look there and say what it is")
	case sig.Confidence < p.Act:
		return asks(Reason(fmt.Sprintf("it looks like this: %s, but not surely enough (%.2f)", sig.Kind, sig.Confidence)))
	case app.Stage == StageNew && kinds[0] == EventWrote:
		return nil, "there is no application that this could be about"
	}
	if sig.Reason != "" {
		return kinds, sig.Reason
	}
	return kinds, Reason("read as " + string(sig.Kind))
}

func asks(why Reason) ([]EventKind, Reason) { return []EventKind{EventDoubted}, why }

// aside says why a signal enters nothing.
func aside(sig Signal) Reason {
	switch sig.Detail {
	case DetailBounce:
		return "a delivery report"
	case DetailCalReply:
		return "an answer to a calendar entry"
	case DetailAlert:
		return "a job alert or a newsletter"
	case DetailSurvey:
		return "a survey"
	case DetailCode:
		return "a code or a request to verify an address"
	}
	if sig.Kind == RecruiterOutreach {
		return "a recruiter writes without an application"
	}
	return "not about an application"
}

// means returns the events that a signal enters as once it is believed.
func means(sig Signal) []EventKind {
	var kinds []EventKind
	switch sig.Detail {
	case DetailBounce, DetailAlert, DetailSurvey, DetailCode, DetailCalReply:
		return nil
	case DetailAway:
		return []EventKind{EventAway}
	}
	switch {
	case !sig.Detail.Own():
	case sig.Kind == ApplicationAck:
		return []EventKind{EventApplied}
	default:
		return []EventKind{EventOwn}
	}
	timed := false
	for _, iv := range sig.Interviews {
		timed = timed || !iv.Start.IsZero()
	}
	switch sig.Kind {
	case Rejection:
		if sig.Detail == DetailRescinded {
			return []EventKind{EventRescinded}
		}
		return []EventKind{EventRejected}
	case Offer:
		kinds = append(kinds, EventOffered)
	case InterviewCancel:
		kinds = append(kinds, EventCancelled)
	case InterviewReschedule:
		kinds = append(kinds, EventMoved)
	case InterviewConfirm, InterviewInvite:
		if timed || sig.Kind == InterviewConfirm {
			kinds = append(kinds, EventScheduled)
		} else {
			kinds = append(kinds, EventInvited)
		}
	case Assessment:
		if sig.Detail == DetailSubmitted {
			kinds = append(kinds, EventWrote)
		} else {
			kinds = append(kinds, EventAsked)
		}
	case Update:
		if sig.Detail == DetailQuestion || sig.Detail == DetailAvailability {
			kinds = append(kinds, EventAsked)
		} else {
			kinds = append(kinds, EventWrote)
		}
	case ApplicationAck:
		kinds = append(kinds, EventApplied)
	case RecruiterOutreach:
		kinds = append(kinds, EventOutreach)
	case Other:
		if sig.Detail == DetailQuestion {
			kinds = append(kinds, EventAsked)
		} else if sig.Detail == DetailHuman {
			kinds = append(kinds, EventWrote)
		}
	}
	if len(kinds) > 0 && sig.Promise != nil {
		kinds = append(kinds, EventPromised)
	}
	return kinds
}
