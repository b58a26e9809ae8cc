package engine_test

import (
	"slices"
	"strings"
	"testing"

	"followup/followup"
	"followup/followup/engine"
)

// TestLookAlikeNeverActs: a mail from a domain that looks like the employer's is laid before the user with the reason and
// its warnings; a real one from the employer acts.
func TestLookAlikeNeverActs(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.read(mail(b.now, followup.ApplicationAck))
	forged := mail(b.now, followup.Offer, func(s *followup.Signal) {
		s.Mail.From.Addr = "maya@blrchwood.example"
		s.Domain, s.Mail.ReplyTo, s.Person.Addr = "blrchwood.example", s.Mail.From, "maya@blrchwood.example"
		s.Mail.Key, s.Mail.ID = "forged", "forged@blrchwood.example"
		s.Warn(followup.WarnPay)
	})
	b.read(forged)
	l, err := b.List(t.Context(), engine.Query{Lane: engine.LaneConfirm})
	if err != nil || len(l.Rows) != 1 {
		t.Fatalf("%+v, %v", l.Rows, err)
	}
	card, err := b.Show(t.Context(), l.Rows[0].ID)
	if err != nil || card.Doubt == nil || card.Application.Stage != followup.StageApplied {
		t.Fatalf("%+v, %v", card, err)
	}
	if s := card.Doubt.Signal; s.Trust != followup.TrustFailed || !strings.Contains(string(card.Doubt.Why), "look like") || !slices.Contains(s.Warnings, followup.WarnPay) {
		t.Errorf("%q: %+v", card.Doubt.Why, s)
	}
	if card, err = b.Show(t.Context(), card.Application.ID); err != nil || !slices.Contains(card.Warnings, followup.WarnPay) {
		t.Errorf("the application shows %q, %v", card.Warnings, err)
	}
	if slices.Contains(card.Application.Domains, "blrchwood.example") {
		t.Error("the look-alike's domain was learned")
	}
}
