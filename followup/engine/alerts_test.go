package engine_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"followup/followup"
	"followup/followup/engine"
	"followup/followup/store"
)

// teller is a bench that notifies.
type teller struct {
	*bench
	lines  []string
	states []engine.AccountStatus
}

func newTeller(t *testing.T, change ...func(*engine.Options)) *teller {
	t.Helper()
	b := &teller{bench: newBench(t)}
	b.options = func(o *engine.Options) {
		o.Tell = func(a followup.Alert) { b.lines = append(b.lines, a.Words) }
		o.States = func() []engine.AccountStatus { return b.states }
		for _, c := range change {
			c(o)
		}
	}
	b.crash()
	return b
}

// told returns what is told at a time, one a line.
func (b *teller) told(at time.Time) string {
	b.t.Helper()
	b.at(at)
	b.tick()
	b.lines = nil
	for range 3 { // however often it looks
		if err := b.Alert(); err != nil {
			b.t.Fatal(err)
		}
	}
	return strings.Join(b.lines, "\n")
}

// drafts reads of n interviews that end at the time, at one employer each.
func (b *teller) drafts(n int, end time.Time, from int) {
	b.t.Helper()
	for i := range n {
		firm := fmt.Sprintf("Firm%c", 'A'+from+i)
		b.read(mail(end.Add(-4*time.Hour), followup.ApplicationAck, atFirm(firm)),
			mail(end.Add(-3*time.Hour), followup.InterviewConfirm, interview(end.Add(-45*time.Minute)), atFirm(firm)))
	}
}

// Each thing is told once, also over starts; what can wait is told by day, few at a time and few a day.
func TestTold(t *testing.T) {
	b := newTeller(t, func(o *engine.Options) { o.TellMost = 4 })
	noon := monday.Add(3 * time.Hour)
	b.at(monday)
	b.drafts(1, noon, 0)
	if got, want := b.told(noon.Add(time.Minute)), "A letter to FirmA waits for your yes: thank-you"; got != want {
		t.Fatalf("one letter: %q, want %q", got, want)
	}
	b.crash()
	if got := b.told(noon.Add(2 * time.Minute)); got != "" {
		t.Errorf("told again: %q", got)
	}
	b.drafts(5, noon.Add(time.Hour), 1)
	if got, want := b.told(noon.Add(61*time.Minute)), "5 letters wait for you: followup status"; got != want {
		t.Errorf("five at once: %q, want %q", got, want)
	}
	b.drafts(3, noon.Add(2*time.Hour), 6)
	if got, want := b.told(noon.Add(121*time.Minute)), "3 letters wait for you: followup status"; got != want {
		t.Errorf("more than the day has room for: %q, want %q", got, want)
	}
	b.drafts(1, noon.Add(3*time.Hour), 9)
	if got, want := b.told(noon.Add(181*time.Minute)), "A letter to FirmJ waits for your yes: thank-you"; got != want {
		t.Errorf("the last of the day: %q, want %q", got, want)
	}
	b.drafts(2, noon.Add(4*time.Hour), 10)
	for _, at := range []time.Time{noon.Add(241 * time.Minute), noon.Add(11 * time.Hour), monday.Add(22 * time.Hour)} { // the day is full, then it is night
		if got := b.told(at); got != "" {
			t.Errorf("over the cap at %s: %q", at.Format("15:04"), got)
		}
	}
	if got := b.told(monday.Add(24 * time.Hour)); !strings.Contains(got, "FirmK") || !strings.Contains(got, "FirmL") || strings.Count(got, "\n") != 1 {
		t.Errorf("the next morning: %q", got)
	}
	if err := b.store.View(func(tx *store.Tx) error { // no name is kept of what was told
		var kept map[string]any
		_, err := tx.Meta("alerted", &kept)
		if words := fmt.Sprint(kept); strings.Contains(words, "Firm") {
			t.Errorf("kept: %s", words)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

// What cannot wait is told at night, in quiet and over the cap; the rest is told when the quiet is over.
func TestToldInQuiet(t *testing.T) {
	b := newTeller(t, func(o *engine.Options) { o.TellMost = 1 })
	b.at(monday)
	early := monday.Add(22 * time.Hour) // seven in the morning
	b.drafts(1, monday.Add(time.Hour), 0)
	b.read(mail(monday, followup.ApplicationAck, atFirm("Near")), mail(monday, followup.InterviewConfirm, interview(early), atFirm("Near")))
	if _, err := b.Quiet(t.Context(), engine.QuietRequest{Until: monday.Add(23 * time.Hour)}); err != nil {
		t.Fatal(err)
	}
	near := "Your interview with Near begins at 07:00 on Tuesday 3 March"
	if got := b.told(monday.Add(2 * time.Hour)); got != near {
		t.Errorf("a day before, in quiet: %q", got)
	}
	if got := b.told(early.Add(-90 * time.Minute)); got != "" {
		t.Errorf("in between: %q", got)
	}
	if got := b.told(early.Add(-59 * time.Minute)); got != near {
		t.Errorf("an hour before, at night: %q", got)
	}
	if got := b.told(monday.Add(23*time.Hour + time.Minute)); got != "" { // the interview filled the day
		t.Errorf("over the cap: %q", got)
	}
	if got := b.told(monday.Add(48 * time.Hour)); !strings.HasPrefix(got, "2 letters wait") {
		t.Errorf("after the quiet: %q", got)
	}
}

// An interview that moves is told of anew; one that is called off is not told of.
func TestToldOfMoves(t *testing.T) {
	b := newTeller(t)
	at := monday.Add(30 * time.Hour)
	b.read(mail(monday, followup.ApplicationAck), mail(monday, followup.InterviewConfirm, interview(at)))
	if got := b.told(at.Add(-23 * time.Hour)); !strings.Contains(got, "15:00 on Tuesday") {
		t.Fatalf("before: %q", got)
	}
	b.read(mail(b.clock(), followup.InterviewReschedule, interview(at.Add(2*time.Hour)), func(s *followup.Signal) { s.Interviews[0].Sequence = 1 }))
	if got := b.told(at.Add(-21 * time.Hour)); !strings.Contains(got, "17:00 on Tuesday") {
		t.Errorf("moved: %q", got)
	}
	b.read(mail(b.clock(), followup.InterviewCancel, interview(at.Add(2*time.Hour)), func(s *followup.Signal) { s.Interviews[0].Sequence = 2 }))
	if got := b.told(at.Add(time.Hour + time.Minute)); got != "" {
		t.Errorf("called off: %q", got)
	}
}

// After three rejections in five business days what can wait is told once a day.
func TestToldInAHardWeek(t *testing.T) {
	b := newTeller(t)
	for _, firm := range []string{"NoA", "NoB", "NoC"} {
		b.read(mail(monday.Add(-9*time.Hour), followup.ApplicationAck, atFirm(firm)), mail(monday, followup.Rejection, atFirm(firm), func(s *followup.Signal) { s.Person.Robot = true }))
	}
	first := b.told(monday.Add(time.Hour))
	b.drafts(1, monday.Add(2*time.Hour), 0)
	b.drafts(1, monday.Add(3*time.Hour), 1)
	day := strings.Split(first+"\n"+b.told(monday.Add(2*time.Hour+time.Minute))+"\n"+b.told(monday.Add(3*time.Hour+time.Minute)), "\n")
	day = slices.DeleteFunc(day, func(line string) bool { return line == "" || strings.HasPrefix(line, "Your interview") })
	if len(day) != 1 {
		t.Errorf("in a hard week a day tells: %q", day)
	}
	if got := b.told(monday.Add(25 * time.Hour)); strings.Count(got, "\n") > 0 || got == "" {
		t.Errorf("the next morning: %q", got)
	}
}

// A mailbox that is not watched is told of, at once where only a person can mend it, and once a day.
func TestToldOfWatching(t *testing.T) {
	b := newTeller(t)
	words := "The mailbox home is not watched: followup status says why"
	b.states = []engine.AccountStatus{{Name: "home", Broken: true}}
	if got := b.told(monday); got != words {
		t.Errorf("broken: %q", got)
	}
	if got := b.told(monday.Add(5 * time.Hour)); got != "" {
		t.Errorf("the same day: %q", got)
	}
	if got := b.told(monday.Add(24 * time.Hour)); got != words {
		t.Errorf("the next day: %q", got)
	}
	day := monday.Add(48 * time.Hour)
	b.states = []engine.AccountStatus{{Name: "home", Reconciled: day}}
	for _, c := range []struct {
		after time.Duration
		want  string
	}{{50 * time.Minute, ""}, {8 * time.Hour, ""}, {8*time.Hour + 5*time.Minute, ""}, {8*time.Hour + 11*time.Minute, words}} { // it slept till the eighth hour
		if got := b.told(day.Add(c.after)); got != c.want {
			t.Errorf("not read for %v: %q", c.after, got)
		}
	}
	b.states[0].Reconciled, b.states[0].ScanOf = time.Time{}, 9000
	if got := b.told(monday.Add(96 * time.Hour)); got != "" {
		t.Errorf("while it scans: %q", got)
	}
}
