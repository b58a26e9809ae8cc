package classify

import (
	"strings"

	"followup/followup"
)

// trust reads the topmost Authentication-Results of the user's own provider (RFC 8601). Results of others prove nothing:
// anyone can write the header.
func (g *reading) trust() followup.Trust {
	if g.r.opts.Authserv == "" {
		return followup.TrustUnverified
	}
	for _, h := range g.m.AuthResults {
		id, rest, _ := strings.Cut(h, ";")
		if f := strings.Fields(id); len(f) == 0 || !strings.EqualFold(f[0], g.r.opts.Authserv) {
			continue
		}
		switch rest = strings.ToLower(rest); {
		case strings.Contains(rest, "dmarc=pass"):
			return followup.TrustVerified
		case strings.Contains(rest, "dmarc=fail"):
			return followup.TrustFailed
		}
		return followup.TrustUnverified
	}
	return followup.TrustUnverified
}

// spoofed reports whether the display name pretends to be an address of another domain than the mail came from.
func (g *reading) spoofed() bool {
	_, d, ok := strings.Cut(strings.ToLower(g.from.name), "@")
	if !ok || g.from.row.class == classATS || g.from.domain == "" {
		return false
	}
	d = strings.Trim(d, "\"'<> .")
	return strings.Contains(d, ".") && !strings.ContainsAny(d, " ") && !strings.HasSuffix(g.from.domain, d) && !strings.HasSuffix(d, g.from.registrable)
}
