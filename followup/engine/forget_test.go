package engine_test

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"followup/followup"
	"followup/followup/engine"
	"followup/followup/store"
)

// canary is the word that stands in everything that is known of one employer.
const canary = "zwitscher"

// leaks returns where a word still stands in the files of a folder, in any case, and in base64 at any alignment.
func leaks(t testing.TB, folder, word string) (found []string) {
	t.Helper()
	needles := [][]byte{[]byte(word)}
	for _, w := range []string{word, strings.ToUpper(word), strings.ToUpper(word[:1]) + word[1:]} {
		for pad := range 3 {
			enc := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("x", pad) + w))
			needles = append(needles, []byte(strings.ToLower(enc[(pad*8+5)/6:len(w)*8/6-2]))) // inside, whatever stands around it
		}
	}
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		b, err := os.ReadFile(path)
		for _, n := range needles {
			if bytes.Contains(bytes.ToLower(b), n) {
				found = append(found, filepath.Base(path)+": "+string(n))
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// The search itself finds the word in any case, and in base64 wherever it begins.
func TestLeaks(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"zwitscher", "ZWITSCHER", "Zwitscher", "a Zwitscher b", "of ZWITSCHER", "xyzwitscher and more"} {
		for _, form := range []string{text, base64.StdEncoding.EncodeToString([]byte(text)), base64.URLEncoding.EncodeToString([]byte("--" + text + "--"))} {
			folder := t.TempDir()
			if err := os.WriteFile(filepath.Join(folder, "f"), []byte("head "+form+" tail"), 0o600); err != nil {
				t.Fatal(err)
			}
			if leaks(t, folder, canary) == nil {
				t.Errorf("%q is not found in %q", text, form)
			}
		}
	}
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "f"), []byte("nothing of that kind, also not in YWNtZSBhbmQgbW9yZQ=="), 0o600); err != nil {
		t.Fatal(err)
	}
	if found := leaks(t, folder, canary); found != nil {
		t.Errorf("%v", found)
	}
}

// sung puts the canary into every field of a mail that a stranger can fill.
func sung(received time.Time, kind followup.SignalKind, change ...func(*followup.Signal)) followup.Signal {
	s := at(canary+".example", received, kind)
	s.Employer, s.Agency, s.Role, s.Requisition = "Zwitscher Werke", "ZWITSCHER Agentur", "Zwitscher engineer", "ZWITSCHER-17"
	s.Link = "https://" + canary + ".example/task"
	s.Evidence = []followup.Evidence{{Part: followup.InOwn, Cue: "cue " + canary, Text: "The Zwitscher sentence."}}
	s.People = []followup.Person{{Name: "Zwitscher Zwo", Addr: "zwo@" + canary + ".example", Title: "Head of " + canary, Part: followup.PartHiringManager}}
	s.Person.Name, s.Mail.From.Name, s.Mail.ReplyTo.Name = "Jo Zwitscher", "Jo Zwitscher", "Jo Zwitscher"
	s.Mail.Subject, s.Mail.Excerpt, s.Mail.References = "Zwitscher engineer", "About the zwitscher job.", []string{"ref@" + canary + ".example"}
	s.Promise = &followup.Promise{Kind: followup.PromiseDate, Said: received, Deadline: received.AddDate(0, 0, 3), Quote: "zwitscher by Thursday"}
	for _, c := range change {
		c(&s)
	}
	return s
}

// singing is a bench in which all that can be known of one employer is known, beside another employer.
func singing(t *testing.T) (b *bench, app, other string) {
	t.Helper()
	b = newBench(t)
	keep := at("acme.example", monday.Add(-3*time.Hour), followup.ApplicationAck)
	first := sung(monday.Add(-2*time.Hour), followup.ApplicationAck)
	b.read(keep, first)
	app, other = b.where(first), b.where(keep)
	b.read(sung(monday.Add(-90*time.Minute), followup.InterviewConfirm, interview(monday.Add(2*time.Hour), followup.Person{Name: "Zwitscher Drei", Addr: "drei@" + canary + ".example"}),
		func(s *followup.Signal) {
			s.Interviews[0].UID, s.Interviews[0].Place, s.Interviews[0].Title = "uid@"+canary+".example", "Zwitscher street 1", "Zwitscher talk"
		}))
	b.read(sung(monday.Add(-80*time.Minute), followup.Other, func(s *followup.Signal) { // set aside
		s.Confidence, s.Detail, s.Promise = 0.2, followup.DetailAlert, nil
	}))
	for name, err := range map[string]error{
		"remark":  second(b.Remark(t.Context(), engine.RemarkRequest{App: app, Text: "the zwitscher thought"})),
		"facts":   second(b.Describe(t.Context(), engine.DescribeRequest{App: app, Details: followup.Details{Employer: word("Zwitscher Werke AG"), Domain: word("jobs." + canary + ".example")}})),
		"person":  second(b.Meet(t.Context(), engine.MeetRequest{App: app, Person: followup.Person{Name: "Zwitscher Vier", Addr: "vier@" + canary + ".example"}})),
		"promise": second(b.Promise(t.Context(), engine.PromiseRequest{App: app, Words: "zwitscher next week", Deadline: monday.AddDate(0, 0, 9)})),
	} {
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	b.at(monday.Add(3 * time.Hour))
	b.tick()
	debrief := followup.Debrief{LikedMe: "the zwitscher story", Repair: "the zwitscher sum", Gut: "zwitscher", NextSteps: "zwitscher soon", Asked: []string{"why zwitscher?"}}
	if _, err := b.Debrief(t.Context(), engine.DebriefRequest{App: app, Held: true, Debrief: debrief}); err != nil {
		t.Fatal(err)
	}
	var n followup.Note
	for _, x := range b.app(app).Notes {
		if x.Status == followup.Proposed {
			n = x
		}
	}
	edited, err := b.Edit(t.Context(), engine.EditRequest{Note: n.ID, Fingerprint: n.Fingerprint, Subject: n.Subject, Text: "Hi there,\n\nThank you for the zwitscher talk on Monday, and for the walk through the workshop. I liked the plan for the new hall and how you test the pumps before they ship. It is the kind of work that I would like to do every day.\n\nBest wishes,\nRobin Ashby"})
	if err != nil {
		t.Fatal(err)
	}
	sent := b.approve(*edited.Note)
	b.at(later(sent.SendAt, b.clock()).Add(time.Second))
	if err := b.send(); err != nil {
		t.Fatal(err)
	}
	bounce := at(canary+".example", b.clock(), followup.Other)
	bounce.Detail, bounce.Bounced, bounce.Reason = followup.DetailBounce, b.app(app).Notes[len(b.app(app).Notes)-1].MessageID, "zwitscher bounced"
	b.read(bounce)
	if err := b.Backup(t.Context(), filepath.Join(filepath.Dir(b.path), "mine.db")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{".schema-0", ".before-restore-1"} {
		if err := os.WriteFile(b.path+name, []byte("an old copy with Zwitscher in it"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return b, app, other
}

func second(_ engine.Card, err error) error { return err }

// Nothing of an employer that was forgotten stands in any file of the data folder, and its mail is not read anew.
func TestForgetCanary(t *testing.T) {
	t.Parallel()
	for name, ask := range map[string]func(app string) engine.ForgetRequest{
		"an application": func(app string) engine.ForgetRequest { return engine.ForgetRequest{App: app} },
		"an employer":    func(string) engine.ForgetRequest { return engine.ForgetRequest{Employer: "zwitscher werke ag"} },
	} {
		b, app, other := singing(t)
		folder, kept := filepath.Dir(b.path), asJSON(b.app(other))
		if len(leaks(t, folder, canary)) < 4 {
			t.Fatalf("the canary does not sing: %v", leaks(t, folder, canary))
		}
		r := ask(app)
		r.Look = true
		would, err := b.Forget(t.Context(), r)
		if err != nil || would.Employer != "Zwitscher Werke AG" || would.Mails < 2 || len(would.Files) != 3 || len(would.Names) < 5 {
			t.Fatalf("%s: %v %+v", name, err, would)
		}
		if r.Look = false; refusedWith(second2(b.Forget(t.Context(), r))) == "" {
			t.Errorf("%s: forgotten without the name", name)
		}
		r.Confirm = " zwitscher werke AG "
		got, err := b.Forget(t.Context(), r)
		if err != nil || got.Applications != 1 || got.Letters != 1 || len(got.Files) != 4 {
			t.Fatalf("%s: %v %+v", name, err, got)
		}
		if found := leaks(t, folder, canary); found != nil {
			t.Errorf("%s: it still stands in %v", name, found)
		}
		if now := asJSON(b.app(other)); now != kept {
			t.Errorf("%s: another application changed:\n%s\n%s", name, kept, now)
		}
		if err := b.CheckDerived(); err != nil {
			t.Error(err)
		}
		b.read(sung(monday.Add(-2*time.Hour), followup.ApplicationAck), sung(monday.Add(-80*time.Minute), followup.Other))
		if found := leaks(t, folder, canary); found != nil {
			t.Errorf("%s: its mail was read anew: %v", name, found)
		}
		// The store goes on as before, over a restart as well.
		b.store.Close()
		b.open()
		b.read(sung(monday.Add(-2*time.Hour), followup.ApplicationAck))
		if found := leaks(t, folder, canary); found != nil {
			t.Errorf("%s: after a start: %v", name, found)
		}
		if _, err := b.Remark(t.Context(), engine.RemarkRequest{App: other, Text: "still here"}); err != nil {
			t.Error(err)
		}
		if _, err := store.Open(b.path, store.Options{Now: b.clock, Timeout: 20 * time.Millisecond}); !errors.Is(err, store.ErrLocked) {
			t.Errorf("it is open, and yet nobody holds its lock: %v", err)
		}
		// New mail of theirs is new.
		b.read(sung(b.clock(), followup.InterviewInvite))
		if l, err := b.List(t.Context(), engine.Query{Text: "zwitscher"}); err != nil || len(l.Rows) != 1 {
			t.Errorf("%s: %v, %d rows", name, err, len(l.Rows))
		}
	}
}

func second2(_ engine.Forgotten, err error) error { return err }

// A crash between removing and writing the file anew leaves nothing that can be shown, and the next start finishes.
func TestForgetAfterACrash(t *testing.T) {
	t.Parallel()
	b, app, _ := singing(t)
	folder := filepath.Dir(b.path)
	before, err := os.ReadFile(b.path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Forget(t.Context(), engine.ForgetRequest{App: app, Confirm: "Zwitscher Werke AG"}); err != nil {
		t.Fatal(err)
	}
	// As if the machine had stopped after the transaction: the facts are gone, the bytes and the copies are not.
	b.store.Close()
	if err := os.WriteFile(b.path, before, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(b.path+".schema-0", before, 0o600); err != nil {
		t.Fatal(err)
	}
	st, err := store.Open(b.path, store.Options{Now: b.clock})
	if err != nil {
		t.Fatal(err)
	}
	err = st.Update(func(tx *store.Tx) error {
		if err := tx.ForgetAside(func(followup.Signal) bool { return true }); err != nil {
			return err
		}
		for _, key := range []string{"sent", "dead"} {
			if err := tx.DropMeta(key); err != nil {
				return err
			}
		}
		if err := tx.DeleteApplication(app); err != nil {
			return err
		}
		if err := tx.ForgetSeen([]string{app}, nil); err != nil {
			return err
		}
		return tx.PutMeta("forgetting", 1)
	})
	if err != nil {
		t.Fatal(err)
	}
	st.Close()
	if leaks(t, folder, canary) == nil {
		t.Fatal("the free pages hold nothing: the test proves nothing")
	}
	b.open()
	if found := leaks(t, folder, canary); found != nil {
		t.Errorf("it still stands in %v", found)
	}
	if err := b.store.View(func(tx *store.Tx) error {
		var at int64
		if there, err := tx.Meta("forgetting", &at); there || err != nil {
			t.Errorf("it would be written anew at each start: %v", err)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

func TestForgetIsRefused(t *testing.T) {
	t.Parallel()
	b, app, _ := singing(t)
	for name, r := range map[string]engine.ForgetRequest{
		"an employer that nobody knows": {Employer: "Nobody", Confirm: "Nobody"}, "another name": {App: app, Confirm: "Acme"}, "no name": {Employer: " "},
	} {
		if _, err := b.Forget(t.Context(), r); refusedWith(err) == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := b.Forget(t.Context(), engine.ForgetRequest{App: "nothing", Confirm: "Acme"}); err != engine.ErrNotFound {
		t.Errorf("%v", err)
	}
}

// A mail that was asked about in two applications and counts for the one that stays is kept; one that only the question
// names goes from both.
func TestForgetLeavesWhatIsOthers(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	first := at("acme.example", monday.Add(-3*time.Hour), followup.ApplicationAck)
	b.read(first, at("birchwood.example", monday.Add(-2*time.Hour), followup.ApplicationAck))
	moved := at("birchwood.example", monday.Add(-time.Hour), followup.Update)
	moved.Mail.Excerpt = "the harbour"
	b.read(moved)
	acme := b.where(first)
	b.at(monday.Add(time.Minute))
	if _, err := b.Correct(t.Context(), engine.CorrectRequest{Mail: moved.Mail.ID, App: acme}); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Forget(t.Context(), engine.ForgetRequest{Employer: "birchwood", Confirm: "birchwood"}); err != nil {
		t.Fatal(err)
	}
	if found := leaks(t, filepath.Dir(b.path), "birchwood"); found != nil {
		t.Errorf("a mail of theirs that had been moved elsewhere still stands in %v", found)
	}
	if app := b.app(acme); app.Employer != "acme" || app.Stage != followup.StageApplied {
		t.Errorf("%s", asJSON(app))
	}
}
