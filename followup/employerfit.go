package followup

import (
	"slices"
	"strings"
	"unicode"
)

// employerFit is how well the employer that a mail speaks of is the one of an application.
type employerFit int

const (
	fitUnsaid employerFit = iota // the mail says nothing of an employer
	fitOther                     // it speaks of another
	fitDesk                      // it comes from where mail of the application came from, which is not the employer's own: an agency
	fitNear                      // the names are near
	fitKin                       // the names differ in words that employers leave out at will
	fitSame
)

// fitEmployer compares the employer of a mail with an application's, by names and domains. foreign tells that the mail
// names somebody else. A domain that many share says nothing.
func fitEmployer(sig Signal, a *Application) (fit employerFit, foreign bool) {
	if len(a.names()) == 0 && len(a.Domains) == 0 && a.Agency == "" {
		return fitUnsaid, false
	}
	name, host := sig.Employer, lower(sig.Domain)
	if shared(host) {
		host = ""
	}
	if scheduler(sig.Mail) && !slices.ContainsFunc(a.names(), func(n string) bool { return likeNames(name, n) == alike }) {
		name = "" // the name of whoever is met
	}
	if sig.Agency != "" {
		host = "" // it tells the agency, which is no tie to one of its clients
	}
	if a.throughAgency(sig) {
		for _, n := range a.names() {
			if name != "" && likeNames(name, n) > unlike {
				return fitSame, false
			}
		}
		return fitDesk, false
	}
	byName, byLabel, own := unlike, unlike, unlike // own: the domain is the employer's, not an agency's
	for _, n := range a.names() {
		byName = max(byName, likeNames(name, n))
		byLabel = max(byLabel, likeLabel(host, n))
	}
	for _, d := range a.Domains {
		l := likeLabel(d, a.Employer)
		own = max(own, l)
		if l >= kin { // not the domain of a group with several houses
			byName = max(byName, likeLabel(d, name))
		}
	}
	home := host != "" && slices.Contains(a.Domains, host)
	itself := name == "" || likeLabel(host, name) >= kin // the sender speaks for the house that the domain belongs to
	foreign = name != "" && byName == unlike && !(itself && (home || byLabel > unlike))
	switch {
	case byName == alike:
		return fitSame, false
	case home && (byName > unlike || itself && (own > unlike || a.Employer == "")):
		return fitSame, false
	case home && own > unlike:
		return fitNear, foreign // the house is right, and what was taken for a name may be something else
	case home:
		return fitDesk, foreign
	case itself && byLabel == alike:
		return fitSame, false
	case byName == kin, itself && byLabel == kin:
		return fitKin, false
	case byName == near, itself && byLabel == near:
		return fitNear, false
	case byLabel >= kin:
		return fitKin, foreign // its own domain, and its name is known from elsewhere: what else was read is no employer
	case name == "" && host == "":
		return fitUnsaid, false
	}
	return fitOther, foreign
}

// contacted reports whether the address is that of somebody known in the application.
func (a *Application) contacted(addr string) bool {
	addr = lower(addr)
	if a.person(addr) != nil || slices.ContainsFunc(a.waiting(), func(m Mail) bool { return lower(m.From.Addr) == addr }) {
		return true
	}
	return slices.ContainsFunc(a.Rounds, func(r Round) bool {
		return slices.ContainsFunc(r.Interviews, func(iv Interview) bool {
			return slices.ContainsFunc(iv.People, func(p Person) bool { return lower(p.Addr) == addr })
		})
	})
}

// houseOf reports whether an address is one of the employer's, by a domain that is known or by its name.
func (t tie) houseOf(addr string) bool {
	host := hostOf(addr)
	if host == "" || shared(host) {
		return false
	}
	return slices.ContainsFunc(t.Domains, func(d string) bool { return within(lower(addr), d) }) ||
		slices.ContainsFunc(t.names(), func(n string) bool { return likeLabel(registrable(host), n) == alike })
}

// names reports whether the mail names a person who is known in the application, by first and last name.
func (m *matcher) names(a *Application) bool {
	people := slices.Clone(a.People)
	for _, m := range a.waiting() {
		people = append(people, Person{Name: m.From.Name, Addr: m.From.Addr})
	}
	for _, r := range a.Rounds {
		for _, iv := range r.Interviews {
			people = append(people, iv.People...)
		}
	}
	for _, p := range people {
		w := whoWords(p.Name)
		if len(w) < 2 {
			continue
		}
		if slices.ContainsFunc(append([]Person{m.sig.Person, {Name: m.sig.Employer}}, m.sig.People...), func(q Person) bool { return slices.Equal(whoWords(q.Name), w) }) {
			return true
		}
		for _, iv := range m.sig.Interviews {
			if slices.ContainsFunc(iv.People, func(q Person) bool {
				return slices.Equal(whoWords(q.Name), w) || q.Addr != "" && lower(q.Addr) == lower(p.Addr)
			}) {
				return true
			}
		}
		if scheduler(m.sig.Mail) && mentions(m.sig.Mail, p.Name) {
			return true
		}
	}
	return false
}

// times reports whether the mail names the start of an interview of the application.
func (m *matcher) times(a *Application) bool {
	for _, r := range a.Rounds {
		for _, old := range r.Interviews {
			if old.Start.IsZero() {
				continue
			}
			if old.Start.Equal(m.sig.Previous) || slices.ContainsFunc(m.sig.Interviews, func(iv Interview) bool { return iv.Start.Equal(old.Start) }) {
				return true
			}
		}
	}
	return false
}

// mentions reports whether the subject or the words of a mail hold a name, whole and not as the beginning of a longer one.
func mentions(m Mail, name string) bool {
	want := whoLike(name)
	if len(want) == 0 {
		return false
	}
	for _, text := range []string{m.Subject, m.Excerpt} {
		words := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		low := whoLike(text)
		if len(low) != len(words) {
			continue
		}
		for i := 0; i+len(want) <= len(low); i++ {
			if !slices.Equal(low[i:i+len(want)], want) || !unicode.IsUpper([]rune(words[i])[0]) {
				continue
			}
			if next := i + len(want); next == len(words) || !unicode.IsUpper([]rune(words[next])[0]) || !continues(text, words[next-1], words[next]) {
				return true
			}
		}
	}
	return false
}

// continues reports whether two words stand next to one another in a text with nothing but a space between.
func continues(text, a, b string) bool { return strings.Contains(text, a+" "+b) }

func whoLike(s string) []string {
	return strings.FieldsFunc(strings.Map(plain, strings.ToLower(s)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}
