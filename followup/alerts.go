package followup

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// AlertKind is what a notification is about.
type AlertKind string

// The kinds of alert.
const (
	AlertLetter    AlertKind = "letter"    // one waits for a yes
	AlertDoubt     AlertKind = "doubt"     // a mail waits for an answer
	AlertInterview AlertKind = "interview" // one comes near
	AlertDeadline  AlertKind = "deadline"  // an assessment or an offer runs out
	AlertWatching  AlertKind = "watching"  // a mailbox is not watched
)

// Alert is one notification: it is told once, when At has come, and not any more when Until has (zero: as long as it
// stands). Words are one line with the employer's name and what it is about, never mail text and no address.
type Alert struct {
	Key    string    `json:"key"` // each is told once
	Kind   AlertKind `json:"kind"`
	Words  string    `json:"words"`
	At     time.Time `json:"at"`
	Until  time.Time `json:"until,omitzero"`
	App    string    `json:"app,omitempty"`
	Urgent bool      `json:"urgent,omitempty"` // it cannot wait: told also where the user wants quiet, and over the daily cap
}

// Alerts returns all that is to be told about an application as its facts stand, soonest first, also what lies ahead.
func (p Policy) Alerts(app Application) []Alert {
	p = p.usable()
	if app.Stage == StageNew || !app.Archived.IsZero() {
		return nil
	}
	var out []Alert
	add := func(kind AlertKind, at, until time.Time, words string, key ...string) {
		out = append(out, Alert{Key: alertKey(kind, append(key, app.ID)...), Kind: kind, Words: words, At: at, Until: until, App: app.ID})
	}
	firm := alertName(app.Employer)
	for _, d := range app.Doubts {
		add(AlertDoubt, d.Since, time.Time{}, "A mail that may be from "+firm+" waits for your answer", d.Key)
	}
	for _, n := range app.Notes {
		if words, at := noteAlert(n, firm); words != "" {
			add(AlertLetter, at, time.Time{}, words, n.ID, string(n.Status), string(n.Back))
		}
	}
	for _, a := range p.Ahead(app) {
		begins := a.At.In(place(p.Zone)).Format("15:04 on Monday 2 January")
		if a.Interview.Floating {
			begins += " (they name no time zone: ask them)"
		}
		words, key := "Your interview with "+firm+" begins at "+begins, strconv.FormatInt(a.At.Unix(), 10)
		add(AlertInterview, a.At.Add(-24*time.Hour), a.At.Add(-time.Hour), words, key, "24h")
		add(AlertInterview, a.At.Add(-time.Hour), a.At, words, key, "1h")
	}
	out = append(out, p.deadlineAlerts(&app, firm)...)
	for i := range out {
		a := &out[i]
		a.Urgent = a.Urgent || a.Kind == AlertInterview
		if until := app.QuietUntil; !a.Urgent && a.At.Before(until) { // she wants to hear nothing of this one
			a.At = until
		}
	}
	slices.SortStableFunc(out, func(a, b Alert) int { return a.At.Compare(b.At) })
	return out
}

// noteAlert says what a letter asks of the user, and since when.
func noteAlert(n Note, firm string) (words string, at time.Time) {
	switch n.Status {
	case Proposed:
		at = latest(n.Proposed, n.Snoozed)
		if n.Kind == RejectionResponse { // a no needs time to breathe
			at = latest(at, n.NotBefore)
		}
		if n.Back != "" {
			return "Your letter to " + firm + " needs another yes", at
		}
		return "A letter to " + firm + " waits for your yes: " + string(n.Kind), at
	case Failed:
		return "Your letter to " + firm + " could not be delivered", n.lastTry()
	case Unsure:
		return "Nobody knows whether your letter to " + firm + " left: say what you know", n.lastTry()
	}
	return "", time.Time{}
}

// lastTry is when the last attempt began.
func (n Note) lastTry() time.Time {
	if len(n.Attempts) == 0 {
		return n.Proposed
	}
	return n.Attempts[len(n.Attempts)-1].Began
}

// deadlineAlerts tells of what runs out: tasks and offers, at the times that their dues name. Where one is told too late,
// the next takes its place.
func (p Policy) deadlineAlerts(app *Application, firm string) (out []Alert) {
	last := map[string]int{} // Task.ID, empty for the offer -> the newest alert about it
	for _, d := range p.Next(*app) {
		var end time.Time
		words := ""
		switch i := slices.IndexFunc(app.Tasks, func(t Task) bool { return t.ID == d.Task }); {
		case d.Kind == DueTask && d.Level > 0 && i >= 0:
			end, words = app.Tasks[i].Deadline, taskName(app.Tasks[i].Kind)+" "+firm+" is due at "
		case d.Kind == DueOffer && app.Offer != nil:
			end, words = app.Offer.Deadline, "The offer of "+firm+" wants an answer by "
		}
		if !d.At.Before(end) {
			continue
		}
		if i, ok := last[d.Task]; ok {
			out[i].Until = d.At
		}
		last[d.Task] = len(out)
		out = append(out, Alert{
			Key: alertKey(AlertDeadline, d.Task, strconv.FormatInt(d.At.Unix(), 10), app.ID), Kind: AlertDeadline, At: d.At, Until: end, App: app.ID,
			Words: words + end.In(place(p.Zone)).Format("15:04 on Monday 2 January"), Urgent: end.Sub(d.At) <= 48*time.Hour,
		})
	}
	return out
}

// taskName begins a sentence about a task.
func taskName(kind TaskKind) string {
	switch kind {
	case TaskAssessment:
		return "The assessment of"
	case TaskAvailability, TaskQuestion:
		return "Your answer to"
	}
	return "What you were asked for by"
}

// alertName is the employer's name in a notification.
func alertName(employer string) string {
	if employer == "" {
		return "an employer"
	}
	words := []rune(strings.Join(strings.Fields(employer), " "))
	return string(words[:min(len(words), 60)])
}

// alertKey makes the key of an alert. No name and no text of a mail can be read from it.
func alertKey(kind AlertKind, parts ...string) string {
	sum := sha256.Sum256(encode(append([]string{string(kind)}, parts...)...))
	return fmt.Sprintf("%s:%x", kind, sum[:8])
}
