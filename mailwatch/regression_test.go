package mailwatch

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/emersion/go-imap/v2"
)

// L1: the client itself waits for ever on a server that has gone silent.
func TestL1SilenceInACommandIsNoticed(t *testing.T) {
	t.Parallel()
	for _, verb := range []string{"CAPABILITY", "LOGIN", "EXAMINE", "UID SEARCH", "UID FETCH"} {
		synctest.Test(t, func(t *testing.T) {
			f := scripted(t, func(p *peer, _, command string) bool {
				if strings.HasPrefix(command, verb) {
					p.swallow()
					return true
				}
				return false
			})
			f.put("INBOX", mailOf("a"))
			began := time.Now()
			s, err := openSession(t.Context(), f.options(newDiary()).Account, f.dial, nil)
			if err == nil {
				defer s.close()
				if _, err = s.examine(t.Context(), "INBOX"); err == nil {
					if _, err = s.search(t.Context(), 1, &imap.SearchCriteria{}); err == nil {
						err = s.fetch(t.Context(), imap.UIDSetNum(1), wantWhole(100), func(*fetched) {})
					}
				}
			}
			if !errors.Is(err, ErrSilent) {
				t.Errorf("%s: error %v, want %v", verb, err, ErrSilent)
			}
			within(t, verb, began, 30*time.Second, 90*time.Second)
		})
	}
}

func TestL1SilenceBeforeTheGreetingIsNoticed(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ours, theirs := newPipe()
		defer theirs.Close()
		f := newFake(nil)
		began := time.Now()
		_, err := openSession(t.Context(), f.options(newDiary()).Account, ours, nil)
		if !errors.Is(err, ErrSilent) {
			t.Errorf("error %v, want %v", err, ErrSilent)
		}
		within(t, "the wait", began, time.Minute, 90*time.Second)
	})
}

func TestL1SilenceInIDLEIsNoticed(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		f := scripted(t, func(p *peer, _, command string) bool {
			if command != "IDLE" {
				return false
			}
			p.say("+ idling")
			p.swallow()
			return true
		})
		s, _ := f.session(t)
		began := time.Now()
		_, err := s.idle(t.Context(), 5*time.Minute, nil)
		if !errors.Is(err, ErrSilent) {
			t.Errorf("error %v, want %v", err, ErrSilent)
		}
		within(t, "IDLE", began, 5*time.Minute, 5*time.Minute+75*time.Second)
	})
}

// L1: a dripping server is not silent, but no command lasts for ever.
func TestL1DripIsCutOff(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		f := scripted(t, func(p *peer, _, command string) bool {
			if !strings.HasPrefix(command, "EXAMINE") {
				return false
			}
			for {
				if _, err := p.Write([]byte("* OK Still here\r\n")); err != nil {
					return true
				}
				time.Sleep(time.Minute) // in a bubble: the server's own pace
			}
		})
		s, _ := f.session(t)
		began := time.Now()
		_, err := s.examine(t.Context(), "INBOX")
		if !errors.Is(err, ErrSilent) {
			t.Errorf("error %v, want %v", err, ErrSilent)
		}
		within(t, "EXAMINE", began, 10*time.Minute, commandEnd+time.Minute)
	})
}

// L2: the client re-issues IDLE after 28 minutes only, and no option changes that.
func TestL2IDLEIsShort(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		f := scripted(t, nil)
		s, _ := f.session(t)
		began := time.Now()
		if news, err := s.idle(t.Context(), 5*time.Minute, nil); news || err != nil {
			t.Errorf("news %v, error %v", news, err)
		}
		within(t, "IDLE", began, 5*time.Minute, 5*time.Minute)
	})
}

// L3: a deeply nested reply overflows the stack and takes the process with it.
func TestL3DeepNestingClosesTheConnection(t *testing.T) {
	t.Parallel()
	f := scripted(t, func(p *peer, _, command string) bool {
		if !strings.HasPrefix(command, "UID FETCH") {
			return false
		}
		fmt.Fprint(p, "* 1 FETCH (UID 1 BODYSTRUCTURE ")
		for range 3000 {
			if _, err := p.Write(bytes.Repeat([]byte("("), 1000)); err != nil {
				return true
			}
		}
		return true
	})
	s, _ := f.session(t)
	err := s.fetch(t.Context(), imap.UIDSetNum(1), wantParts(), func(*fetched) {})
	if !errors.Is(err, ErrNesting) {
		t.Errorf("error %v, want %v", err, ErrNesting)
	}
}

// L3: 201 brackets in somebody's mail are no attack.
func TestL3BracketsInMailAreFine(t *testing.T) {
	t.Parallel()
	f := scripted(t, nil)
	raw := append(mailOf("a"), strings.Repeat("(", 100_000)...)
	uid := f.put("INBOX", raw)
	s, _ := f.session(t)
	if _, err := s.examine(t.Context(), "INBOX"); err != nil {
		t.Fatal(err)
	}
	var got []byte
	err := s.fetch(t.Context(), imap.UIDSetNum(imap.UID(uid)), wantWhole(1<<20), func(f *fetched) { got = f.body[0] })
	if err != nil || !bytes.Equal(got, raw) {
		t.Errorf("error %v, %d bytes of %d", err, len(got), len(raw))
	}
}

// L4: the client buffers a line of any length.
func TestL4EndlessRepliesAreCutOff(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ why, head, more string }{
		{"outside literals", "* SEARCH", " 123456789"},
		{"text", "* OK ", "blah blah "},
		{"many literals", "* 1 FETCH (UID 1 BODY[]<0> {100}\r\n", strings.Repeat("x", 100) + ")\r\n* 1 FETCH (UID 1 BODY[]<0> {100}\r\n"},
	} {
		f := scripted(t, func(p *peer, _, command string) bool {
			if !strings.HasPrefix(command, "UID FETCH") {
				return false
			}
			fmt.Fprint(p, row.head)
			more := bytes.Repeat([]byte(row.more), 1000)
			for n := 0; n < 3*replyBytes; n += len(more) {
				if _, err := p.Write(more); err != nil {
					return true
				}
			}
			return true
		})
		s, _ := f.session(t)
		err := s.fetch(t.Context(), imap.UIDSetNum(1), wantWhole(100), func(*fetched) {})
		if !errors.Is(err, ErrTooBig) {
			t.Errorf("%s: error %v, want %v", row.why, err, ErrTooBig)
		}
	}
}

// L5: a literal that ends with the connection looks complete to the client.
func TestL5TruncatedLiteralIsNoMessage(t *testing.T) {
	t.Parallel()
	f := scripted(t, func(p *peer, _, command string) bool {
		if !strings.HasPrefix(command, "UID FETCH") {
			return false
		}
		fmt.Fprintf(p, "* 1 FETCH (UID 1 INTERNALDATE %s RFC822.SIZE 1000 BODY[]<0> {1000}\r\nonly the first", someDate)
		p.Close()
		return true
	})
	s, _ := f.session(t)
	err := s.fetch(t.Context(), imap.UIDSetNum(1), wantWhole(1000), func(f *fetched) { t.Errorf("took %q", f.body[0]) })
	if !errors.Is(err, ErrLost) {
		t.Errorf("error %v, want %v", err, ErrLost)
	}
}

// L5: what was read is kept only if the FETCH ends well; and a server that sends more than was asked for is not believed.
func TestL5OverlongLiteralIsNoMessage(t *testing.T) {
	t.Parallel()
	f := scripted(t, nil)
	uid := f.put("INBOX", mailOf("a"))
	s, _ := f.session(t)
	if _, err := s.examine(t.Context(), "INBOX"); err != nil {
		t.Fatal(err)
	}
	err := s.fetch(t.Context(), imap.UIDSetNum(imap.UID(uid)), wantWhole(10), func(f *fetched) { t.Errorf("took %q", f.body[0]) })
	if !errors.Is(err, errTorn) || !s.alive() {
		t.Errorf("error %v, alive %v; want %v on a living connection", err, s.alive(), errTorn)
	}
}

// L6: whatever the client cannot parse kills the connection. Each of these messages is left behind and the watch goes on;
// where the server is wrong about date or size only, the message is read without them.
func TestL6OneBadMessageDoesNotStopTheWatch(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		why      string
		reply    string // for UID 2
		bare     bool   // only when date and size are asked for
		readable bool
	}{
		{"an unknown reply", "* VANISHED 1", false, false},
		{"an unknown item", "* 1 FETCH (UID 2 X-GM-MSGID 123)", false, false},
		{"a bad date", `* 1 FETCH (UID 2 INTERNALDATE "never")`, true, true},
		{"a negative size", "* 1 FETCH (UID 2 RFC822.SIZE -1)", true, true},
		{"deep brackets", "* 1 FETCH (UID 2 BODY " + strings.Repeat("(", 300), false, false},
		{"a NO", "NO", false, false},
	} {
		t.Run(row.why, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				f := scripted(t, func(p *peer, tag, command string) bool {
					if p.box != "INBOX" || !strings.HasPrefix(command, "UID FETCH") || row.bare && !strings.Contains(command, "INTERNALDATE") {
						return false
					}
					if !slices.Contains(p.matching(strings.Fields(command)[2]), 2) {
						return false
					}
					if row.reply == "NO" {
						p.say("%s NO [SERVERBUG] internal error", tag)
					} else {
						p.say("%s", row.reply)
						p.say("%s OK done", tag)
					}
					return true
				})
				for _, id := range []string{"one", "two", "three"} {
					f.put("INBOX", mailOf(id))
				}
				d := newDiary()
				d.limit = time.Hour
				run(t, f.options(d))
				d.until(t, "the scan to get past it", d.reconciled(1))
				f.put("INBOX", mailOf("four"))
				d.until(t, "live mail", func() bool { return d.count("four@acme.example") == 1 })
				want := 0
				if row.readable {
					want = 1
				}
				if d.count("two@acme.example") != want || len(d.poison()) != 1-want {
					t.Errorf("handed over %q, poison %+v", d.ids(), d.poison())
				}
				for _, id := range []string{"one", "three"} {
					if d.count(id+"@acme.example") != 1 {
						t.Errorf("%s was handed over %d times", id, d.count(id+"@acme.example"))
					}
				}
				// The same as live mail.
				if p := d.poison(); len(p) == 1 && p[0].UID != 2 {
					t.Errorf("poison %+v", p)
				}
			})
		})
	}
}

// L7: the client reads ALERT and BYE and throws them away.
func TestL7LastWordsAreKept(t *testing.T) {
	t.Parallel()
	f := scripted(t, func(p *peer, tag, command string) bool {
		if !strings.HasPrefix(command, "EXAMINE") {
			return false
		}
		p.say("* OK [ALERT] the disk is full")
		p.say("* BYE [UNAVAILABLE] back in an hour")
		p.Close()
		return true
	})
	s, told := f.session(t)
	_, err := s.examine(t.Context(), "INBOX")
	if !errors.Is(err, errThrottled) || !strings.Contains(err.Error(), "back in an hour") {
		t.Errorf("error %v", err)
	}
	want := []string{"[ALERT] the disk is full", "[UNAVAILABLE] back in an hour"}
	if !slices.Equal(*told, want) {
		t.Errorf("told %q, want %q", *told, want)
	}
}

// Whatever a server says, a command ends, nothing panics, and no message is made of half of one.
func FuzzReplies(f *testing.F) {
	f.Add([]byte("* 1 FETCH (UID 1 FLAGS (\\Seen) INTERNALDATE " + someDate + " RFC822.SIZE 5 BODY[]<0> {5}\r\nhello)\r\nT4 OK done\r\n"))
	f.Add([]byte("* 1 FETCH (UID 1 BODY[]<0> \"quoted\")\r\n* 2 FETCH (FLAGS ())\r\nT4 NO [SERVERBUG] x\r\n"))
	f.Add([]byte("* ESEARCH (TAG \"T4\") UID ALL 1:*\r\n* LIST () \"/\" {3}\r\nabc\r\n* BYE\r\n"))
	f.Add([]byte("* 1 FETCH (UID 1 BODY[]<0> {50}\r\ncut"))
	f.Fuzz(func(t *testing.T, reply []byte) {
		server := newFake(func(p *peer, _, command string) bool {
			if !strings.HasPrefix(command, "UID FETCH") {
				return false
			}
			_, _ = p.Write(reply)
			p.Close()
			return true
		})
		defer server.close()
		s, err := openSession(t.Context(), server.options(newDiary()).Account, server.dial, nil)
		if err != nil {
			t.Fatal(err)
		}
		defer s.close()
		err = s.fetch(t.Context(), imap.UIDSetNum(1), wantWhole(100), func(got *fetched) {
			if len(got.body[0]) > 100 {
				t.Errorf("took %d bytes", len(got.body[0]))
			}
		})
		if err == nil && !bytes.Contains(reply, []byte("OK")) {
			t.Errorf("%q was taken for a good end", reply)
		}
	})
}
