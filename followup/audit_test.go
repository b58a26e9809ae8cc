package followup

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// archive is journals and applications as they were lived, with letters that no guard was asked about.
type archive struct {
	t        *testing.T
	p        Policy
	journals map[string][]Event
	apps     []Application
}

// files begins an archive with one application: a receipt, and what the mails after it say.
func files(t *testing.T, mails ...Signal) *archive {
	t.Helper()
	f := &archive{t: t, p: policy(), journals: map[string][]Event{}}
	f.add("a1", append([]Signal{mail("ack", ApplicationAck, at(1, 9, 0), jane)}, mails...)...)
	return f
}

// add adds an application to which these mails came.
func (f *archive) add(id string, mails ...Signal) *archive {
	f.t.Helper()
	app := Application{ID: id}
	for i := range mails {
		kinds, _ := f.p.Admit(app, mails[i])
		for _, k := range kinds {
			ev := Event{Kind: k, At: mails[i].Mail.Received, Seen: mails[i].Mail.Received, Signal: &mails[i]}
			app, _, _ = f.p.Step(app, ev, ev.Seen)
			app.ID = id
			f.journals[id] = append(f.journals[id], ev)
		}
	}
	app.Notes = nil
	f.apps = append(f.apps, app)
	return f
}

// happened adds an event to the first application.
func (f *archive) happened(ev Event) *archive {
	ev.Seen = ev.At
	f.journals["a1"] = append(f.journals["a1"], ev)
	return f
}

// left lets a letter leave at a time, whatever the guards say; nobody says yes to one whose ApprovedBy is "nobody".
func (f *archive) left(app string, when time.Time, n Note) *archive {
	f.t.Helper()
	i := slices.IndexFunc(f.apps, func(a Application) bool { return a.ID == app })
	n.ID = "n" + string(rune('1'+len(f.apps[i].Notes)))
	n.Status, n.Sent, n.From = Sent, when, me
	if n.To.Addr == "" {
		n.To = jane
	}
	if n.Round == "" && len(f.apps[i].Rounds) > 0 {
		n.Round = f.apps[i].Rounds[0].ID
	}
	if n.Text == "" {
		n.Text = "These are words of letter " + n.ID + "."
	}
	n.Fingerprint = Fingerprint(n)
	n.Attempts = []Attempt{{Began: when, Phase: PhaseAccepted, Outcome: OutcomeAccepted}}
	if n.ApprovedBy != "nobody" {
		f.journals[app] = append(f.journals[app], Event{Kind: EventApprove, At: when.Add(-time.Hour), Seen: when.Add(-time.Hour), Note: n.ID, Fingerprint: n.Fingerprint})
	}
	f.journals[app] = append(f.journals[app],
		Event{Kind: EventClaim, At: when, Seen: when, Note: n.ID, Gate: &Gate{Reconciled: when}},
		Event{Kind: EventOutcome, At: when, Seen: when, Note: n.ID, Outcome: OutcomeAccepted})
	f.apps[i].Notes = append(f.apps[i].Notes, n)
	return f
}

// met is a confirmation of an interview with Jane on the ninth.
func metJane() Signal { return confirm("confirm", at(3, 9, 0), meeting("u1", at(9, 14, 0), jane)) }

// saying is a mail of Jane's with a promise.
func saying(day int, kind PromiseKind, deadline time.Time) Signal {
	sig := mail("promise", Update, at(day, 9, 0), jane)
	sig.Promise = &Promise{Kind: kind, Said: at(day, 9, 0), Deadline: deadline, By: sig.Person}
	return sig
}

// Each guard that was broken is found, and its neighbour that is still allowed is not.
func TestViolations(t *testing.T) {
	t.Parallel()
	thanks := Note{Kind: ThankYou, Interview: "u1"}
	nudge := Note{Kind: Nudge}
	video := metJane()
	video.RoundKind = RoundVideo
	asked := mail("asked", Update, at(12, 9, 0), jane)
	asked.Detail = DetailQuestion
	times := mail("times", InterviewInvite, at(12, 9, 0), jane)
	linked := mail("linked", Update, at(12, 9, 0), jane)
	linked.Link = "https://acme.example/click"
	long := "the way in which your group shares weeks on call stays with me since we spoke about parsers"
	for _, c := range []struct {
		guard int
		name  string
		good  *archive
		bad   *archive
	}{
		{1, "a question after a no", files(t, metJane()).left("a1", at(24, 9, 0), nudge), files(t, metJane(), mail("no", Rejection, at(12, 9, 0), jane)).left("a1", at(24, 9, 0), nudge)},
		{1, "a question after she left", files(t, metJane()).left("a1", at(24, 9, 0), nudge),
			files(t, metJane()).happened(Event{Kind: EventClose, At: at(12, 9, 0), Close: OutcomeWithdrawn}).left("a1", at(24, 9, 0), nudge)},
		{2, "a question the day after", files(t, metJane()).left("a1", at(11, 9, 0), nudge), files(t, metJane()).left("a1", at(10, 9, 0), nudge)},
		{2, "a question before the talk", files(t, metJane()).left("a1", at(24, 9, 0), nudge), files(t, metJane()).left("a1", at(8, 9, 0), nudge)},
		{3, "before the promised date", files(t, metJane(), saying(11, PromiseDate, at(18, 18, 0))).left("a1", at(22, 9, 0), nudge),
			files(t, metJane(), saying(11, PromiseDate, at(18, 18, 0))).left("a1", at(19, 9, 0), nudge)},
		{3, "no calls please", files(t, metJane()).left("a1", at(24, 9, 0), nudge), files(t, metJane(), saying(11, PromiseNoContact, time.Time{})).left("a1", at(24, 9, 0), nudge)},
		{4, "thanks for a talk that was called off", files(t, metJane()).left("a1", at(9, 17, 0), thanks),
			files(t, metJane(), with(mail("off", InterviewCancel, at(8, 9, 0), jane), meeting("u1", at(9, 14, 0), jane))).left("a1", at(9, 17, 0), thanks)},
		{4, "thanks before the talk", files(t, metJane()).left("a1", at(9, 17, 0), thanks), files(t, metJane()).left("a1", at(9, 13, 0), thanks)},
		{5, "to a robot", files(t, metJane()).left("a1", at(24, 9, 0), nudge), files(t, metJane()).left("a1", at(24, 9, 0), Note{Kind: Nudge, To: robo})},
		{5, "to an address that bounced", files(t, metJane()).left("a1", at(9, 17, 0), thanks).left("a1", at(24, 9, 0), nudge),
			files(t, metJane()).left("a1", at(9, 17, 0), thanks).happened(Event{Kind: EventBounced, At: at(9, 18, 0), Note: "n1"}).left("a1", at(24, 9, 0), nudge)},
		{6, "two people get one letter", files(t, confirm("c", at(3, 9, 0), meeting("u1", at(9, 14, 0), jane, otto))).left("a1", at(9, 17, 0), Note{Kind: ThankYou, Interview: "u1", Text: long}).
			left("a1", at(9, 18, 0), Note{Kind: ThankYou, Interview: "u1", To: otto, Text: "Your question about caches made me read until midnight."}),
			files(t, confirm("c", at(3, 9, 0), meeting("u1", at(9, 14, 0), jane, otto))).left("a1", at(9, 17, 0), Note{Kind: ThankYou, Interview: "u1", Text: long}).
				left("a1", at(9, 18, 0), Note{Kind: ThankYou, Interview: "u1", To: otto, Text: long})},
		{7, "thanked twice", files(t, metJane()).left("a1", at(9, 17, 0), thanks), files(t, metJane()).left("a1", at(9, 17, 0), thanks).left("a1", at(11, 17, 0), thanks)},
		{7, "thanks to a camera", files(t, metJane()).left("a1", at(9, 17, 0), thanks), files(t, video).left("a1", at(9, 17, 0), thanks)},
		{8, "an offer that nobody made", files(t, metJane()), files(t, metJane()).left("a1", at(12, 9, 0), Note{Kind: DeadlineNote, Offer: "a9"})},
		{9, "guilt", files(t, metJane()).left("a1", at(24, 9, 0), Note{Kind: Nudge, Text: "Is there any news?"}),
			files(t, metJane()).left("a1", at(24, 9, 0), Note{Kind: Nudge, Text: "I\u2019ve been waiting for your word."})},
		{9, "pay", files(t, metJane()).left("a1", at(24, 9, 0), nudge), files(t, metJane()).left("a1", at(24, 9, 0), Note{Kind: Nudge, Text: "What is the salary?"})},
		{10, "an address that nobody named", files(t, metJane()).left("a1", at(24, 9, 0), nudge), files(t, metJane()).left("a1", at(24, 9, 0), Note{Kind: Nudge, To: Address{Addr: "kim.li@acme.example"}})},
		{11, "they asked something", files(t, metJane(), asked, ownMail("own", at(13, 9, 0), jane)).left("a1", at(26, 9, 0), nudge), files(t, metJane(), asked).left("a1", at(26, 9, 0), nudge)},
		{12, "they wait for times", files(t, times, ownMail("own", at(13, 9, 0), jane)).left("a1", at(30, 9, 0), nudge), files(t, times).left("a1", at(30, 9, 0), nudge)},
		{13, "a withdrawal that nobody wanted", files(t, metJane()).happened(Event{Kind: EventWants, At: at(12, 9, 0), Want: Withdrawal}).left("a1", at(13, 9, 0), Note{Kind: Withdrawal}),
			files(t, metJane()).left("a1", at(13, 9, 0), Note{Kind: Withdrawal})},
		{13, "nobody said yes", files(t, metJane()).left("a1", at(24, 9, 0), nudge), files(t, metJane()).left("a1", at(24, 9, 0), Note{Kind: Nudge, ApprovedBy: "nobody"})},
		{14, "a false Re", files(t, metJane()).left("a1", at(24, 9, 0), Note{Kind: Nudge, Subject: "Re: Engineer", Answers: "x"}), files(t, metJane()).left("a1", at(24, 9, 0), Note{Kind: Nudge, Subject: "RE : Engineer"})},
		{15, "a link of theirs", files(t, metJane(), linked).left("a1", at(24, 9, 0), nudge), files(t, metJane(), linked).left("a1", at(24, 9, 0), Note{Kind: Nudge, Text: "I did as https://acme.example/click says."})},
		{16, "twice a day", files(t, metJane()).left("a1", at(9, 17, 0), thanks).left("a1", at(10, 18, 0), Note{Kind: OfferThanks}), files(t, metJane()).left("a1", at(9, 17, 0), thanks).left("a1", at(10, 9, 0), Note{Kind: OfferThanks})},
		{16, "she wrote herself", files(t, metJane(), ownMail("own", at(12, 9, 0), jane)).left("a1", at(13, 10, 0), Note{Kind: OfferThanks}), files(t, metJane(), ownMail("own", at(12, 9, 0), jane)).left("a1", at(12, 20, 0), Note{Kind: OfferThanks})},
		{17, "the sixth in a month", monthly(t, 5), monthly(t, 6)},
	} {
		for _, v := range Violations(c.good.p, c.good.journals, c.good.apps) {
			t.Errorf("%s: what is allowed: %v", c.name, v)
		}
		found := Violations(c.bad.p, c.bad.journals, c.bad.apps)
		if !slices.ContainsFunc(found, func(v Violation) bool { return v.Guard == c.guard }) {
			t.Errorf("guard %d, %s: not found among %v", c.guard, c.name, found)
		}
		for _, v := range found {
			if !strings.Contains(v.String(), v.Note) {
				t.Errorf("%v does not name the letter", v)
			}
		}
	}
}

// monthly is n letters to one employer, four days apart, each to somebody else.
func monthly(t *testing.T, n int) *archive {
	t.Helper()
	var mails []Signal
	for i := range n {
		mails = append(mails, mail("m"+string(rune('a'+i)), Update, at(2, 9, i), Address{Name: "Kim", Addr: "kim" + string(rune('a'+i)) + "@acme.example"}))
	}
	f := files(t, mails...)
	words := strings.Fields("alpha bravo charlie delta echoes foxtrot golfing hotels indigo juliet kilos limas")
	for i := range n {
		f.left("a1", at(3+4*i, 9, 0), Note{Kind: OfferThanks, To: mails[i].Mail.From, Text: words[2*i] + " " + words[2*i+1]})
	}
	return f
}
