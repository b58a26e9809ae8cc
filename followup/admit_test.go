package followup

import (
	"slices"
	"testing"
)

// What a signal enters as.
func TestAdmit(t *testing.T) {
	t.Parallel()
	open := Application{ID: "a", Stage: StageApplied}
	now := at(5, 9, 0)
	promise := &Promise{Kind: PromiseDate, Said: now, Deadline: now.AddDate(0, 0, 7)}
	sig := func(kind SignalKind, d Detail, change func(*Signal)) Signal {
		s := mail("x", kind, now, jane)
		s.Detail = d
		if change != nil {
			change(&s)
		}
		return s
	}
	for _, c := range []struct {
		name string
		app  Application
		sig  Signal
		want []EventKind
	}{
		{"A receipt.", open, sig(ApplicationAck, NoDetail, nil), []EventKind{EventApplied}},
		{"An invitation.", open, sig(InterviewInvite, DetailAvailability, nil), []EventKind{EventInvited}},
		{"A confirmation with a start.", open, sig(InterviewConfirm, NoDetail, func(s *Signal) { s.Interviews = []Interview{meeting("", at(9, 9, 0))} }), []EventKind{EventScheduled}},
		{"An update with a promise.", open, sig(Update, NoDetail, func(s *Signal) { s.Promise = promise }), []EventKind{EventWrote, EventPromised}},
		{"A question.", open, sig(Update, DetailQuestion, nil), []EventKind{EventAsked}},
		{"An assessment.", open, sig(Assessment, NoDetail, nil), []EventKind{EventAsked}},
		{"Its receipt.", open, sig(Assessment, DetailSubmitted, nil), []EventKind{EventWrote}},
		{"A rejection.", open, sig(Rejection, NoDetail, nil), []EventKind{EventRejected}},
		{"An offer taken back.", open, sig(Rejection, DetailRescinded, nil), []EventKind{EventRescinded}},
		{"Somebody is away.", open, sig(Other, DetailAway, nil), []EventKind{EventAway}},
		{"A person wrote.", open, sig(Other, DetailHuman, func(s *Signal) { s.Confidence = 0.2 }), []EventKind{EventWrote}},
		{"The user wrote.", open, ownMail("x", now, jane), []EventKind{EventOwn}},
		{"A hint of a no asks.", open, sig(Update, DetailHinted, nil), []EventKind{EventDoubted}},
		{"A portal asks.", open, sig(Update, DetailPortal, nil), []EventKind{EventDoubted}},
		{"Not quite sure asks.", open, sig(Rejection, NoDetail, func(s *Signal) { s.Confidence = 0.89 }), []EventKind{EventDoubted}},
		{"Just sure enough acts.", open, sig(Rejection, NoDetail, func(s *Signal) { s.Confidence = 0.9 }), []EventKind{EventRejected}},
		{"Too unsure is set aside.", open, sig(Rejection, NoDetail, func(s *Signal) { s.Confidence = 0.49 }), nil},
		{"Junk asks.", open, sig(InterviewInvite, NoDetail, func(s *Signal) { s.Mail.Junk = true }), []EventKind{EventDoubted}},
		{"Talk among the junk is nothing.", open, sig(Other, DetailHuman, func(s *Signal) { s.Mail.Junk = true }), nil},
		{"A sender that failed its check asks.", open, sig(Offer, NoDetail, func(s *Signal) { s.Trust = TrustFailed }), []EventKind{EventDoubted}},
		{"News without an application is set aside.", Application{}, sig(Update, NoDetail, nil), nil},
		{"A bounce.", open, sig(Other, DetailBounce, nil), nil},
		{"An alert.", open, sig(Other, DetailAlert, nil), nil},
		{"A survey.", open, sig(Other, DetailSurvey, nil), nil},
		{"A code.", open, sig(Other, DetailCode, nil), nil},
		{"An answer to a calendar entry.", open, sig(Other, DetailCalReply, nil), nil},
		{"A recruiter out of the blue.", open, sig(RecruiterOutreach, NoDetail, nil), nil},
		{"Anything else.", open, sig(Other, NoDetail, nil), nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, why := policy().Admit(c.app, c.sig)
			if !slices.Equal(got, c.want) || why == "" {
				t.Errorf("%v (%s), want %v", got, why, c.want)
			}
		})
	}
}
