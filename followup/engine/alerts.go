package engine

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"followup/followup"
	"followup/followup/store"
)

const (
	wakes, rests = 8, 20            // the hours of the user's day in which is told what can wait
	atOnce       = 3                // more than these are told in one line
	hardWeek     = 3                // rejections in five business days, from which what can wait is told once a day
	unread       = time.Hour        // a mailbox that was not read for this long
	unreadSeen   = 10 * time.Minute // and was seen so for this long, is told of: a laptop that just woke reads it in a moment
	toldFor      = 60 * 24 * time.Hour
	lookAgain    = 10 * time.Minute // a morning or the end of a quiet time may have come
)

// told is what the store keeps of notifications: each is told once, and a day has only so many.
type told struct {
	Keys   map[string]int64 `json:"keys"` // Alert.Key -> Unix seconds
	Day    string           `json:"day"`  // of the user's, "2006-01-02"
	Count  int              `json:"count"`
	Digest string           `json:"digest"` // the day of the last line that summed up
}

// Alert tells the user what is to be told now, through Options.Tell: each thing once, few a day, and nothing that can wait
// while she wants quiet. That it was told is committed before it is: rather once too few than again and again.
func (e *Engine) Alert() error {
	if e.Tell == nil {
		return nil
	}
	now := e.Now()
	broken := e.unwatched(now)
	keys := ""
	for _, a := range broken {
		keys += a.Key + "\n"
	}
	e.mu.Lock()
	look := e.changed || !now.Before(e.alertAt) || keys != e.brokenThen
	e.changed = false
	e.mu.Unlock()
	if !look {
		return nil
	}
	var lines []followup.Alert
	next := now.Add(lookAgain)
	err := e.view(func(c *change) error {
		due, at, hard, err := c.dueAlerts()
		if err != nil {
			return err
		}
		if !at.IsZero() && at.Before(next) {
			next = at
		}
		lines, _, err = c.choose(append(broken, due...), hard)
		return err
	})
	if err == nil && len(lines) > 0 {
		err = e.Store.Update(func(tx *store.Tx) error { // the facts may have changed: it is chosen anew
			c := &change{Engine: e, tx: tx, now: tx.Now()}
			due, _, hard, err := c.dueAlerts()
			if err != nil {
				return err
			}
			var t told
			if lines, t, err = c.choose(append(broken, due...), hard); err != nil {
				return err
			}
			return tx.PutMeta("alerted", t)
		})
	}
	if err != nil {
		return err
	}
	e.mu.Lock()
	e.alertAt, e.brokenThen = next, keys
	e.mu.Unlock()
	for _, a := range lines {
		e.Tell(a)
	}
	return nil
}

// dueAlerts returns the alerts whose time has come, when the next comes, and whether this is a hard week.
func (c *change) dueAlerts() (due []followup.Alert, next time.Time, hard bool, err error) {
	noes := 0
	no := func(en entry) {
		if last := en.Rows[len(en.Rows)-1]; en.Outcome == followup.OutcomeRejected && c.recentNo(last.When) {
			noes++
		}
	}
	err = c.entries(asking, func(en entry) error {
		no(en)
		for _, a := range en.Alerts {
			switch {
			case a.At.After(c.now):
				if next.IsZero() || a.At.Before(next) {
					next = a.At
				}
			case a.Until.IsZero() || a.Until.After(c.now):
				due = append(due, a)
			}
		}
		return nil
	})
	if err == nil {
		err = c.tx.LaneNewest(store.Lane(LaneDone), 20, func(_ string, b []byte) error {
			var en entry
			if err := json.Unmarshal(b, &en); err != nil || len(en.Rows) == 0 {
				return err
			}
			no(en)
			return nil
		})
	}
	return due, next, noes >= hardWeek, err
}

// choose picks from the alerts that stand what is told now, and returns what is then told of.
func (c *change) choose(due []followup.Alert, hard bool) (lines []followup.Alert, t told, err error) {
	if _, err = c.tx.Meta("alerted", &t); err != nil {
		return nil, t, err
	}
	local := c.now.In(c.Policy.Zone)
	if day := local.Format("2006-01-02"); t.Day != day {
		t.Day, t.Count = day, 0
	}
	keys := map[string]int64{}
	for k, at := range t.Keys {
		if c.now.Sub(time.Unix(at, 0)) < toldFor || slices.ContainsFunc(due, func(a followup.Alert) bool { return a.Key == k }) {
			keys[k] = at
		}
	}
	t.Keys = keys
	say := func(a followup.Alert, of ...followup.Alert) {
		lines = append(lines, a)
		t.Count++
		for _, a := range of {
			t.Keys[a.Key] = c.now.Unix()
		}
	}
	var waits []followup.Alert
	for _, a := range due {
		switch _, known := t.Keys[a.Key]; {
		case known:
		case a.Urgent:
			say(a, a)
		default:
			waits = append(waits, a)
		}
	}
	until, err := c.quietUntil()
	away := slices.ContainsFunc(c.Policy.Away, func(s followup.Span) bool { return s.Holds(c.now) })
	room := c.TellMost - t.Count
	switch {
	case err != nil, len(waits) == 0, !until.IsZero(), away, local.Hour() < wakes, local.Hour() >= rests, room <= 0:
	case hard && t.Digest == t.Day:
	case hard || len(waits) > min(atOnce, room):
		t.Digest = t.Day
		say(summed(waits), waits...)
	default:
		for _, a := range waits {
			say(a, a)
		}
	}
	return lines, t, err
}

// summed is one line for several alerts.
func summed(of []followup.Alert) followup.Alert {
	if len(of) == 1 {
		return of[0]
	}
	counts := map[followup.AlertKind]int{}
	for _, a := range of {
		counts[a.Kind]++
	}
	var parts []string
	for _, k := range []struct {
		kind      followup.AlertKind
		one, many string
	}{{followup.AlertLetter, "letter", "letters"}, {followup.AlertDoubt, "mail", "mails"}, {followup.AlertDeadline, "date", "dates"}} {
		switch n := counts[k.kind]; n {
		case 0:
		case 1:
			parts = append(parts, "1 "+k.one)
		default:
			parts = append(parts, fmt.Sprintf("%d %s", n, k.many))
		}
	}
	words := strings.Join(parts, " and ")
	if n := len(parts); n > 2 {
		words = strings.Join(parts[:n-1], ", ") + " and " + parts[n-1]
	}
	return followup.Alert{Kind: of[0].Kind, Words: words + " wait for you: followup status", At: of[0].At}
}

// unwatched returns an alert for each mailbox that is not watched: one that only a person can mend, or one that was not read
// for long. Each is told of once a day.
func (e *Engine) unwatched(now time.Time) (out []followup.Alert) {
	for _, a := range e.States() {
		e.mu.Lock()
		since, seen := e.stale[a.Name]
		stale := a.Broken || a.ScanOf == 0 && now.Sub(later(a.Reconciled, e.began)) > unread
		switch {
		case !stale:
			delete(e.stale, a.Name)
		case !seen || since.After(now):
			since = now
			e.stale[a.Name] = now
		}
		e.mu.Unlock()
		if !stale || !a.Broken && now.Sub(since) < unreadSeen {
			continue
		}
		words := "The mailbox " + a.Name + " is not watched: followup status says why"
		day := now.In(e.Policy.Zone).Format("2006-01-02")
		out = append(out, followup.Alert{Key: "watching:" + a.Name + ":" + day, Kind: followup.AlertWatching, Words: words, At: since, Urgent: true})
	}
	return out
}
