package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"followup/followup"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func clock() time.Time { return noon }

func fresh(t testing.TB) *Store {
	t.Helper()
	return reopen(t, filepath.Join(t.TempDir(), "data", "followup.db"))
}

func reopen(t testing.TB, path string) *Store {
	t.Helper()
	s, err := Open(path, Options{Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func update(t testing.TB, s *Store, fn func(*Tx) error) {
	t.Helper()
	if err := s.Update(fn); err != nil {
		t.Fatal(err)
	}
}

func view(t testing.TB, s *Store, fn func(*Tx) error) {
	t.Helper()
	if err := s.View(fn); err != nil {
		t.Fatal(err)
	}
}

func equal[T any](t testing.TB, what string, got, want T) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

// candidacy is an application as the engine would put it, with entries in every derived bucket.
func candidacy(id string, at time.Time) (followup.Application, Index) {
	app := followup.Application{
		ID: id, Employer: "Acme " + id, Role: "Engineer", Domains: []string{"acme.example"}, Stage: followup.StageInterviewed,
		Turn: followup.TurnTheirs, TurnSince: at, Opened: at, Threads: []string{"first@acme.example", id + "@acme.example"},
		Notes: []followup.Note{{ID: id + "/nudge/1", Kind: followup.Nudge, Status: followup.Approved, SendAt: at,
			Text: "Dear all, is there any news about the role of " + id + "?"}},
	}
	return app, rederive(app)
}

// rederive stands for the engine: a pure function of the application.
func rederive(app followup.Application) Index {
	ix := Index{
		Dues: []followup.Due{{Kind: followup.DueSilence, At: app.TurnSince.Add(time.Hour), Why: "they are silent", Acts: true},
			{Kind: followup.DueQuiet, At: app.TurnSince.Add(time.Hour), Why: "gone quiet"}},
		Lane: "waiting", LaneAt: app.TurnSince, Row: []byte(`{"employer":"` + app.Employer + `"}`),
		Outbox: map[string]time.Time{}, EmployerKeys: []string{strings.ToLower(app.Employer)},
	}
	for _, n := range app.Notes {
		ix.Outbox[n.ID] = n.SendAt
	}
	return ix
}

func TestApplicationReturnsAsItWasPut(t *testing.T) {
	t.Parallel()
	s := fresh(t)
	want, ix := candidacy("a1", noon)
	update(t, s, func(tx *Tx) error {
		_, ok, err := tx.Application("a1")
		if ok || err != nil {
			t.Errorf("an application before it was put: %t, %v", ok, err)
		}
		return tx.PutApplication(want, ix)
	})
	s.Close()
	s = reopen(t, s.Path())
	view(t, s, func(tx *Tx) error {
		got, ok, err := tx.Application("a1")
		equal(t, "application", got, want)
		if !ok {
			t.Error("the application is gone after a restart")
		}
		equal(t, "now", tx.Now(), noon)
		return errors.Join(err, tx.CheckDerived(rederive))
	})
}

func TestIdentifiersThatWouldBreakAKeyAreRefused(t *testing.T) {
	t.Parallel()
	s := fresh(t)
	for _, id := range []string{"", "a\x00b", strings.Repeat("x", 2000)} {
		app, ix := candidacy("a", noon)
		app.ID = id
		ev := followup.Event{Kind: followup.EventTick}
		for what, try := range map[string]func(*Tx) error{
			"application": func(tx *Tx) error { return tx.PutApplication(app, ix) },
			"journal":     func(tx *Tx) error { return tx.AppendJournal(id, ev, "") },
			"letter":      func(tx *Tx) error { return tx.PutLetter(id, "f", nil) },
			"fingerprint": func(tx *Tx) error { return tx.PutLetter("n", id, nil) },
		} {
			if err := s.Update(try); err == nil {
				t.Errorf("%s with identifier %.10q was kept", what, id)
			}
		}
	}
}

func TestDerivedEntriesFollowTheApplication(t *testing.T) {
	t.Parallel()
	s := fresh(t)
	first, ix1 := candidacy("a1", noon)
	second, ix2 := candidacy("a2", noon.Add(time.Hour))
	update(t, s, func(tx *Tx) error {
		return errors.Join(tx.PutApplication(first, ix1), tx.PutApplication(second, ix2))
	})
	view(t, s, func(tx *Tx) error {
		both, err := tx.ByThread("none@x", "first@acme.example", "a1@acme.example")
		equal(t, "applications of the shared thread", both, []string{"a1", "a2"})
		one, err1 := tx.ByEmployer("acme a2")
		equal(t, "applications at acme a2", one, []string{"a2"})
		domain, err2 := tx.ByDomain("acme.example")
		equal(t, "applications of the domain", domain, []string{"a1", "a2"})
		at, ok := tx.SoonestDue()
		equal(t, "soonest due", at, noon.Add(time.Hour))
		at, ok2 := tx.SoonestOutbox()
		equal(t, "soonest note", at, noon)
		equal(t, "found both", ok && ok2, true)
		counts, err3 := tx.LaneCounts()
		equal(t, "lane counts", counts, map[Lane]int{"waiting": 2})
		return errors.Join(err, err1, err2, err3)
	})
	// The first moves to another lane, loses its note and its thread and gets one due, later.
	first.Threads, first.Domains = []string{"new@acme.example"}, nil
	update(t, s, func(tx *Tx) error {
		return tx.PutApplication(first, Index{Lane: "done", LaneAt: noon, Row: []byte("done"),
			Dues: []followup.Due{{Kind: followup.DueDeadline, At: noon.Add(48 * time.Hour)}}})
	})
	view(t, s, func(tx *Tx) error {
		gone, err := tx.ByThread("a1@acme.example")
		equal(t, "applications of the old thread", gone, nil)
		left, err1 := tx.ByDomain("acme.example")
		equal(t, "applications of the domain", left, []string{"a2"})
		counts, err2 := tx.LaneCounts()
		equal(t, "lane counts", counts, map[Lane]int{"waiting": 1, "done": 1})
		var out []string
		err3 := tx.OutboxBefore(noon.Add(time.Hour), func(app, note string, at time.Time) error {
			out = append(out, fmt.Sprint(app, " ", note, " ", at.Equal(noon.Add(time.Hour))))
			return nil
		})
		equal(t, "outbox", out, []string{"a2 a2/nudge/1 true"})
		return errors.Join(err, err1, err2, err3)
	})
	update(t, s, func(tx *Tx) error { return errors.Join(tx.DeleteApplication("a1"), tx.DeleteApplication("a2")) })
	view(t, s, func(tx *Tx) error {
		for _, b := range append(tx.derived, tx.index, tx.app) {
			equal(t, "keys left in "+string(b.name), len(b.keys(nil, 0, nil)), 0)
		}
		return nil
	})
}

func TestDueBeforeTakesWhatIsDueAndNoMore(t *testing.T) {
	t.Parallel()
	s := fresh(t)
	update(t, s, func(tx *Tx) error {
		for i, id := range []string{"c", "a", "b"} {
			app, _ := candidacy(id, noon)
			err := tx.PutApplication(app, Index{Dues: []followup.Due{{Kind: followup.DueSilence, At: noon.Add(time.Duration(i) * time.Minute)}}})
			if err != nil {
				return err
			}
		}
		return nil
	})
	var order []string
	update(t, s, func(tx *Tx) error {
		return tx.DueBefore(noon.Add(time.Minute), func(app string, d followup.Due) error {
			order = append(order, app+" "+d.At.Format("04"))
			// Firing puts the application while the walk goes on; here it also takes the next one away.
			return tx.DeleteApplication("a")
		})
	})
	equal(t, "dues, one of which was removed on the way", order, []string{"c 00"})
}

func TestLaneRowsComeInOrder(t *testing.T) {
	t.Parallel()
	s := fresh(t)
	update(t, s, func(tx *Tx) error {
		for i, id := range []string{"late", "early", "middle"} {
			app := followup.Application{ID: id}
			at := []time.Duration{2, 0, 1}[i]
			if err := tx.PutApplication(app, Index{Lane: "to approve", LaneAt: noon.Add(at * time.Hour), Row: []byte("row of " + id)}); err != nil {
				return err
			}
		}
		// A lane whose name begins with that of another is another lane.
		return tx.PutApplication(followup.Application{ID: "x"}, Index{Lane: "to approve too"})
	})
	view(t, s, func(tx *Tx) error {
		var up, down []string
		err := tx.Lane("to approve", 0, func(app string, row []byte) error { up = append(up, string(row)); return nil })
		err1 := tx.LaneNewest("to approve", 2, func(app string, _ []byte) error { down = append(down, app); return nil })
		equal(t, "rows", up, []string{"row of early", "row of middle", "row of late"})
		equal(t, "newest two", down, []string{"late", "middle"})
		n := 0
		err2 := tx.Lane("to approve", 1, func(string, []byte) error { n++; return nil })
		equal(t, "rows with limit 1", n, 1)
		return errors.Join(err, err1, err2)
	})
}

func TestJournalKeepsItsOrderWhenEntriesMove(t *testing.T) {
	t.Parallel()
	s := fresh(t)
	event := func(words string) followup.Event {
		return followup.Event{Kind: followup.EventWrote, At: noon, Words: words}
	}
	update(t, s, func(tx *Tx) error {
		return errors.Join(tx.AppendJournal("a", event("one"), "because one"), tx.AppendJournal("b", event("two"), "because two"),
			tx.AppendJournal("a", event("three"), "because three"), tx.AppendJournal("ab", event("other"), ""))
	})
	update(t, s, func(tx *Tx) error {
		entries, err := tx.Journal("b")
		if err != nil {
			return err
		}
		return tx.MoveJournal("b", entries[0].Seq, "a")
	})
	view(t, s, func(tx *Tx) error {
		entries, err := tx.Journal("a")
		var words []string
		for _, e := range entries {
			words = append(words, e.Event.Words+", "+e.Reason.String())
		}
		equal(t, "journal", words, []string{"one, because one", "two, because two", "three, because three"})
		return err
	})
	if err := s.Update(func(tx *Tx) error { return tx.MoveJournal("b", 2, "a") }); !errors.Is(err, ErrNotFound) {
		t.Errorf("moving an entry that is not there: %v", err)
	}
}

func TestJournalIsNeverWrittenOver(t *testing.T) {
	t.Parallel()
	s := fresh(t)
	update(t, s, func(tx *Tx) error { return tx.AppendJournal("a", followup.Event{Words: "kept"}, "") })
	err := s.Update(func(tx *Tx) error {
		if err := tx.journal.b.SetSequence(0); err != nil { // as damage could
			return err
		}
		return tx.AppendJournal("a", followup.Event{Words: "other"}, "")
	})
	if !errors.Is(err, ErrDamaged) {
		t.Errorf("appending under a number that is taken: %v", err)
	}
}

func TestLettersAreImmutable(t *testing.T) {
	t.Parallel()
	s := fresh(t)
	app, ix := candidacy("a", noon)
	note := app.Notes[0].ID
	update(t, s, func(tx *Tx) error {
		return errors.Join(tx.PutApplication(app, ix), tx.PutLetter(note, "f1", []byte("Dear Ms Roe")), tx.PutLetter(note, "f1", []byte("Dear Ms Roe")),
			tx.PutLetter("another", "f1", []byte("Dear Mr Doe")))
	})
	if err := s.Update(func(tx *Tx) error { return tx.PutLetter(note, "f1", []byte("Dear Sir")) }); !errors.Is(err, ErrImmutable) {
		t.Errorf("other bytes under the same fingerprint: %v", err)
	}
	letter := func(note string) string {
		var b []byte
		view(t, s, func(tx *Tx) (err error) { b, _, err = tx.Letter(note, "f1"); return err })
		return string(b)
	}
	equal(t, "letter", letter(note), "Dear Ms Roe")
	update(t, s, func(tx *Tx) error { return tx.DeleteApplication("a") })
	equal(t, "letter of a forgotten application", letter(note), "")
	equal(t, "letter of another", letter("another"), "Dear Mr Doe")
}

func TestSeenIsRememberedUntilItIsDropped(t *testing.T) {
	t.Parallel()
	s := fresh(t)
	hostile := strings.Repeat("x", 70_000) + "\x00"
	update(t, s, func(tx *Tx) error {
		return errors.Join(tx.MarkSeen("old", "a", noon.AddDate(0, -3, 0)), tx.MarkSeen("new", "b", noon), tx.MarkSeen(hostile, "c", noon),
			tx.MarkSeen("", "d", noon))
	})
	update(t, s, func(tx *Tx) error {
		n, err := tx.DropSeen(noon.AddDate(0, -1, 0))
		equal(t, "dropped", n, 1)
		for key, want := range map[string]string{"old": "", "new": "b", hostile: "c", "": "d"} {
			app, ok, err := tx.Seen(key)
			if err != nil || app != want || ok != (want != "") {
				t.Errorf("seen %.10q: %q, %t, %v", key, app, ok, err)
			}
		}
		return err
	})
}

func TestCursorsAccountsAndMeta(t *testing.T) {
	t.Parallel()
	s := fresh(t)
	want := Cursor{UIDValidity: 7, UID: 4_000_000_000, FirstScanDone: true, ScanUpTo: 9, Updated: noon, Extra: []byte{0, 255}}
	type server struct{ Sent string }
	update(t, s, func(tx *Tx) error {
		return errors.Join(tx.PutCursor("home", "INBOX/\x00\xff", want), tx.PutAccount("home", server{"Gesendet"}),
			tx.PutMeta("clock", noon), tx.PutMeta("gone", 1), tx.DropMeta("gone"))
	})
	view(t, s, func(tx *Tx) error {
		c, ok, err := tx.Cursor("home", "INBOX/\x00\xff")
		equal(t, "cursor", c, want)
		_, other, err1 := tx.Cursor("home", "Sent")
		var sv server
		_, err2 := tx.Account("home", &sv)
		equal(t, "account", sv.Sent, "Gesendet")
		var at time.Time
		_, err3 := tx.Meta("clock", &at)
		equal(t, "meta", at, noon)
		gone, err4 := tx.Meta("gone", &at)
		equal(t, "found", []bool{ok, other, gone}, []bool{true, false, false})
		var schema int
		_, err5 := tx.Meta("schema", &schema)
		equal(t, "schema", schema, Schema)
		return errors.Join(err, err1, err2, err3, err4, err5)
	})
	for _, key := range []string{"schema", "created", "program"} {
		if s.Update(func(tx *Tx) error { return tx.PutMeta(key, 9) }) == nil || s.Update(func(tx *Tx) error { return tx.DropMeta(key) }) == nil {
			t.Errorf("meta %s, which the store keeps itself, could be changed", key)
		}
	}
}

func TestAsideIsARingThatForgets(t *testing.T) {
	t.Parallel()
	now := noon
	s, err := Open(filepath.Join(t.TempDir(), "data", "followup.db"), Options{Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	list := func(limit int) (subjects []string) {
		view(t, s, func(tx *Tx) error {
			return tx.Aside(limit, func(sig followup.Signal) error { subjects = append(subjects, sig.Mail.Subject); return nil })
		})
		return subjects
	}
	put := func(tx *Tx, key, subject string) error {
		return tx.PutAside(key, followup.Signal{Mail: followup.Mail{Key: key, Subject: subject}})
	}
	update(t, s, func(tx *Tx) error {
		return errors.Join(put(tx, "k1", "first"), put(tx, "k2", "second"), put(tx, "k1", "first again"))
	})
	equal(t, "set aside, the newest first and each message once", list(0), []string{"first again", "second"})
	equal(t, "limited", list(1), []string{"first again"})
	update(t, s, func(tx *Tx) error { return tx.DropAside("k1") })
	equal(t, "after the user said what it was", list(0), []string{"second"})
	now = now.Add(AsideFor + time.Hour)
	equal(t, "after 30 days", list(0), nil)
	update(t, s, func(tx *Tx) error {
		for i := range AsideMax + 5 {
			if err := put(tx, fmt.Sprint(i), fmt.Sprint(i)); err != nil {
				return err
			}
		}
		return nil
	})
	all := list(0)
	equal(t, "size of the ring", len(all), AsideMax)
	equal(t, "oldest kept", all[AsideMax-1], "5")
	view(t, s, func(tx *Tx) error {
		equal(t, "records in the ring", len(tx.aside.keys(nil, 0, nil)), AsideMax)
		return nil
	})
}

func TestPoisonLedger(t *testing.T) {
	t.Parallel()
	s := fresh(t)
	update(t, s, func(tx *Tx) error {
		return errors.Join(tx.PutPoison("home", "INBOX", 1, 300, "too deep"), tx.PutPoison("home", "INBOX", 1, 7, "no header"),
			tx.PutPoison("home", "INBOX", 1, 7, "no header at all"), tx.PutPoison("home", "Sent", 1, 8, "x"), tx.DropPoison("home", "Sent", 1, 8))
	})
	view(t, s, func(tx *Tx) error {
		var got []string
		err := tx.Poison(func(p Poisoned) error { got = append(got, fmt.Sprint(p.Folder, " ", p.UID, " ", p.Why)); return nil })
		equal(t, "ledger", got, []string{"INBOX 7 no header at all", "INBOX 300 too deep"})
		yes, err1 := tx.IsPoison("home", "INBOX", 1, 7)
		no, err2 := tx.IsPoison("home", "INBOX", 2, 7)
		equal(t, "is poison", []bool{yes, no}, []bool{true, false})
		return errors.Join(err, err1, err2)
	})
}

func TestNothingOfAFailedTransactionStays(t *testing.T) {
	t.Parallel()
	s := fresh(t)
	sad := errors.New("sad")
	app, ix := candidacy("a", noon)
	err := s.Update(func(tx *Tx) error {
		return errors.Join(tx.PutApplication(app, ix), tx.PutCursor("home", "INBOX", Cursor{UID: 9}), sad)
	})
	if !errors.Is(err, sad) {
		t.Errorf("the caller's own error is lost: %v", err)
	}
	view(t, s, func(tx *Tx) error {
		_, ok, err := tx.Application("a")
		_, read, err1 := tx.Cursor("home", "INBOX")
		equal(t, "left over", ok || read, false)
		return errors.Join(err, err1)
	})
	if err := s.View(func(tx *Tx) error { return tx.PutMeta("k", 1) }); err == nil {
		t.Error("a View could write")
	}
}

func TestProfilesAreApart(t *testing.T) {
	t.Parallel()
	s := fresh(t)
	app, ix := candidacy("a", noon)
	update(t, s, func(tx *Tx) error { return tx.PutApplication(app, ix) })
	s.Close()
	other, err := Open(s.Path(), Options{Now: clock, Profile: "other"})
	if err != nil {
		t.Fatal(err)
	}
	view(t, other, func(tx *Tx) error {
		_, ok, err := tx.Application("a")
		equal(t, "found in another profile", ok, false)
		return err
	})
	other.Close()
	view(t, reopen(t, s.Path()), func(tx *Tx) error {
		_, ok, err := tx.Application("a")
		equal(t, "found in its own", ok, true)
		return err
	})
}

func TestTimeKeysSortAsTimesDo(t *testing.T) {
	t.Parallel()
	times := []time.Time{{}, time.Unix(0, 0), time.Unix(0, 1), noon, noon.Add(1), time.Date(2262, 1, 1, 0, 0, 0, 0, time.UTC)}
	for i, at := range times[1:] {
		if bytes.Compare(timeKey(times[i]), timeKey(at)) > 0 {
			t.Errorf("%v sorts after %v", times[i], at)
		}
		if !keyTime(timeKey(at)).Equal(at) {
			t.Errorf("%v comes back as %v", at, keyTime(timeKey(at)))
		}
	}
	late := timeKey(time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC))
	if bytes.Compare(late, timeKey(times[len(times)-1])) < 0 {
		t.Error("the year 9999 sorts before 2262")
	}
}

func TestCheckDerivedFindsADifference(t *testing.T) {
	t.Parallel()
	s := fresh(t)
	app, ix := candidacy("a", noon)
	update(t, s, func(tx *Tx) error { return tx.PutApplication(app, ix) })
	changes := map[string]func(followup.Application) Index{
		"a due that is gone":     func(a followup.Application) Index { ix := rederive(a); ix.Dues = ix.Dues[:1]; return ix },
		"a row that has changed": func(a followup.Application) Index { ix := rederive(a); ix.Row = []byte("other"); return ix },
		"another lane":           func(a followup.Application) Index { ix := rederive(a); ix.Lane = "done"; return ix },
		"another due":            func(a followup.Application) Index { ix := rederive(a); ix.Dues[0].Why = "other"; return ix },
		"no note to leave":       func(a followup.Application) Index { ix := rederive(a); ix.Outbox = nil; return ix },
	}
	for what, derived := range changes {
		if err := s.View(func(tx *Tx) error { return tx.CheckDerived(derived) }); err == nil {
			t.Errorf("%s was not found", what)
		}
		update(t, s, func(tx *Tx) error {
			return errors.Join(tx.Rebuild(derived), tx.CheckDerived(derived), tx.Rebuild(rederive))
		})
	}
	update(t, s, func(tx *Tx) error { return tx.due().put([]byte("stray key of no one"), nil) })
	if err := s.View(func(tx *Tx) error { return tx.CheckDerived(rederive) }); err == nil {
		t.Error("an entry that belongs to no application was not found")
	}
}

// dump reads everything through the API, for comparing two stores.
func dump(s *Store) (map[string]string, error) {
	all := map[string]string{}
	keep := func(key string, v any) error {
		b, err := json.Marshal(v)
		all[key] = string(b)
		return err
	}
	err := s.View(func(tx *Tx) error {
		err := tx.Applications(func(app followup.Application) error {
			entries, err := tx.Journal(app.ID)
			for _, n := range app.Notes {
				b, _, err := tx.Letter(n.ID, "f")
				if err := errors.Join(err, keep("letter "+n.ID, b)); err != nil {
					return err
				}
			}
			_, seen, err1 := tx.Seen("seen " + app.ID)
			return errors.Join(err, err1, keep("app "+app.ID, app), keep("journal "+app.ID, entries), keep("seen "+app.ID, seen))
		})
		err1 := tx.DueBefore(noon.AddDate(50, 0, 0), func(app string, d followup.Due) error {
			return keep("due "+app+" "+string(d.Kind), d)
		})
		err2 := tx.OutboxBefore(noon.AddDate(50, 0, 0), func(app, note string, at time.Time) error { return keep("outbox "+app+note, at) })
		err3 := tx.Lane("waiting", 0, func(app string, row []byte) error { return keep("lane "+app, row) })
		apps, err4 := tx.ByDomain("acme.example")
		cursor, _, err5 := tx.Cursor("home", "INBOX")
		return errors.Join(err, err1, err2, err3, err4, err5, keep("domain", apps), keep("cursor", cursor))
	})
	return all, err
}

// fill puts n applications with all that belongs to them.
func fill(t testing.TB, s *Store, n int) {
	t.Helper()
	update(t, s, func(tx *Tx) error {
		for i := range n {
			app, ix := candidacy(fmt.Sprintf("a%04d", i), noon.Add(time.Duration(i)*time.Minute))
			err := errors.Join(tx.PutApplication(app, ix), tx.MarkSeen("seen "+app.ID, app.ID, noon),
				tx.AppendJournal(app.ID, followup.Event{Kind: followup.EventApplied, At: noon, Words: "applied"}, "the first mail"),
				tx.PutLetter(app.Notes[0].ID, "f", []byte("Dear "+app.Employer)))
			if err != nil {
				return err
			}
		}
		return tx.PutCursor("home", "INBOX", Cursor{UIDValidity: 1, UID: uint32(n)})
	})
}

func TestRandomWritesKeepWhatIsDerived(t *testing.T) {
	t.Parallel()
	s := fresh(t)
	r := newRand(t)
	model := map[string]followup.Application{}
	for range 60 {
		update(t, s, func(tx *Tx) error {
			for range 1 + r.IntN(20) {
				id := fmt.Sprintf("a%02d", r.IntN(40))
				if r.IntN(4) == 0 {
					delete(model, id)
					if err := tx.DeleteApplication(id); err != nil {
						return err
					}
					continue
				}
				app, _ := candidacy(id, noon.Add(time.Duration(r.IntN(1000))*time.Minute))
				app.Notes = app.Notes[:r.IntN(2)]
				app.Threads = app.Threads[:r.IntN(3)]
				model[id] = app
				if err := errors.Join(tx.PutApplication(app, rederive(app)), tx.AppendJournal(id, followup.Event{}, "")); err != nil {
					return err
				}
			}
			return nil
		})
		view(t, s, func(tx *Tx) error { return tx.CheckDerived(rederive) })
	}
	var ids []string
	view(t, s, func(tx *Tx) error {
		return tx.Applications(func(app followup.Application) error { ids = append(ids, app.ID); return nil })
	})
	equal(t, "applications", ids, slices.Sorted(maps.Keys(model)))
	s.Close()
	if rep, err := Verify(s.Path()); err != nil || rep.Leaked > 0 {
		t.Errorf("verify after random writes: %v, %d pages leaked", err, rep.Leaked)
	}
}
