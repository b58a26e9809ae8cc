package engine_test

import (
	"strings"
	"testing"
	"time"

	"followup/followup"
	"followup/followup/engine"
)

// TestClockThatJumpsAhead: nothing fires or leaves by a clock that jumped more than a day ahead, until a mail from outside
// shows that the time is right or a person says so. A machine that slept did not jump.
func TestClockThatJumpsAhead(t *testing.T) {
	t.Parallel()
	fresh := func(b *bench, when time.Time, change func(*followup.Signal)) {
		b.read(mail(when, followup.Other, change))
	}
	for _, c := range []struct {
		name  string
		slept time.Duration // how far the clock that nobody sets went on
		jump  time.Duration
		then  func(*bench, time.Time)
		left  bool
	}{
		{"An hour is no jump.", 0, time.Hour, nil, true},
		{"Two days in which the machine slept are none.", 48 * time.Hour, 48 * time.Hour, nil, true},
		{"Two days at once hold it.", 0, 48 * time.Hour, nil, false},
		{"Old mail confirms nothing.", 0, 48 * time.Hour, func(b *bench, now time.Time) {
			fresh(b, now.Add(-48*time.Hour), func(*followup.Signal) {})
		}, false},
		{"The user's own copy confirms nothing.", 0, 48 * time.Hour, func(b *bench, now time.Time) {
			fresh(b, now, func(s *followup.Signal) {
				s.Detail, s.Mail.From = followup.DetailOwn, followup.Address{Addr: "robin@ashby.example"}
			})
		}, false},
		{"New mail confirms the time.", 0, 48 * time.Hour, func(b *bench, now time.Time) { fresh(b, now, func(*followup.Signal) {}) }, true},
		{"A person confirms it.", 0, 48 * time.Hour, func(b *bench, now time.Time) {
			if _, err := b.Unhold(t.Context(), b.only().ID); err != nil {
				t.Fatal(err)
			}
		}, true},
		{"A start in between does not forget it.", 0, 48 * time.Hour, func(b *bench, now time.Time) {
			b.crash()
			b.at(now)
		}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			up := time.Hour
			b := newBench(t)
			b.options = func(o *engine.Options) { o.Uptime = func() time.Duration { return up } }
			b.crash()
			n := b.approve(b.draft())
			b.tick()
			up += c.slept
			now := latestOf(b.clock().Add(c.jump), n.SendAt)
			b.at(now)
			if err := b.send(); err != nil {
				t.Fatal(err)
			}
			if jumped := c.jump-c.slept > 24*time.Hour; jumped != (b.only().Hold == followup.HoldAhead) {
				t.Fatalf("held %q", b.only().Hold)
			}
			if c.then != nil {
				c.then(b, now)
				up += time.Minute
				b.at(now.Add(time.Minute))
				if err := b.send(); err != nil {
					t.Fatal(err)
				}
			}
			if left := len(b.office.accepted) == 1; left != c.left {
				t.Errorf("left %v, held %q, %s", left, b.only().Hold, b.only().Status)
			}
		})
	}
}

func latestOf(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// The engine tells time by the wall clock alone: a difference of two monotonic readings is the same before and after the clock
// was set, and no jump would ever be seen.
func TestTimeIsTheWallClocks(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.options = func(o *engine.Options) { o.Now = time.Now }
	b.crash()
	if now := b.Now(); strings.Contains(now.String(), " m=") {
		t.Errorf("%s has a monotonic reading", now)
	}
}
