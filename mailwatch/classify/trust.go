package classify

import (
	"slices"
	"strings"

	"followup/followup"
	"followup/mailwatch"

	"golang.org/x/net/publicsuffix"
)

// believe says what is known of the sender, warns of the marks of scams, and lets nothing act by itself that failed a check,
// lay in Junk, or is an offer that anybody could have written.
func (g *reading) believe(s *followup.Signal) {
	s.Trust, s.Distrust = g.trust(s.Employer)
	g.warn(s)
	if s.Confidence < 0.9 || s.Kind == followup.Other {
		return
	}
	ask := func(conf float64, why followup.Reason) { s.Confidence, s.Reason = conf, s.Reason+", but "+why }
	switch {
	case s.Trust == followup.TrustFailed:
		ask(0.6, s.Distrust)
	case s.Mail.Junk:
		ask(0.8, "it lay in Junk")
	case g.forward.from.Addr != "":
		ask(0.8, "you forwarded it to yourself")
	case s.Kind == followup.Offer && g.courier():
		ask(0.8, followup.Reason("anybody can write through "+g.from.row.name))
	}
}

// trust says what is known of the sender and, where a check failed, which. The checks of the address itself come after the
// provider's, whose verdict is the harder one: a look-alike domain passes DMARC, because it is honestly the look-alike's.
func (g *reading) trust(employer string) (followup.Trust, followup.Reason) {
	checked := checkedBy(g.m.AuthResults, g.r.opts.Authserv, g.from.domain)
	if checked == "fail" {
		return followup.TrustFailed, "its sender failed the check of your provider (DMARC)"
	}
	for _, look := range []func(string) string{g.authors, g.shownAddress, g.shownDomain, g.nested, g.likeVendor, g.likeEmployer, g.toFreeMail} {
		if why := look(employer); why != "" {
			return followup.TrustFailed, followup.Reason(why)
		}
	}
	if checked == "pass" && !g.courier() {
		return followup.TrustVerified, ""
	}
	return followup.TrustUnverified, ""
}

// checkedBy gives the DMARC result that a server wrote for a domain: "pass", "fail" or nothing. Only the topmost field of that
// server counts, whatever stands in others or below: those who forge one write it below, and a provider takes out or outbids
// what bears its own name. SPF and DKIM alone say nothing of the address that people see, and ARC only what a forwarder claims.
func checkedBy(fields []mailwatch.AuthResults, server, domain string) string {
	i := slices.IndexFunc(fields, func(f mailwatch.AuthResults) bool { return isServer(f.Server, server) })
	if i < 0 {
		return ""
	}
	passed := false
	for _, r := range fields[i].Results {
		switch {
		case r.Method != "dmarc":
		case r.Result == "fail":
			return "fail"
		case r.Result == "pass":
			passed = r.From == "" || r.From == domain || registrable(r.From) == registrable(domain)
		}
	}
	if passed {
		return "pass"
	}
	return ""
}

// isServer compares an authserv-id with the configured one; "*.example.org" is any below example.org, for providers whose
// every machine has a name of its own.
func isServer(id, configured string) bool {
	configured = strings.ToLower(strings.TrimSpace(configured))
	if under, ok := strings.CutPrefix(configured, "*"); ok && len(under) > 2 && under[0] == '.' {
		return strings.HasSuffix(id, under)
	}
	return id != "" && id == configured
}

// registrable is the domain under a public suffix, or the domain itself.
func registrable(domain string) string {
	if d, err := publicsuffix.EffectiveTLDPlusOne(domain); err == nil {
		return d
	}
	return domain
}

// courier reports whether the sender only passes on what others write: the messages of a job board. That it is really the
// board says nothing of who wrote.
func (g *reading) courier() bool { return g.from.row.class == classBoard && g.from.relay }

// authors: mail has one author; two are a trick to be shown one and to answer another.
func (g *reading) authors(string) string {
	if len(g.m.From) > 1 && !strings.EqualFold(g.m.From[0].Addr, g.m.From[1].Addr) {
		return "it names more than one sender"
	}
	return ""
}

// shownAddress: the display name shows an address of another domain than the mail came from. Tracking systems do that
// honestly; the name of an employer with an @ in it is no address.
func (g *reading) shownAddress(string) string {
	if g.from.row.class == classATS || g.from.domain == "" {
		return ""
	}
	for _, word := range strings.FieldsFunc(strings.ToLower(g.from.name), func(r rune) bool { return strings.ContainsRune(" \t\"'<>()[],;:", r) }) {
		local, d, ok := strings.Cut(word, "@")
		d = strings.Trim(d, ".")
		if !ok || local == "" || !strings.Contains(d, ".") || strings.Contains(d, "@") {
			continue
		}
		if registrable(d) != registrable(g.from.domain) && !g.r.self[word] {
			return "its name shows the address " + clip(word, 80) + ", but it came from " + g.from.domain
		}
	}
	return ""
}

// shownDomain: the display name begins with a web address whose name is nowhere in the sender's.
func (g *reading) shownDomain(string) string {
	if g.from.row.class != classOther && g.from.row.class != classWebmail || strings.Contains(g.from.name, "@") {
		return ""
	}
	word, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(g.from.name)), " ")
	word = strings.Trim(word, "\"'()<>[],;:")
	label, ending, ok := strings.Cut(word, ".")
	if !ok || len(label) < 3 || ending != "com" && ending != "org" && ending != "net" || strings.Contains(g.from.domain, label) {
		return ""
	}
	return "its name shows " + clip(word, 80) + ", but it came from " + g.from.domain
}

// nested: a known domain, or an ending, stands in front of the domain that it really came from: "greenhouse.io.example.net".
func (g *reading) nested(string) string {
	d := g.from.registrable
	front, ok := strings.CutSuffix(g.from.domain, "."+d)
	if !ok || d == "" {
		return ""
	}
	for rest := front; rest != ""; _, rest, _ = strings.Cut(rest, ".") {
		for _, v := range vendors {
			if rest == v.domain || strings.HasPrefix(rest, v.domain+".") {
				return "its address begins like one of " + v.domain + ", but it came from " + d
			}
		}
	}
	if labels := strings.Split(front, "."); len(labels) > 1 && slices.Contains([]string{"com", "org", "net"}, labels[len(labels)-1]) {
		return "its address begins like one of " + front + ", but it came from " + d
	}
	return ""
}

// vendor is a domain of the table of senders that many employers write from.
type vendor struct{ domain, label string }

var vendors = func() (out []vendor) {
	for key, row := range senders.by {
		switch row.class {
		case classATS, classAssessment, classScheduler, classBoard:
			if d := registrable(key); !strings.Contains(key, "@") && d == key {
				label, _, _ := strings.Cut(d, ".")
				out = append(out, vendor{d, label})
			}
		}
	}
	slices.SortFunc(out, func(a, b vendor) int { return strings.Compare(a.domain, b.domain) })
	return out
}()

// neighbours are names of their own that differ by a letter from a vendor's.
var neighbours = map[string]bool{"recruiter": true, "jobsite": true, "homeruns": true, "pinpoints": true, "workdays": true}

// leastVendor is how many letters a vendor's name must have for one changed letter to count.
const leastVendor = 7

// likeVendor: the domain takes after that of a tracking system or job board.
func (g *reading) likeVendor(string) string {
	d := g.from.registrable
	label, _, _ := strings.Cut(d, ".")
	if d == "" || neighbours[label] {
		return ""
	}
	for _, v := range vendors {
		if len(v.label) < 4 || label == v.label {
			continue
		}
		if how := followup.Resembles(d, v.domain, leastVendor); how != "" && (len(v.label) >= leastVendor || followup.Disguised(label, v.label)) {
			return "it came from " + d + ": " + how
		}
	}
	return ""
}

// likeEmployer: the domain takes after the name of the employer that the mail names. Its true domain is not known here, so
// only letters that deceive the eye count, and a name with several words of recruiting around it.
func (g *reading) likeEmployer(employer string) string {
	d := g.from.registrable
	if d == "" {
		return ""
	}
	if followup.MixedLetters(g.from.domain) {
		return "it came from " + g.from.domain + ", which mixes letters of two alphabets"
	}
	label, _, _ := strings.Cut(d, ".")
	key := nameKey(employer)
	if key == "" || key == nameKey(label) {
		return ""
	}
	if plain := strings.ReplaceAll(label, "-", ""); followup.Disguised(plain, key) && unaccented(key) != plain {
		return "it came from " + d + ", which is written with letters that look like those of " + employer
	}
	if followup.Dressed(label, key) >= 2 {
		return "it came from " + d + ", which adds words to the name of " + employer
	}
	return ""
}

// unaccented is a name as ASCII domains write it.
func unaccented(key string) string {
	return strings.NewReplacer("ä", "a", "ö", "o", "ü", "u", "ß", "ss").Replace(key)
}

// toFreeMail: it came from a domain of its own, but answers would go to a free mail address.
func (g *reading) toFreeMail(string) string {
	if g.from.registrable == "" {
		return ""
	}
	for _, a := range g.m.ReplyTo {
		if freeMail(a.Addr) {
			return "answers would go to the free mail address " + a.Addr + ", not to " + g.from.domain
		}
	}
	return ""
}

// freeMail reports whether an address is one that anybody can have for nothing.
func freeMail(addr string) bool {
	return senders.of(addr).class == classWebmail && !reserved(addr)
}

// reserved reports whether an address is of a domain that is nobody's (RFC 2606).
func reserved(addr string) bool {
	for _, d := range []string{".invalid", "@example.com", "@example.org", "@example.net"} {
		if hasSuffix(strings.ToLower(addr), d) {
			return true
		}
	}
	return false
}
