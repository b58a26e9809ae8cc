package followup

import (
	"slices"
	"strings"
)

// reasonKept caps a reason that the user types, in characters.
const reasonKept = 200

// overrule takes findings away from exactly these words, each with a reason in the user's own. What blocks is mended, never
// overruled. An address that she typed and stands for is known from then on.
func overrule(s *step) Reason {
	n := s.note
	if s.ev.Fingerprint != n.Fingerprint {
		return "the words changed since you saw them: read them again"
	}
	if len(s.ev.Overrule) == 0 {
		return "nothing was named to overrule"
	}
	findings := s.p.lint(s.app, *n, Elsewhere{Now: s.now})
	var taken []Overrule
	for _, o := range s.ev.Overrule {
		o.Reason = oneLine(o.Reason, reasonKept)
		i := slices.IndexFunc(findings, func(f Finding) bool { return f.Code == o.Code })
		switch {
		case i < 0:
			return "nothing of that kind was noticed in these words"
		case findings[i].Blocks:
			return Reason("not overruled, it must be mended: " + findings[i].Words)
		case !findings[i].Overrulable:
			return "it was only remarked: nothing is to be overruled"
		case o.Reason == "":
			return "say why it may leave all the same"
		}
		taken = append(taken, o)
	}
	for _, o := range taken {
		n.Overruled = slices.DeleteFunc(n.Overruled, func(old Overrule) bool { return old.Code == o.Code })
		n.Overruled = append(n.Overruled, o)
		if o.Code == "typed-address" {
			s.app.meet(Person{Name: n.To.Name, Addr: n.To.Addr, Known: "user", Confirmed: true})
		}
	}
	return Reason("you say that it may leave all the same: " + taken[len(taken)-1].Reason)
}

// oneLine brings words of a person into one line of at most most characters.
func oneLine(s string, most int) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	return string(r[:min(len(r), most)])
}
