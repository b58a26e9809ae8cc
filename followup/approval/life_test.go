package approval

import (
	"context"
	"time"

	"followup/followup"
	"followup/followup/engine"
)

func (r *recorder) Today(context.Context) (engine.Morning, error) {
	return record(r, "today", nil, r.answers.morning)
}
func (r *recorder) Quiet(_ context.Context, q engine.QuietRequest) (engine.Status, error) {
	return record(r, "quiet", q, r.answers.status)
}
func (r *recorder) Debrief(_ context.Context, q engine.DebriefRequest) (engine.Card, error) {
	return record(r, "debrief", q, r.answers.card)
}
func (r *recorder) SkipDebrief(_ context.Context, q engine.SkipRequest) (engine.Card, error) {
	return record(r, "skip-debrief", q, r.answers.card)
}
func (r *recorder) Hear(_ context.Context, q engine.HearRequest) (engine.Heard, error) {
	return record(r, "hear", q, r.answers.heard)
}
func (r *recorder) Want(_ context.Context, q engine.WantRequest) (engine.Card, error) {
	return record(r, "want", q, r.answers.card)
}
func (r *recorder) Overrule(_ context.Context, q engine.OverruleRequest) (engine.Card, error) {
	return record(r, "overrule", q, r.answers.card)
}
func (r *recorder) Answered(_ context.Context, q engine.AnsweredRequest) (engine.Card, error) {
	return record(r, "answered", q, r.answers.card)
}
func (r *recorder) Slots(_ context.Context, q engine.SlotsRequest) (engine.Slots, error) {
	return record(r, "slots", q, r.answers.slots)
}
func (r *recorder) Pick(_ context.Context, q engine.PickRequest) (engine.Card, error) {
	return record(r, "pick", q, r.answers.card)
}
func (r *recorder) OfferTold(_ context.Context, q engine.OfferRequest) (engine.Card, error) {
	return record(r, "offer", q, r.answers.card)
}
func (r *recorder) Add(_ context.Context, q engine.AddRequest) (engine.Card, error) {
	return record(r, "add", q, r.answers.card)
}
func (r *recorder) Describe(_ context.Context, q engine.DescribeRequest) (engine.Card, error) {
	return record(r, "describe", q, r.answers.card)
}
func (r *recorder) Arrange(_ context.Context, q engine.ArrangeRequest) (engine.Card, error) {
	return record(r, "arrange", q, r.answers.card)
}
func (r *recorder) Meet(_ context.Context, q engine.MeetRequest) (engine.Card, error) {
	return record(r, "meet", q, r.answers.card)
}
func (r *recorder) Promise(_ context.Context, q engine.PromiseRequest) (engine.Card, error) {
	return record(r, "promise", q, r.answers.card)
}
func (r *recorder) Remark(_ context.Context, q engine.RemarkRequest) (engine.Card, error) {
	return record(r, "remark", q, r.answers.card)
}
func (r *recorder) Reopen(_ context.Context, q engine.ActRequest) (engine.Card, error) {
	return record(r, "reopen", q, r.answers.card)
}
func (r *recorder) Archive(_ context.Context, q engine.ArchiveRequest) (engine.Card, error) {
	return record(r, "archive", q, r.answers.card)
}
func (r *recorder) UndoAct(_ context.Context, q engine.ActRequest) (engine.Card, error) {
	return record(r, "undo-act", q, r.answers.card)
}
func (r *recorder) Merge(_ context.Context, q engine.MergeRequest) (engine.Card, error) {
	return record(r, "merge", q, r.answers.card)
}
func (r *recorder) Split(_ context.Context, q engine.ActRequest) (engine.Card, error) {
	return record(r, "split", q, r.answers.card)
}
func (r *recorder) Forget(_ context.Context, q engine.ForgetRequest) (engine.Forgotten, error) {
	return record(r, "forget", q, r.answers.forgotten)
}

// lifeCalls are the calls of conform for the acts of a whole life.
func lifeCalls(ctx context.Context, desk engine.Desk, at time.Time, one answers) []deskCall {
	return []deskCall{
		{"today", nil, one.morning, func() (any, error) { return desk.Today(ctx) }},
		{"quiet", engine.QuietRequest{Until: at}, one.status, func() (any, error) {
			return desk.Quiet(ctx, engine.QuietRequest{Until: at})
		}},
		{"debrief", engine.DebriefRequest{App: "a", Interview: "u@x", Held: true, Debrief: followup.Debrief{At: at, LikedMe: "späť"}}, one.card, func() (any, error) {
			return desk.Debrief(ctx, engine.DebriefRequest{App: "a", Interview: "u@x", Held: true, Debrief: followup.Debrief{At: at, LikedMe: "späť"}})
		}},
		{"skip-debrief", engine.SkipRequest{App: "a", Interview: "u@x"}, one.card, func() (any, error) {
			return desk.SkipDebrief(ctx, engine.SkipRequest{App: "a", Interview: "u@x"})
		}},
		{"hear", engine.HearRequest{App: "a", Words: "by Friday"}, one.heard, func() (any, error) {
			return desk.Hear(ctx, engine.HearRequest{App: "a", Words: "by Friday"})
		}},
		{"want", engine.WantRequest{App: "a", Kind: followup.Withdrawal, Words: "thanks", Typed: "withdraw"}, one.card, func() (any, error) {
			return desk.Want(ctx, engine.WantRequest{App: "a", Kind: followup.Withdrawal, Words: "thanks", Typed: "withdraw"})
		}},
		{"overrule", engine.OverruleRequest{Note: "n", Fingerprint: "f", Code: "length", Reason: "short is right"}, one.card, func() (any, error) {
			return desk.Overrule(ctx, engine.OverruleRequest{Note: "n", Fingerprint: "f", Code: "length", Reason: "short is right"})
		}},
		{"answered", engine.AnsweredRequest{App: "a", Task: "t", How: followup.TaskHanded}, one.card, func() (any, error) {
			return desk.Answered(ctx, engine.AnsweredRequest{App: "a", Task: "t", How: followup.TaskHanded})
		}},
		{"slots", engine.SlotsRequest{App: "a", Count: 3}, one.slots, func() (any, error) {
			return desk.Slots(ctx, engine.SlotsRequest{App: "a", Count: 3})
		}},
		{"pick", engine.PickRequest{App: "a", Slot: followup.Interview{Start: at}}, one.card, func() (any, error) {
			return desk.Pick(ctx, engine.PickRequest{App: "a", Slot: followup.Interview{Start: at}})
		}},
		{"offer", engine.OfferRequest{App: "a", Offer: followup.Terms{Written: true, Came: at, Checked: map[string]string{"pay": "yes"}}}, one.card, func() (any, error) {
			return desk.OfferTold(ctx, engine.OfferRequest{App: "a", Offer: followup.Terms{Written: true, Came: at, Checked: map[string]string{"pay": "yes"}}})
		}},
		{"add", engine.AddRequest{Person: &followup.Person{Name: "Jane Doe"}}, one.card, func() (any, error) {
			return desk.Add(ctx, engine.AddRequest{Person: &followup.Person{Name: "Jane Doe"}})
		}},
		{"describe", engine.DescribeRequest{App: "a"}, one.card, func() (any, error) {
			return desk.Describe(ctx, engine.DescribeRequest{App: "a"})
		}},
		{"arrange", engine.ArrangeRequest{App: "a", Meeting: &followup.Interview{Start: at}, Kind: followup.RoundFinal}, one.card, func() (any, error) {
			return desk.Arrange(ctx, engine.ArrangeRequest{App: "a", Meeting: &followup.Interview{Start: at}, Kind: followup.RoundFinal})
		}},
		{"meet", engine.MeetRequest{App: "a", Person: followup.Person{Name: "Jane Doe", Met: []string{"r"}}}, one.card, func() (any, error) {
			return desk.Meet(ctx, engine.MeetRequest{App: "a", Person: followup.Person{Name: "Jane Doe", Met: []string{"r"}}})
		}},
		{"promise", engine.PromiseRequest{App: "a", Words: "by Friday", Deadline: at}, one.card, func() (any, error) {
			return desk.Promise(ctx, engine.PromiseRequest{App: "a", Words: "by Friday", Deadline: at})
		}},
		{"remark", engine.RemarkRequest{App: "a", Text: "ask"}, one.card, func() (any, error) {
			return desk.Remark(ctx, engine.RemarkRequest{App: "a", Text: "ask"})
		}},
		{"reopen", engine.ActRequest{App: "a", Act: "e1"}, one.card, func() (any, error) {
			return desk.Reopen(ctx, engine.ActRequest{App: "a", Act: "e1"})
		}},
		{"archive", engine.ArchiveRequest{App: "a", Back: true}, one.card, func() (any, error) {
			return desk.Archive(ctx, engine.ArchiveRequest{App: "a", Back: true})
		}},
		{"undo-act", engine.ActRequest{App: "a", Act: "e1"}, one.card, func() (any, error) {
			return desk.UndoAct(ctx, engine.ActRequest{App: "a", Act: "e1"})
		}},
		{"merge", engine.MergeRequest{Into: "a", From: "b"}, one.card, func() (any, error) {
			return desk.Merge(ctx, engine.MergeRequest{Into: "a", From: "b"})
		}},
		{"split", engine.ActRequest{App: "a", Act: "e1"}, one.card, func() (any, error) {
			return desk.Split(ctx, engine.ActRequest{App: "a", Act: "e1"})
		}},
		{"forget", engine.ForgetRequest{Employer: "Acme", Confirm: "Acme"}, one.forgotten, func() (any, error) {
			return desk.Forget(ctx, engine.ForgetRequest{Employer: "Acme", Confirm: "Acme"})
		}},
	}
}
