package mailwatch

import (
	"strings"

	"golang.org/x/net/publicsuffix"
)

// AuthResults is one Authentication-Results field (RFC 8601): what one server found out about who sent a message. Anybody can
// write such a field, so all depends on the server that it names. ARC-Authentication-Results (RFC 8617) are another field and
// are not read: a seal tells that a forwarder claims something, and a forwarder can be anyone.
type AuthResults struct {
	Server  string // the authserv-id, lower case; empty if the field is malformed from its first word
	Results []AuthResult
}

// AuthResult is the result of one method.
type AuthResult struct {
	Method string // "dmarc", "dkim", "spf", ...; lower case
	Result string // "pass", "fail", "none", ...; lower case
	From   string // header.from: the domain of the From field that was checked, lower case
}

// Checked is who checked the senders of some mails, as most of them agree.
type Checked struct {
	By string // the authserv-id; "*.example.org" where each machine below example.org has its own; empty if they do not agree
	In int    // how many mails say so
	Of int    // how many were looked at
}

// WhoChecked finds the server that most mails name, each by its topmost field with a DMARC result, or by its topmost one.
// Forged fields name many servers; the provider's own stands on every mail that it took in. What comes out is a proposal for
// a person: a mailbox full of one stranger's mail would propose the stranger's.
func WhoChecked(mails [][]AuthResults) Checked {
	one, below := map[string]int{}, map[string]int{}
	for _, fields := range mails {
		server := topmost(fields)
		if server == "" {
			continue
		}
		one[server]++
		if d, err := publicsuffix.EffectiveTLDPlusOne(server); err == nil && d != server {
			below["*."+d]++
		}
	}
	for _, counts := range []map[string]int{one, below} {
		for name, n := range counts {
			if 2*n > len(mails) {
				return Checked{By: name, In: n, Of: len(mails)}
			}
		}
	}
	return Checked{Of: len(mails)}
}

// topmost is the server of the first field that tells about DMARC, else of the first that names one.
func topmost(fields []AuthResults) (server string) {
	for _, f := range fields {
		for _, r := range f.Results {
			if r.Method == "dmarc" && f.Server != "" {
				return f.Server
			}
		}
		if server == "" {
			server = f.Server
		}
	}
	return server
}

const (
	maxAuthFields  = 10
	maxAuthBytes   = 8 << 10 // of one field; with several signatures they grow long, and DMARC stands last
	maxAuthResults = 40
)

// authResults reads one field. What is malformed is left out; an open quote or comment ends the reading, so that nothing in
// it can pass for a result.
func authResults(v string) AuthResults {
	p := authParser{s: clip(v, maxAuthBytes)}
	var a AuthResults
	id, ok := p.value(";")
	if !ok || id == "" || strings.Contains(id, "=") {
		return a // "spf=pass ...": who says so is not told
	}
	a.Server = strings.ToLower(id)
	p.statement(nil) // the version, if there is one
	for p.next() && len(a.Results) < maxAuthResults {
		var r AuthResult
		p.statement(func(key, value string) {
			key = strings.ToLower(key)
			switch {
			case r.Method == "":
				r.Method, _, _ = strings.Cut(key, "/")
				r.Result = strings.ToLower(value)
			case key == "header.from" && r.From == "":
				_, domain, ok := strings.Cut(value, "@")
				if !ok {
					domain = value
				}
				r.From = strings.ToLower(strings.TrimSuffix(domain, "."))
			}
		})
		if p.broken {
			return a
		}
		if r.Method != "" && r.Result != "" {
			a.Results = append(a.Results, r)
		}
	}
	return a
}

// authParser reads the words of a field: comments are skipped, quoted strings are taken as they are.
type authParser struct {
	s      string
	i      int
	broken bool
}

// next goes behind the semicolon that begins the next statement.
func (p *authParser) next() bool {
	p.space()
	if p.broken || p.i >= len(p.s) || p.s[p.i] != ';' {
		return false
	}
	p.i++
	return true
}

// statement reads up to the next semicolon and gives each "key=value". Words without a value are passed over.
func (p *authParser) statement(pair func(key, value string)) {
	for !p.broken {
		p.space()
		if p.i >= len(p.s) || p.s[p.i] == ';' {
			return
		}
		key, ok := p.value("=;")
		if !ok {
			return
		}
		p.space()
		if p.broken || p.i >= len(p.s) || p.s[p.i] != '=' {
			continue
		}
		p.i++
		value, ok := p.value(";")
		if ok && pair != nil && key != "" {
			pair(key, value)
		}
	}
}

// value reads one word that ends at white space, a comment or one of stops. It may have quoted parts: "a b"@example.org.
func (p *authParser) value(stops string) (string, bool) {
	p.space()
	if n := p.plain(stops); n >= 0 && !p.broken {
		p.i += n
		return p.s[p.i-n : p.i], true
	}
	var b strings.Builder
	for !p.broken && p.i < len(p.s) {
		switch c := p.s[p.i]; {
		case c == '"':
			p.quoted(&b)
		case c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '(' || strings.IndexByte(stops, c) >= 0:
			return b.String(), true
		default:
			b.WriteByte(c)
			p.i++
		}
	}
	return b.String(), !p.broken
}

// plain is the length of a value without quotes, which is a piece of the field as it stands; -1 where it has some.
func (p *authParser) plain(stops string) int {
	for i := p.i; i < len(p.s); i++ {
		switch c := p.s[i]; {
		case c == '"':
			return -1
		case c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '(' || strings.IndexByte(stops, c) >= 0:
			return i - p.i
		}
	}
	return len(p.s) - p.i
}

func (p *authParser) quoted(b *strings.Builder) {
	for p.i++; p.i < len(p.s); p.i++ {
		switch c := p.s[p.i]; c {
		case '"':
			p.i++
			return
		case '\\':
			if p.i++; p.i < len(p.s) {
				b.WriteByte(p.s[p.i])
			}
		default:
			b.WriteByte(c)
		}
	}
	p.broken = true
}

// space skips white space and comments, which nest.
func (p *authParser) space() {
	depth := 0
	for ; p.i < len(p.s); p.i++ {
		switch c := p.s[p.i]; {
		case c == '(':
			depth++
		case c == ')' && depth > 0:
			depth--
		case c == '\\' && depth > 0:
			p.i++
		case depth > 0 || c == ' ' || c == '\t' || c == '\r' || c == '\n':
		default:
			return
		}
	}
	p.broken = p.broken || depth > 0
}
