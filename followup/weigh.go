package followup

import (
	"slices"
	"strings"
)

// leastKnown is how many letters a known employer's name must have for one changed letter to make a look-alike. It is less
// than for strangers: the mail says that it is from this employer, and comes from elsewhere.
const leastKnown = 5

// Weigh adds to a signal what only its application tells of the sender: that its domain looks like one the employer wrote
// from, and the marks of a scam that one mail cannot show. It changes nothing else, and nothing of the user's own mail.
func (p Policy) Weigh(app Application, sig Signal) Signal {
	if sig.Detail.Own() || p.mine(sig.Mail.From.Addr) {
		return sig
	}
	sig.Warnings = slices.Clone(sig.Warnings)
	domain := lower(sig.Domain)
	known := domain != "" && (shared(domain) || slices.Contains(app.Domains, domain))
	if domain != "" && !known && sig.Trust != TrustFailed {
		for _, d := range app.Domains {
			if how := Resembles(domain, d, leastKnown); how != "" {
				sig.Trust, sig.Distrust = TrustFailed, Reason("it came from "+domain+": "+how+", where this employer wrote from before")
			}
		}
	}
	if sig.Kind != Offer {
		return sig
	}
	switch {
	case app.Stage == StageNew:
		sig.Warn(WarnUnasked)
	case domain != "" && !known && !app.throughAgency(sig) && len(app.Domains) > 0 && !slices.ContainsFunc(app.Domains, func(d string) bool { return sisters(d, domain) }):
		sig.Warn(WarnStranger)
	}
	return sig
}

// sisters reports whether two domains bear one name: acme.com and acme.de, acme.com and acme-group.com.
func sisters(a, b string) bool {
	name := func(d string) string {
		d, _, _ = strings.Cut(d, ".")
		return strings.ReplaceAll(d, "-", "")
	}
	return strings.HasPrefix(name(a), name(b)) || strings.HasPrefix(name(b), name(a))
}
