package engine

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"followup/followup"
)

// The bounds of what a person can say. Whoever speaks over the socket is no better than a command: nothing enters a journal
// that no command could have written.
const (
	longestFact = 200
	mostPeople  = 50
	mostTimes   = 10
	farthest    = 5 * 366 * 24 * time.Hour // from now
	longestTalk = 31 * 24 * time.Hour
)

var (
	outcomes = []followup.Outcome{
		followup.OutcomeOpen, followup.OutcomeRejected, followup.OutcomeTaken, followup.OutcomeDeclined, followup.OutcomeWithdrawn,
		followup.OutcomeRescinded, followup.OutcomeNoAnswer,
	}
	noShows = []followup.NoShow{
		followup.NoShowUnknown, followup.NoShowThey, followup.NoShowMe, followup.NoShowCancelled, followup.NoShowMoved,
	}
	forms = []followup.Form{followup.FormUnknown, followup.FormFamiliar, followup.FormPolite}
	parts = []followup.Part{
		followup.PartUnknown, followup.PartRecruiter, followup.PartCoordinator, followup.PartHiringManager, followup.PartInterviewer,
		followup.PartAgency, followup.PartReferee, followup.PartOther,
	}
	talks = []followup.RoundKind{
		followup.RoundUnknown, followup.RoundScreen, followup.RoundManager, followup.RoundTechnical, followup.RoundOnsite,
		followup.RoundFinal, followup.RoundVideo, followup.RoundInformal, followup.RoundPanel, followup.RoundCase, followup.RoundTrial,
		followup.RoundCall,
	}
)

// sound refuses an act by hand that says what cannot be said, and takes out of it what only a mail can tell.
func (c *change) sound(ev *followup.Event) error {
	arranges := ev.Kind == followup.EventAdded || ev.Kind == followup.EventArranged
	switch {
	case !slices.Contains(outcomes, ev.Close):
		return refuse("%q is no way in which an application ends", ev.Close)
	case !slices.Contains(noShows, ev.NoShow):
		return refuse("%q is no reason why an interview did not take place: say they, me, cancelled or moved", ev.NoShow)
	case arranges && !slices.Contains(talks, followup.RoundKind(ev.Variant)):
		return refuse("%q is no kind of interview", ev.Variant)
	case len(ev.Slots) > mostTimes:
		return refuse("a letter proposes %d times at most", mostTimes)
	}
	if err := soundDetails(ev.Details); err != nil {
		return err
	}
	if ev.Person != nil {
		who, err := c.soundPerson(*ev.Person)
		if err != nil {
			return err
		}
		ev.Person = &who
	}
	for _, iv := range []**followup.Interview{&ev.Meeting, &ev.Slot} {
		if *iv == nil {
			continue
		}
		talk, err := c.soundInterview(**iv)
		if err != nil {
			return err
		}
		if arranges {
			talk = followup.Interview{Start: talk.Start, End: talk.End, Zone: talk.Zone, Place: talk.Place, People: talk.People, Standing: talk.Standing}
		}
		*iv = &talk
	}
	for i := range ev.Slots {
		if _, err := c.soundInterview(ev.Slots[i]); err != nil {
			return err
		}
	}
	if ev.Promise != nil {
		if err := c.near(ev.Promise.Deadline); err != nil {
			return err
		}
	}
	if o := ev.Offer; o != nil {
		for _, t := range []time.Time{o.Said, o.Came, o.Deadline, o.Extended, o.Signed} {
			if err := c.near(t); err != nil {
				return err
			}
		}
		for _, words := range o.Checked {
			if err := oneLine("what you checked", words); err != nil {
				return err
			}
		}
	}
	if d := ev.Debrief; d != nil && (len(d.People) > mostPeople || len(d.Asked) > mostPeople) {
		return refuse("more than %d people or questions are in one debrief", mostPeople)
	}
	return nil
}

func refuse(format string, args ...any) error {
	return &Refusal{followup.Reason(fmt.Sprintf(format, args...))}
}

func soundDetails(d *followup.Details) error {
	if d == nil {
		return nil
	}
	for _, f := range []struct {
		what  string
		words *string
	}{
		{"the employer", d.Employer}, {"the role", d.Role}, {"the reference", d.Requisition}, {"the agency", d.Agency},
		{"the domain", d.Domain}, {"the country", d.Country}, {"the time zone", d.Zone}, {"the language", d.Language}, {"the sector", d.Sector},
	} {
		if f.words == nil {
			continue
		}
		if err := oneLine(f.what, *f.words); err != nil {
			return err
		}
	}
	if d.Form != nil && !slices.Contains(forms, *d.Form) {
		return refuse("%q is no form of address: say familiar or polite", *d.Form)
	}
	return nil
}

// oneLine refuses what is no plain line: it would go into a subject, a row and a notification.
func oneLine(what, words string) error {
	switch {
	case strings.ContainsFunc(words, func(r rune) bool { return unicode.Is(unicode.C, r) }) || strings.ContainsRune(words, unicode.ReplacementChar):
		return refuse("%s has characters that cannot be shown: type it as one plain line", what)
	case len([]rune(words)) > longestFact:
		return refuse("%s is longer than %d characters", what, longestFact)
	}
	return nil
}

// soundPerson returns what a person can say of another.
func (c *change) soundPerson(p followup.Person) (followup.Person, error) {
	addr := strings.TrimSpace(p.Addr)
	local, host, _ := strings.Cut(addr, "@")
	switch {
	case addr != "" && (local == "" || !strings.Contains(host, ".") || strings.ContainsAny(addr, " <>,;") || strings.Contains(host, "@")):
		return p, refuse("%q is no mail address", addr)
	case slices.ContainsFunc(c.Policy.Me, func(me string) bool { return strings.EqualFold(me, addr) }):
		return p, refuse("%s is your own address", addr)
	case !slices.Contains(parts, p.Part):
		return p, refuse("%q is no part that somebody has", p.Part)
	case !slices.Contains(forms, p.Form):
		return p, refuse("%q is no form of address: say familiar or polite", p.Form)
	}
	for what, words := range map[string]string{"a name": p.Name, "a title": p.Title, "an address": addr} {
		if err := oneLine(what, words); err != nil {
			return p, err
		}
	}
	return followup.Person{Name: p.Name, Addr: addr, Title: p.Title, Part: p.Part, Form: p.Form}, nil
}

// soundInterview returns an interview as a person can tell of it.
func (c *change) soundInterview(iv followup.Interview) (followup.Interview, error) {
	switch err := c.near(iv.Start); {
	case err != nil:
		return iv, err
	case !iv.End.IsZero() && (!iv.End.After(iv.Start) || iv.End.Sub(iv.Start) > longestTalk):
		return iv, refuse("an interview ends after it begins, and within a month")
	case len(iv.People) > mostPeople:
		return iv, refuse("an interview has %d people at most", mostPeople)
	}
	if iv.Zone != "" {
		if _, err := time.LoadLocation(iv.Zone); err != nil || iv.Zone == "Local" {
			return iv, refuse("%q is no time zone: write it like Europe/Berlin", iv.Zone)
		}
	}
	if err := oneLine("the place", iv.Place); err != nil {
		return iv, err
	}
	iv.People = slices.Clone(iv.People)
	for i := range iv.People {
		var err error
		if iv.People[i], err = c.soundPerson(iv.People[i]); err != nil {
			return iv, err
		}
	}
	return iv, nil
}

// near refuses a time that nobody can mean.
func (c *change) near(t time.Time) error {
	if d := t.Sub(c.now); !t.IsZero() && (d > farthest || d < -farthest) {
		return refuse("%s is more than five years away", t.Format(time.DateOnly))
	}
	return nil
}
