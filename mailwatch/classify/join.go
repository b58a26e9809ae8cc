package classify

import (
	"slices"
	"strings"
)

// join puts times to their dates.
func (s *whenScan) join(items []moment) []moment {
	var out []moment
	used := make([]bool, len(items))
	for i := range items {
		m := items[i]
		if !m.hasTime() || m.hasDate() {
			continue
		}
		best, dist := -1, 1<<30
		for j := range items {
			d := &items[j]
			if !d.hasDate() {
				continue
			}
			var gap int
			if j < i {
				gap = m.from - d.to
			} else {
				gap = (d.from - m.to) + 20 // a date before its time is likelier
			}
			if gap < 0 || gap > 160 || abs(d.line-m.line) > 4 {
				continue
			}
			if j > i {
				if between := string(s.t[m.to:d.from]); gap > 60 || strings.ContainsAny(between, "\n.;") && !nextEntry(between) {
					continue
				}
			}
			if gap < dist {
				best, dist = j, gap
			}
		}
		if best < 0 {
			out = append(out, m)
			continue
		}
		d := items[best]
		used[best] = true
		d.start, d.end, d.zone, d.fixed, d.offset = m.start, m.end, m.zone, m.fixed, m.offset
		d.deadline, d.previous, d.fresh = d.deadline || m.deadline, d.previous || m.previous, d.fresh || m.fresh && !d.previous
		d.from, d.to = min(d.from, m.from), max(d.to, m.to)
		out = append(out, d)
	}
	for i := range items {
		if items[i].hasDate() && !used[i] {
			out = append(out, items[i])
		}
	}
	// One zone named in the mail is meant for all of its times.
	var zone *moment
	for i := range out {
		if m := &out[i]; m.zone != "" || m.fixed {
			if zone != nil && (zone.zone != m.zone || zone.offset != m.offset) {
				return out
			}
			zone = m
		}
	}
	if zone == nil && slices.ContainsFunc(out, func(m moment) bool { return m.hasTime() }) {
		if m, ok := s.allTimes(); ok {
			zone = &m
		}
	}
	if zone != nil {
		for i := range out {
			if m := &out[i]; m.hasTime() {
				m.zone, m.fixed, m.offset = zone.zone, zone.fixed, zone.offset
			}
		}
	}
	return out
}

// nextEntry reports whether the words between a time and a date are but the name of the date's own entry: "Time: 2pm", "Date: 5 March".
func nextEntry(between string) bool {
	name, colon := strings.CutSuffix(strings.TrimSpace(between), ":")
	return colon && strings.HasPrefix(between, "\n") && !strings.ContainsAny(name, "\n.;:0123456789")
}

// allTimes reads "all times Pacific Time" and "time zone: CET": a zone for times that name none.
func (s *whenScan) allTimes() (moment, bool) {
	for i := range s.x {
		if !(s.is(i, "times") && s.is(i-1, "all") || s.is(i, "zone", "timezone") && s.is(i+1, ":")) {
			continue
		}
		j := i + 1
		for j < i+5 && s.is(j, ":", "are", "is", "in", "shown", "given", "listed", "the") {
			j++
		}
		m := blank()
		if s.zoneAfter(&m, j) > 0 {
			return m, true
		}
	}
	return moment{}, false
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
