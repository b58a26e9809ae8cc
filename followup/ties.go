package followup

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// What ties a mail to an application is found in two steps. Ties are words under which an application is looked up: a mail
// and an application that share none have nothing to do with one another. Among the applications that share some, Match
// decides.

// Ties are the words under which the application is found again, without its threads and domains.
func (a *Application) Ties() []string {
	var t tieSet
	for _, n := range a.names() {
		t.name(n)
	}
	t.name(a.Agency)
	for _, d := range a.Domains {
		t.label(d)
	}
	t.role(a.Role)
	for _, who := range a.People {
		t.person(who.Addr)
		t.who(who.Name)
	}
	for _, r := range a.Rounds {
		for _, iv := range r.Interviews {
			t.add("uid:", iv.UID)
			t.at(iv.Start)
			for _, who := range iv.People {
				t.person(who.Addr)
				t.who(who.Name)
			}
		}
	}
	for _, s := range a.Subjects {
		t.add("re:", s)
	}
	for _, m := range a.waiting() {
		t.add("id:", m.ID)
		t.add("re:", subjectKey(m.Subject))
		t.person(m.From.Addr)
		t.who(m.From.Name)
	}
	return t.list
}

// Ties are the words under which applications that the mail may belong to are looked up, without its threads.
func (s Signal) Ties() []string {
	var t tieSet
	for _, id := range slices.Concat(s.Mail.InReplyTo, s.Mail.References[max(0, len(s.Mail.References)-3):]) {
		t.add("id:", id)
	}
	if s.ordinary() {
		t.person(s.Mail.From.Addr)
		return t.list
	}
	own := s.Detail.Own()
	if own {
		for _, to := range s.Mail.To {
			t.person(to.Addr)
			t.label(hostOf(to.Addr))
		}
	} else {
		t.person(s.Mail.From.Addr)
		t.person(s.Mail.ReplyTo.Addr)
		t.label(s.Domain)
		t.label(hostOf(s.Mail.From.Addr))
		t.label(hostOf(s.Mail.ReplyTo.Addr))
	}
	if isAnswer(s.Mail.Subject) {
		t.add("re:", subjectKey(s.Mail.Subject))
	}
	if s.Kind == Other && !s.JobContext && !own {
		return t.list
	}
	if s.Employer == "" || s.Kind == Offer {
		t.role(s.Role)
	}
	t.name(s.Employer)
	t.name(s.Agency)
	t.who(s.Employer)
	for _, iv := range s.Interviews {
		t.add("uid:", iv.UID)
		t.at(iv.Start)
		for _, who := range iv.People {
			t.person(who.Addr)
			t.label(hostOf(who.Addr))
			t.who(who.Name)
		}
	}
	t.at(s.Previous)
	for _, who := range append([]Person{s.Person}, s.People...) {
		t.person(who.Addr)
		t.who(who.Name)
	}
	t.words(s.Mail.Subject)
	t.words(s.Mail.Excerpt)
	return t.list
}

// ordinary reports whether a mail is what shops and lists send: only its thread could tie it to an application.
func (s Signal) ordinary() bool {
	switch s.Detail {
	case DetailAway:
		return false
	case DetailAlert, DetailSurvey, DetailCode, DetailBounce:
		return true
	}
	return s.Kind == Other && !s.Detail.Own() && !s.JobContext && (s.Mail.Bulk || s.Mail.Automatic || unanswerable(answerTo(s.Mail).Addr))
}

// tieSet gathers ties, each once.
type tieSet struct{ list []string }

func (t *tieSet) add(kind, value string) {
	if value != "" && !slices.Contains(t.list, kind+value) {
		t.list = append(t.list, kind+value)
	}
}

// name adds a name of an employer, what it begins with and its initials.
func (t *tieSet) name(name string) {
	for _, words := range nameWords(name) {
		begun := ""
		for _, w := range words {
			begun += w
			t.add("n:", begun)
		}
	}
	t.add("n:", initials(name))
}

func (t *tieSet) label(domain string) {
	if domain == "" || shared(domain) {
		return
	}
	for _, n := range labelNames(registrable(domain)) {
		t.name(n)
	}
}

func (t *tieSet) person(addr string) {
	if personal(addr) {
		t.add("p:", lower(addr))
	}
}

// who adds the name of a person: two words at least.
func (t *tieSet) who(name string) {
	if w := whoWords(name); len(w) > 1 {
		t.add("w:", strings.Join(w, " "))
	}
}

func (t *tieSet) role(role string) {
	if plausible(role) {
		t.add("r:", strings.Join(roleWords(role), " "))
	}
}

func (t *tieSet) at(start time.Time) {
	if !start.IsZero() {
		t.add("at:", strconv.FormatInt(start.Unix(), 10))
	}
}

// words adds what may be names in a text: every capitalised word, and it with the next.
func (t *tieSet) words(text string) {
	last := ""
	for _, w := range strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '-' && r != '.'
	}) {
		if len(t.list) > 400 {
			return
		}
		if !unicode.IsUpper([]rune(w)[0]) {
			last = ""
			continue
		}
		t.name(w)
		if last != "" {
			t.who(last + " " + w)
			t.name(last + " " + w)
		}
		last = w
	}
}

// whoWords are the words of a person's name.
func whoWords(name string) []string {
	return strings.FieldsFunc(strings.Map(plain, strings.ToLower(name)), func(r rune) bool { return !unicode.IsLetter(r) })
}

// Nobody in particular reads at these addresses: those for applicants, and those for everybody.
var (
	hiringDesks = strings.Fields(`jobs job careers career hr recruiting recruitment recruiter talent talents bewerbung bewerbungen karriere team people
		hiring interviews personal rh recrutement emploi candidature candidatures apply applications`)
	publicDesks = strings.Fields(`info hello contact support help service services office notification notifications news newsletter mail admin system
		shop orders order kontakt sales billing kundenservice customerservice studio events`)
)

// personal reports whether one person, or one conversation of a tracking system, stands behind an address.
func personal(addr string) bool {
	local, host, ok := strings.Cut(lower(addr), "@")
	return ok && !unanswerable(addr) && !strings.HasSuffix(host, ".invalid") && !slices.Contains(hiringDesks, local) && !slices.Contains(publicDesks, local) &&
		!slices.Contains(schedulers, host)
}

// public reports whether an employer answers everybody from that address, its customers too.
func public(addr string) bool {
	local, host, _ := strings.Cut(lower(addr), "@")
	return slices.Contains(publicDesks, local) && !shared(host)
}

func hostOf(addr string) string {
	_, host, _ := strings.Cut(lower(addr), "@")
	return host
}

// registrable cuts what stands before the name in a host: "mail.acme.com", "hr.acme.co.uk". It is a guess that only finds
// candidates and compares names.
func registrable(host string) string {
	parts := strings.Split(lower(host), ".")
	n := len(parts)
	keep := 2
	if n > 2 && len(parts[n-1]) == 2 && len(parts[n-2]) <= 3 {
		keep = 3
	}
	return strings.Join(parts[max(0, n-keep):], ".")
}

var answerMarks = regexp.MustCompile(`(?i)^\s*(?:re|aw|antw|sv|res|ref|odp|fwd?|wg|tr|rv|doorst|i|vs|回复|答复)\s*(?:\[\d+\])?\s*[:：]\s*`)

// isAnswer reports whether a subject is that of an answer or of a mail passed on.
func isAnswer(subject string) bool { return answerMarks.MatchString(subject) }

// subjectKey is what the subjects of one thread have in common. It is empty for subjects that many threads have.
func subjectKey(subject string) string {
	for answerMarks.MatchString(subject) {
		subject = answerMarks.ReplaceAllString(subject, "")
	}
	words := strings.FieldsFunc(strings.Map(plain, strings.ToLower(subject)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	key := strings.Join(words, " ")
	if len(words) < 2 || len(key) < 8 {
		return ""
	}
	if len(key) > 80 {
		key = strings.ToValidUTF8(key[:80], "")
	}
	return key
}
