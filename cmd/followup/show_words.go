package main

import (
	"strings"
	"time"

	"followup/followup"
	"followup/followup/engine"
)

// The words in which show names standings, interviews and people.

// trustWords says what is known of the sender of a mail.
func trustWords(s followup.Signal) string {
	switch s.Trust {
	case followup.TrustVerified:
		return "verified by your provider"
	case followup.TrustFailed:
		return "not believed"
	}
	return "not verified"
}

func interviewWords(v followup.Interview, kind followup.RoundKind, now time.Time) string {
	words := hour(v.Start, now)
	if v.Start.IsZero() {
		words = "no time yet"
	}
	if v.Floating {
		words = v.Start.Format("Mon 2 Jan 15:04") + " (their time zone is not known)"
	} else if zone, err := time.LoadLocation(v.Zone); err == nil && v.Zone != "" && !v.Start.IsZero() {
		theirs := v.Start.In(zone)
		if _, offset := theirs.Zone(); offset != zoneOffset(v.Start.In(now.Location())) {
			words += " (" + theirs.Format("15:04") + " in " + v.Zone + ")"
		}
	}
	var with []string
	for _, p := range v.People {
		with = append(with, or(p.Name, p.Addr))
	}
	people := ""
	if len(with) > 0 {
		people = "with " + strings.Join(with, " and ")
	}
	for _, more := range []string{string(kind), v.Title, people, v.Place, string(v.Standing)} {
		if more != "" {
			words += ", " + more
		}
	}
	return words
}

func zoneOffset(t time.Time) int {
	_, offset := t.Zone()
	return offset
}

func personWords(p followup.Person) string {
	words := full(followup.Address{Name: p.Name, Addr: p.Addr})
	for _, more := range []string{p.Title, string(p.Part)} {
		if more != "" {
			words += ", " + more
		}
	}
	switch {
	case p.Dead:
		words += " (mail to this address comes back)"
	case p.Robot:
		words += " (nobody reads this address)"
	case p.Suspect:
		words += " (from a mail whose sender failed a check)"
	case p.Addr == "":
		words += " (no address known)"
	}
	return words
}

// standingOf says where an application stands.
func standingOf(a followup.Application, labels []string) string {
	words := string(a.Stage)
	if a.Stage == followup.StageNew {
		words = "not an application yet"
	}
	if a.Stage == followup.StageClosed && a.Outcome != "" {
		words += ": " + string(a.Outcome)
		return capital(words) + "."
	}
	for _, l := range labels {
		words += ", " + l
	}
	if !a.Archived.IsZero() {
		words += ", put away"
	}
	return capital(words) + "."
}

func placeOfApp(a followup.Application) string {
	return placeOf(engine.Row{Employer: a.Employer, Role: a.Role})
}

// full writes an address with its name, the address always whole.
func full(a followup.Address) string {
	if a.Name == "" {
		return a.Addr
	}
	if a.Addr == "" {
		return a.Name
	}
	return a.Name + " <" + a.Addr + ">"
}

func who(a followup.Address) string { return or(a.Name, a.Addr) }
