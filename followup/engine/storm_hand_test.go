package engine_test

import (
	"errors"
	"time"

	"pgregory.net/rapid"

	"followup/followup"
	"followup/followup/engine"
)

// byHand is what a person enters herself, takes back, merges and splits. Mails and letters must stand it all.
func (s *storm) byHand() {
	ctx := s.t.Context()
	apps := s.apps()
	app := one(s, apps, "application")
	at := s.clock().Truncate(time.Hour).Add(time.Duration(s.int(200, "start")-100) * time.Hour)
	var card engine.Card
	var err error
	switch s.int(11, "by hand") {
	case 0:
		card, err = s.Remark(ctx, engine.RemarkRequest{App: app.ID, Text: "a thought"})
	case 1, 2:
		who := followup.Person{Name: "Kim Li", Addr: "kim@birchwood.example"}
		card, err = s.Arrange(ctx, engine.ArrangeRequest{App: app.ID, Meeting: &followup.Interview{Start: at, People: []followup.Person{who}}})
	case 3:
		r := engine.ArrangeRequest{App: app.ID, Meeting: &followup.Interview{Start: at}, Cancel: rapid.Bool().Draw(s.rt, "off")}
		for _, round := range app.Rounds {
			for _, iv := range round.Interviews {
				r.Interview = iv.Name()
			}
		}
		card, err = s.Arrange(ctx, r)
	case 4:
		card, err = s.Promise(ctx, engine.PromiseRequest{App: app.ID, Words: "soon", Deadline: s.clock().AddDate(0, 0, 5)})
	case 5:
		card, err = s.Describe(ctx, engine.DescribeRequest{App: app.ID, Details: followup.Details{Country: word("DE"), HoldUntil: word(at)}})
	case 6:
		card, err = s.Archive(ctx, engine.ArchiveRequest{App: app.ID, Back: rapid.Bool().Draw(s.rt, "back")})
	case 7:
		if app.Stage == followup.StageClosed {
			card, err = s.Reopen(ctx, engine.ActRequest{App: app.ID})
		} else {
			card, err = s.Close(ctx, engine.CloseRequest{App: app.ID, Outcome: followup.OutcomeWithdrawn})
		}
	case 8, 9:
		other := one(s, apps, "the other")
		if card, err = s.Merge(ctx, engine.MergeRequest{Into: app.ID, From: other.ID}); err == nil && s.int(2, "apart again") > 0 {
			s.refused(second(s.Split(ctx, engine.ActRequest{App: app.ID})))
			return
		}
	default:
		var acts []followup.Act
		for _, a := range apps {
			acts = append(acts, a.Acts...)
		}
		if len(acts) == 0 {
			return
		}
		card, err = s.UndoAct(ctx, engine.ActRequest{Act: one(s, acts, "taken back").ID})
	}
	if s.refused(err) || card.Act == "" || s.int(2, "take it back") > 0 {
		return
	}
	if _, err := s.UndoAct(ctx, engine.ActRequest{Act: card.Act}); !errors.Is(err, engine.ErrNotFound) {
		s.refused(err)
	}
}
