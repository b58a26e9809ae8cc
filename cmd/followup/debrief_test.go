package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"followup/followup"
	"followup/followup/store"
)

// talkedAt is the command "talked" of the scripts.
func talkedAt(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: talked FOLDER")
	}
	ts.Check(seedTalk(ts.MkAbs(args[0])))
}

// seedTalk puts an application into the store of a data folder: an hour ago its interview with Maya Lindqvist and Tomás
// Herrera ended.
func seedTalk(folder string) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	st, err := store.Open(filepath.Join(folder, "followup.db"), store.Options{Now: wallClock})
	if err != nil {
		return err
	}
	end := time.Now().UTC().Add(-time.Hour).Truncate(time.Minute)
	maya := followup.Address{Name: "Maya Lindqvist", Addr: "maya@birchwood.example"}
	ada := followup.Address{Name: "Ada Example", Addr: "ada@example.org"}
	letter := followup.Mail{
		Key: "confirm", ID: "confirm@birchwood.example", From: maya, ReplyTo: maya, To: []followup.Address{ada}, Subject: "Your interview",
		Date: end.AddDate(0, 0, -3), Received: end.AddDate(0, 0, -3), Account: "ada@example.org",
	}
	person := func(a followup.Address, part followup.Part) followup.Person {
		return followup.Person{Name: a.Name, Addr: a.Addr, Part: part, Known: "calendar"}
	}
	tomas := followup.Address{Name: "Tomás Herrera", Addr: "tomas@birchwood.example"}
	recruiter := person(maya, followup.PartRecruiter)
	recruiter.Wrote = letter.Received
	app := followup.Application{
		ID: "abirch2345", Account: "ada@example.org", Employer: "Birchwood", Role: "Data Engineer", Domains: []string{"birchwood.example"},
		Stage: followup.StageInterviewed, Turn: followup.TurnTheirs, TurnSince: end, Opened: end.AddDate(0, 0, -9), Last: letter.Received,
		LastIn: letter, LastHuman: letter, Threads: []string{letter.ID}, People: []followup.Person{recruiter, person(tomas, followup.PartInterviewer)},
		Rounds: []followup.Round{{ID: "r1", Opened: letter.Received, Interviews: []followup.Interview{{
			UID: "talk@birchwood.example", Start: end.Add(-45 * time.Minute), End: end, Zone: "Europe/Berlin", Source: followup.FromCalendar,
			Standing: followup.Over, People: []followup.Person{recruiter, person(tomas, followup.PartInterviewer)},
		}}}},
	}
	err = st.Update(func(tx *store.Tx) error {
		return tx.PutApplication(app, store.Index{Lane: "waiting", Row: []byte("[]")})
	})
	if closing := st.Close(); err == nil {
		err = closing
	}
	return err
}

// A person answers some of the questions; the answers stand in the letters.
func TestDebriefAsks(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil, "")
	if err := seedTalk(filepath.Join(h.dir, "d")); err != nil {
		t.Fatal(err)
	}
	typed := strings.Join([]string{
		"y",
		"", // both were there
		"Kim at the reception",
		"how you share the on-call weeks",
		"late-arriving events",
		"the billing migration",
		"The backfill took two nights, because we ran it twice.",
		"Tomás",
		"eleven", "8/10",
		"they will get back to me in the next couple of days",
		"in two weeks",
		"",
		"g", "cold", "x", "s", // energy, specifics, talk balance
		".", // and nothing else
	}, "\n") + "\n"
	code, out, errs := h.do(typed, "debrief")
	if code != exitDone {
		t.Fatalf("exit %d: %s%s", code, out, errs)
	}
	for _, want := range []string{
		"Birchwood · Data Engineer", "Whom did you meet? Enter for Maya Lindqvist, Tomás Herrera", "One thing that Tomás Herrera talked about:",
		"= by ", "; without a word a question is drafted ", "A number from 0 to 10:", "Ten things that can cool a talk",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not shown:\n%s", want, out)
		}
	}
	if !regexp.MustCompile(`"followup undo e[a-z0-9]+" takes it back`).MatchString(out) {
		t.Errorf("it does not say how to take it back:\n%s", out)
	}
	// What they liked goes first, then one answer is completed, in the letter to whom it concerns and in no other.
	_, list, _ := h.do("", "list")
	for _, id := range regexp.MustCompile(`n[a-z0-9]{9}`).FindAllString(list, -1) {
		_, letter, _ := h.do("", "show", id)
		toTomas := strings.Contains(letter, "Hi Tomás,")
		liked, repair := strings.Index(letter, "the billing migration"), strings.Index(letter, "The backfill took two nights")
		if toTomas != (liked > 0 && repair > liked) || toTomas == strings.Contains(letter, "the on-call weeks") || toTomas != strings.Contains(letter, "late-arriving events") {
			t.Errorf("a letter says what belongs to another:\n%s", letter)
		}
	}
	_, out, _ = h.do("", "show", "abir", "--json")
	for _, want := range []string{`"repair_for": "tomas@birchwood.example"`, `"specifics": "cold"`, `"talk_balance": "so-so"`, `"like": 8`, `"quote": "in two weeks"`, `"name:kim at the reception"`} {
		if !strings.Contains(out, want) {
			t.Errorf("%s is not kept:\n%s", want, out)
		}
	}
	if strings.Contains(out, "next couple of days") {
		t.Error("the words that she took back are kept")
	}
	// The same command has nothing to ask about now; with an ID it tells of the talk once more.
	if code, out, errs := h.do("", "debrief"); code != exitNothing {
		t.Errorf("exit %d: %s%s", code, out, errs)
	}
	if code, out, errs := h.do(".\n", "debrief", "abir"); code != exitNothing || !strings.Contains(errs, "nothing changed") {
		t.Errorf("exit %d: %s%s", code, out, errs)
	}
}
