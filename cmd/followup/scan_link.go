package main

import (
	"time"

	"followup/followup"
)

// policyOf is the policy of a scan: the defaults, and whose mail it is.
func policyOf(zone *time.Location, self []string) followup.Policy {
	p := followup.DefaultPolicy(zone)
	p.Me = self
	return p
}

// link says of each scanned message which application it belongs to.
func link(all []scanned, p followup.Policy) []linked {
	out := make([]linked, len(all))
	var sigs []followup.Signal
	var at []int
	for i, s := range all {
		out[i].scanned = s
		if s.err == nil {
			sigs, at = append(sigs, s.sig), append(at, i)
		}
	}
	for i, l := range p.LinkAll(sigs) {
		out[at[i]].Application, out[at[i]].Link = l.App, l.Why
		if l.Asks() {
			out[at[i]].Link = "asks: " + l.Why
		}
	}
	return out
}

// scanLinked prints what a scan found and linked.
func (f *face) scanLinked(all []linked, how scanning, zone *time.Location) error {
	for _, s := range all {
		switch {
		case s.err != nil && how.json:
			if err := f.scanJSON(s.scanned); err != nil {
				return err
			}
		case s.err != nil:
			f.errs.line("followup: %s", s.err)
		case how.json:
			if err := f.jsonLine(s); err != nil {
				return err
			}
		case how.all || s.Kind != followup.Other || s.Application != "":
			f.scanLine(pad(or(s.Application, "-"), 8)+"  ", s.scanned, zone)
		}
	}
	return f.out.failed
}
