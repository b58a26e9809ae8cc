package mailwatch

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/emersion/go-imap/v2"

	"followup/mailwatch/mailtest"
)

func TestRestartRepeatsNothing(t *testing.T) {
	t.Parallel()
	o := office(t, mailtest.Options{})
	deliver(t, o, "INBOX", "a", "b")
	d := newDiary()
	_, stop := run(t, d.options(o))
	d.until(t, "the first reconcile", d.reconciled(1))
	stop()
	deliver(t, o, "INBOX", "c")
	run(t, d.options(o))
	d.until(t, "the second run's reconcile", d.reconciled(2))
	want := []string{"INBOX:a@acme.example", "INBOX:b@acme.example", "INBOX:c@acme.example"}
	if got := d.ids(); !slices.Equal(got, want) {
		t.Errorf("handed over %q, want %q", got, want)
	}
}

func TestUIDValidityChange(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		o := office(t, mailtest.Options{InMemory: true, Now: time.Now})
		deliver(t, o, "INBOX", "a", "b", "c")
		if err := o.Expunge("INBOX", 1); err != nil {
			t.Fatal(err)
		}
		d := newDiary()
		d.limit = time.Hour
		run(t, d.options(o))
		d.until(t, "the first reconcile", d.reconciled(1))
		if err := o.ChangeUIDValidity("INBOX"); err != nil {
			t.Fatal(err)
		}
		deliver(t, o, "INBOX", "d")
		d.until(t, "the mail after the change", func() bool { return d.count("d@acme.example") == 1 })
		d.mu.Lock()
		defer d.mu.Unlock()
		for _, b := range d.batches {
			for _, m := range b.Messages {
				again := b.Cursor.UIDValidity != d.batches[0].Cursor.UIDValidity && m.ID != "d@acme.example"
				if again && !b.Reset || b.Reset && b.First {
					t.Errorf("%s came in a batch with first %v, reset %v", m.ID, b.First, b.Reset)
				}
			}
		}
	})
}

func TestUIDNextDecreased(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		f := scripted(t, nil)
		for i := range 5 {
			f.put("INBOX", mailOf(fmt.Sprint("m", i)))
		}
		d := newDiary()
		d.limit = time.Hour
		run(t, f.options(d))
		d.until(t, "the first reconcile", d.reconciled(1))
		f.change("INBOX", func(b *fakeBox) {
			b.mails = map[uint32][]byte{1: mailOf("m4"), 2: mailOf("new")}
			b.next = 3
		})
		d.until(t, "the mail under a low UID", func() bool { return d.count("new@acme.example") == 1 })
		d.mu.Lock()
		defer d.mu.Unlock()
		if last := d.batches[len(d.batches)-1]; !last.Reset || last.Cursor.UID != 2 {
			t.Errorf("last batch: reset %v, cursor %+v", last.Reset, last.Cursor)
		}
	})
}

// A day of IDLE: the server answers n:* with its last message each time, and nothing is handed over twice.
func TestADayOfIDLE(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		o := office(t, mailtest.Options{InMemory: true})
		deliver(t, o, "INBOX", "a")
		deliver(t, o, "Sent", "s")
		d := newDiary()
		d.limit = 25 * time.Hour
		run(t, d.options(o))
		d.until(t, "the first reconcile", d.reconciled(1))
		<-time.After(24 * time.Hour)
		began := time.Now()
		deliver(t, o, "INBOX", "b")
		d.until(t, "the mail of the next day", func() bool { return d.count("b@acme.example") == 1 })
		within(t, "it", began, 0, time.Second)
		if d.count("a@acme.example") != 1 || d.count("s@acme.example") != 1 || o.Logins() != 1 {
			t.Errorf("handed over %q in %d logins", d.ids(), o.Logins())
		}
		if n := len(d.phases()); n != 3 {
			t.Errorf("phases %q, want connecting, scanning, watching", d.phases())
		}
		if !d.reconciled(24 * 30)() {
			t.Errorf("%d complete reconciles in a day, want one every two minutes", d.rounds)
		}
	})
}

// Other folders have no IDLE: a poll finds what came to them.
func TestPollFindsSentMail(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		o := office(t, mailtest.Options{InMemory: true})
		d := newDiary()
		d.limit = time.Hour
		run(t, d.options(o))
		d.until(t, "the first reconcile", d.reconciled(1))
		began := time.Now()
		deliver(t, o, "Sent", "mine")
		d.until(t, "the sent mail", func() bool { return d.count("mine@acme.example") == 1 })
		within(t, "it", began, 0, 2*time.Minute+time.Second)
	})
}

// Mail that comes while IDLE is about to begin announces itself to nobody, unless what the server said before counts too.
func TestMailAroundTheStartOfIDLE(t *testing.T) {
	t.Parallel()
	o := office(t, mailtest.Options{})
	d := newDiary()
	run(t, d.options(o))
	d.until(t, "the first reconcile", d.reconciled(1))
	for i := range 300 {
		id := fmt.Sprint("m", i)
		deliver(t, o, "INBOX", id)
		d.until(t, id, func() bool { return d.count(id+"@acme.example") == 1 })
	}
}

func TestExpungedWhileFetched(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		f := scripted(t, func(p *peer, _, command string) bool {
			if strings.HasPrefix(command, "UID FETCH") && p.box == "INBOX" {
				p.f.change("INBOX", func(b *fakeBox) { delete(b.mails, 2); delete(b.mails, 5) })
			}
			return false
		})
		for i := 1; i <= 3; i++ {
			f.put("INBOX", mailOf(fmt.Sprint("m", i)))
		}
		d := newDiary()
		d.limit = time.Hour
		run(t, f.options(d))
		d.until(t, "the first reconcile", d.reconciled(1))
		for i := 4; i <= 6; i++ {
			f.put("INBOX", mailOf(fmt.Sprint("m", i)))
		}
		d.until(t, "the last mail", func() bool { return d.count("m6@acme.example") == 1 })
		want := []string{"INBOX:m1@acme.example", "INBOX:m3@acme.example", "INBOX:m4@acme.example", "INBOX:m6@acme.example"}
		if got := d.ids(); !slices.Equal(got, want) || len(d.poison()) != 0 || f.connections() != 1 {
			t.Errorf("handed over %q, poison %v, in %d connections", got, d.poison(), f.connections())
		}
	})
}

// A change of flags elsewhere comes as a FETCH of its own; the client takes it for the answer.
func TestFlagsInPlaceOfTheAnswer(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		first := map[string]bool{}
		f := scripted(t, func(p *peer, _, command string) bool {
			if strings.HasPrefix(command, "UID FETCH") && !first[command] {
				first[command] = true
				for _, uid := range p.matching(strings.Fields(command)[2]) {
					p.say(`* 1 FETCH (UID %d FLAGS (\Seen))`, uid)
				}
			}
			return false
		})
		f.put("INBOX", mailOf("a"))
		d := newDiary()
		d.limit = time.Hour
		run(t, f.options(d))
		d.until(t, "the first reconcile", d.reconciled(1))
		f.put("INBOX", mailOf("b"))
		d.until(t, "live mail", func() bool { return d.count("b@acme.example") == 1 })
		if d.count("a@acme.example") != 1 || len(d.poison()) != 0 {
			t.Errorf("handed over %q, poison %v", d.ids(), d.poison())
		}
	})
}

// A server that tells the UID last gives the client no chance; the message must not vanish in silence.
func TestUIDLastIsShown(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		f := scripted(t, func(p *peer, tag, command string) bool {
			if !strings.HasPrefix(command, "UID FETCH") || p.box != "INBOX" {
				return false
			}
			p.say("* 1 FETCH (BODY[]<0> {2}\r\nhi UID 1)")
			p.say("%s OK done", tag)
			return true
		})
		f.put("INBOX", mailOf("a"))
		d := newDiary()
		d.limit = time.Hour
		run(t, f.options(d))
		d.until(t, "the first reconcile", d.reconciled(1))
		if p := d.poison(); len(p) != 1 || p[0].UID != 1 {
			t.Errorf("poison %+v", p)
		}
	})
}

func TestSparseUIDs(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		f := scripted(t, nil)
		uids := []uint32{3, 1000, 1 << 20, 1<<31 + 5, 1<<32 - 3}
		f.change("INBOX", func(b *fakeBox) {
			for _, uid := range uids {
				b.mails[uid] = mailOf(fmt.Sprint("m", uid))
			}
			b.next = 1<<32 - 2
		})
		d := newDiary()
		d.limit = time.Hour
		run(t, f.options(d))
		d.until(t, "the first reconcile", d.reconciled(1))
		if got := d.ids(); len(got) != len(uids) {
			t.Errorf("handed over %q", got)
		}
		f.change("INBOX", func(b *fakeBox) { b.mails[1<<32-2] = mailOf("last"); b.next = 1<<32 - 1 })
		d.until(t, "the last possible mail but one", func() bool { return d.count("last@acme.example") == 1 })
	})
}

// A server that answers a search with every UID there could be must not be believed into memory.
func TestGiantSearchAnswer(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		f := scripted(t, func(p *peer, tag, command string) bool {
			switch {
			case command == "CAPABILITY":
				p.say("* CAPABILITY IMAP4rev1 IDLE ESEARCH")
			case strings.HasPrefix(command, "UID SEARCH"):
				p.say(`* ESEARCH (TAG "%s") UID ALL 1:4294967295`, tag)
			default:
				return false
			}
			p.say("%s OK done", tag)
			return true
		})
		f.put("INBOX", mailOf("a"))
		s, _ := f.session(t)
		set, err := s.search(t.Context(), 1, &imap.SearchCriteria{})
		if err != nil {
			t.Fatal(err)
		}
		if n, last := span(set, 10); n != 1<<32-11 || last != 1<<32-1 {
			t.Errorf("%d UIDs up to %d", n, last)
		}
	})
}

func TestSearchAnswerWithoutUIDs(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		f := scripted(t, func(p *peer, tag, command string) bool {
			switch {
			case command == "CAPABILITY":
				p.say("* CAPABILITY IMAP4rev1 IDLE ESEARCH")
			case strings.HasPrefix(command, "UID SEARCH"):
				p.say(`* ESEARCH (TAG "%s") ALL 1:3`, tag)
			default:
				return false
			}
			p.say("%s OK done", tag)
			return true
		})
		s, _ := f.session(t)
		if set, err := s.search(t.Context(), 1, &imap.SearchCriteria{}); err == nil {
			t.Errorf("sequence numbers were taken for an answer: %v", set)
		}
	})
}

func TestVanishedFolderIsAFaultAndNoMore(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		o := office(t, mailtest.Options{InMemory: true, Mailboxes: []string{"Jobs"}})
		d := newDiary()
		d.limit = time.Hour
		opts := d.options(o)
		opts.Folders = []string{"Jobs", "Nowhere"}
		w, _ := run(t, opts)
		deliver(t, o, "Jobs", "a")
		d.until(t, "mail in a folder by name", func() bool { return d.count("a@acme.example") == 1 })
		d.until(t, "a reconcile", d.reconciled(1))
		if got := w.Status().Missing; !slices.Equal(got, []string{"Nowhere"}) {
			t.Errorf("missing %q", got)
		}
		if err := o.ChangeUIDValidity("Jobs"); err != nil { // and come back
			t.Fatal(err)
		}
		deliver(t, o, "Jobs", "b")
		d.until(t, "mail after the folder came back", func() bool { return d.count("b@acme.example") == 1 })
	})
}
