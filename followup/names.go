package followup

import (
	"slices"
	"strings"
	"unicode"
)

// likeness is how alike two names of employers are.
type likeness int

const (
	unlike likeness = iota
	near            // one begins with the other, or is its initials: "Larkfield" and "Larkfield Health" may be two employers
	kin             // they differ in words that an employer leaves out at will: "Quillstone" and "Quillstone Labs"
	alike
)

// loose are words at the end of a name that one mail has and the next has not.
var loose = strings.Fields(`labs lab technologies technology tech software systems system solutions digital group holding holdings global
	international worldwide ai io hq studio studios europe emea germany deutschland france uk usa us america inc careers recruiting talent team
	hiring jobs people hr company`)

// likeNames compares two names of employers. Short names are equal or they are nothing.
func likeNames(a, b string) likeness {
	best := unlike
	for _, x := range nameWords(a) {
		for _, y := range nameWords(b) {
			best = max(best, likeWords(x, y))
		}
	}
	if best == unlike && (a != "" && initials(b) == strings.Join(nameWords(a)[0], "") || b != "" && initials(a) == strings.Join(nameWords(b)[0], "")) {
		return near
	}
	return best
}

func likeWords(a, b []string) likeness {
	ja, jb := strings.Join(a, ""), strings.Join(b, "")
	if len(ja) > len(jb) {
		a, b, ja, jb = b, a, jb, ja
	}
	switch short := len([]rune(ja)); {
	case short < 2:
		return unlike
	case ja == jb && short == 2:
		return near // two letters are too few to be sure
	case ja == jb:
		return alike
	case short == 2:
		return unlike
	}
	begun := ""
	for i, w := range b[:len(b)-1] {
		if begun += w; begun != ja {
			continue
		}
		for _, extra := range b[i+1:] {
			if !slices.Contains(loose, extra) {
				return near
			}
		}
		return kin
	}
	return unlike
}

// initials are the first letters of a name of three words or more: "bcg".
func initials(name string) string {
	words := whoWords(name)
	if len(words) < 3 {
		return ""
	}
	var b strings.Builder
	for _, w := range words {
		b.WriteRune([]rune(w)[0])
	}
	return b.String()
}

// nameWords are the words of a name that tell it from others: lower case, without accents, legal forms at the end, "the"
// at the beginning and "and". A name with umlauts has two spellings.
func nameWords(name string) [][]string {
	name = strings.ReplaceAll(strings.ToLower(name), "ß", "ss")
	out := [][]string{splitName(strings.Map(plain, name))}
	if strings.ContainsAny(name, "äöü") {
		out = append(out, splitName(strings.Map(plain, umlauts.Replace(name))))
	}
	return out
}

var umlauts = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue")

const (
	accented = "àáâãäåçèéêëìíîïñòóôõöøùúûüýÿšžčćłőűěřůńśźżąęß"
	unmarked = "aaaaaaceeeeiiiinoooooouuuuyyszcclouerunszzaes"
)

// plain is a lower-case letter without its accent.
func plain(r rune) rune {
	if r < 0x80 {
		return r
	}
	for i, a := range []rune(accented) {
		if a == r {
			return rune(unmarked[i])
		}
	}
	return r
}

func splitName(name string) []string {
	name = strings.NewReplacer(".", "", "'", "", "’", "", "a/s", "as").Replace(name)
	words := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) })
	if len(words) > 1 && words[0] == "the" {
		words = words[1:]
	}
	cut := false
	for len(words) > 1 && slices.Contains(legal, words[len(words)-1]) {
		words, cut = words[:len(words)-1], true
	}
	kept := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return w == "and" || w == "und" || w == "et" || w == "y" })
	if len(kept) == 0 || cut && len(kept) == 1 && len(kept[0]) < 2 {
		return words
	}
	return kept
}

// What stands around a name in a domain: getacme.com, acmehq.com, acme-careers.com.
var (
	domainBefore = strings.Fields("get join try use go with hello my team weare the")
	domainAfter  = strings.Fields("hq app inc careers career jobs talent group labs tech io ai global recruiting hr mail team co gmbh ag online software")
)

// labelNames are the names that a registrable domain may stand for, the plain one first.
func labelNames(domain string) []string {
	label, _, _ := strings.Cut(lower(domain), ".")
	if label == "" {
		return nil
	}
	out := []string{strings.ReplaceAll(label, "-", " ")}
	for _, b := range domainBefore {
		if rest, ok := strings.CutPrefix(label, b); ok && len(strings.Trim(rest, "-")) >= 4 {
			out = append(out, strings.ReplaceAll(strings.Trim(rest, "-"), "-", " "))
		}
	}
	for _, a := range domainAfter {
		if rest, ok := strings.CutSuffix(label, a); ok && len(strings.Trim(rest, "-")) >= 4 {
			out = append(out, strings.ReplaceAll(strings.Trim(rest, "-"), "-", " "))
		}
	}
	return out
}

// likeLabel compares the name in a domain with an employer's.
func likeLabel(domain, name string) likeness {
	best := unlike
	for i, l := range labelNames(domain) {
		k := likeNames(l, name)
		if i > 0 {
			k = min(k, kin)
		}
		best = max(best, k)
	}
	return best
}

// schedulers and calendars write in the name of whoever uses them: what looks like an employer in their mail is a person.
var schedulers = []string{
	"calendly.com", "cal.com", "savvycal.com", "goodtime.io", "modernloop.io", "zoom.us", "google.com", "calendar.google.com", "karat.io",
	"youcanbook.me", "tidycal.com", "chilipiper.com", "doodle.com", "acuityscheduling.com", "zeeg.me", "meetergo.com",
}

// scheduler reports whether a mail comes from a booking page or a calendar service.
func scheduler(m Mail) bool {
	_, host, _ := strings.Cut(lower(m.From.Addr), "@")
	return slices.ContainsFunc(schedulers, func(d string) bool { return host == d || strings.HasSuffix(host, "."+d) })
}
