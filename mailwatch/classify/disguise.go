package classify

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"followup/mailwatch"

	"golang.org/x/net/publicsuffix"
)

// disguise gives everything that tells of somebody another face.
type disguise struct {
	self  map[string]bool
	known map[string]bool   // folded words of names; true: of a person's
	exact []string          // names that are replaced whole: those with digits or without spaces between words
	faces map[string]string // what stands for what, by kind and value
	taken map[string]bool   // words of the mail, and faces that are given away
	means map[string]bool   // words that were looked up: whether they mean something to the reader
	next  int
}

func newDisguise(self map[string]bool, raw []byte) *disguise {
	d := &disguise{self: self, known: map[string]bool{}, faces: map[string]string{}, taken: map[string]bool{}, means: map[string]bool{}}
	for _, w := range letterRuns.FindAllString(strings.ToLower(string(raw)), -1) {
		d.taken[w] = true
	}
	return d
}

// face returns what stands for a value, and makes it at first. Two values get the same face only where there are no more,
// as with short numbers.
func (d *disguise) face(kind, value string, invent func() string) string {
	key := kind + "\x00" + value
	if f, ok := d.faces[key]; ok {
		return f
	}
	f := invent()
	for tries := 0; (d.taken[f] || f == value) && tries < 100; tries++ {
		f = invent()
	}
	d.faces[key], d.taken[f] = f, true
	return f
}

// invent makes up a word that means nothing in any of the languages that are read.
func (d *disguise) invent() string {
	const first, vowels, last = "lmtvkrdpnbz", "oaieu", "nrlskm"
	for {
		n := d.next
		d.next++
		w := string([]byte{
			first[n%len(first)], vowels[(n/3)%len(vowels)], first[(n*7+4)%len(first)], vowels[(n*3+1)%len(vowels)], first[(n*5+2+n/11)%len(first)],
			vowels[(n/5+2)%len(vowels)], last[(n/2)%len(last)],
		})
		if !lexis().has(w) {
			return w
		}
	}
}

func (d *disguise) name(folded string) string { return d.face("name", folded, d.invent) }

// A text is looked through for these, the first that fits at each place.
var pieces = pattern(`(?i:\b(?:https?|ftp|webcal)://[^\s<>"'）)\]]+|\bwww\.[^\s<>"'）)\]]+)` +
	`|[\pL\pN._%+'-]+@[\pL\pN-]+(?:\.[\pL\pN-]+)+` +
	`|\b[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.[a-z]{2,}\b(?:/[^\s<>"')\]]*)?` +
	`|[+(]?\pN[\pN ()./\x{00a0}-]*\pN|\pN` +
	`|[\p{L}\p{M}]+`)

// text puts a line of words into disguise.
func (d *disguise) text(s string) string {
	for _, name := range d.exact {
		if i := strings.Index(strings.ToLower(s), strings.ToLower(name)); i >= 0 {
			s = replaceFold(s, name, d.whole(name))
		}
	}
	found := pieces.FindAllStringIndex(s, -1)
	few := len(letterRuns.FindAllString(s, 5)) <= 4
	var b strings.Builder
	end := 0
	for i, at := range found {
		gap, piece := s[end:at[0]], s[at[0]:at[1]]
		b.WriteString(gap)
		end = at[1]
		switch c, _ := utf8.DecodeRuneInString(piece); {
		case strings.Contains(piece, "://"), strings.HasPrefix(strings.ToLower(piece), "www."):
			link := strings.TrimRight(piece, ".,;:!?*_")
			b.WriteString(d.link(link) + piece[len(link):])
		case strings.Contains(piece, "@"):
			b.WriteString(d.address(piece))
		case unicode.IsNumber(c), c == '+', c == '(':
			b.WriteString(d.numbers(piece))
		case strings.Contains(piece, "."):
			if !isDomain(piece) {
				b.WriteString(d.wordByWord(piece))
				break
			}
			host, path, slash := strings.Cut(piece, "/")
			b.WriteString(d.host(host))
			if slash && path != "" {
				b.WriteString("/" + d.face("path", path, func() string { d.next++; return fmt.Sprintf("p%d", d.next) }))
			} else if slash {
				b.WriteString("/")
			}
		default:
			begins := i == 0 || strings.ContainsAny(gap, ".!?:;\n•|>\"“„") || strings.TrimSpace(s[:at[0]]) == ""
			b.WriteString(d.word(piece, few || d.besideKnown(s, found, i) || !begins && d.known[foldWord(piece)]))
		}
	}
	b.WriteString(s[end:])
	return b.String()
}

// wordByWord puts words with dots between them into disguise.
func (d *disguise) wordByWord(s string) string {
	return letterRuns.ReplaceAllStringFunc(s, func(w string) string { return d.word(w, false) })
}

// besideKnown reports whether the word before or behind piece i is part of a name.
func (d *disguise) besideKnown(s string, found [][]int, i int) bool {
	for _, j := range []int{i - 1, i + 1} {
		if j < 0 || j >= len(found) || abs(found[max(i, j)][0]-found[min(i, j)][1]) > 2 {
			continue
		}
		w := s[found[j][0]:found[j][1]]
		if _, known := d.known[foldWord(w)]; known && upperFirst(w) {
			return true
		}
	}
	return false
}

// word puts a word into disguise if it may be a name. named says that it stands where a word that also means something
// else is a name.
func (d *disguise) word(w string, named bool) string {
	f := foldWord(w)
	common, ok := d.means[f]
	if !ok {
		common = lexis().has(f) || mailwatch.LetterWord(w) || vocab.of(f)&^wordGiven != 0
		d.means[f] = common
	}
	_, known := d.known[f]
	switch {
	case utf8.RuneCountInString(w) < 2:
		return w
	case known && (!common || upperFirst(w) && named):
	case known, common, !upperFirst(w):
		return w
	}
	face := d.name(f)
	switch {
	case w == strings.ToUpper(w):
		return strings.ToUpper(face)
	case upperFirst(w):
		return strings.ToUpper(face[:1]) + face[1:]
	}
	return face
}

func upperFirst(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r) || unicode.IsTitle(r)
}

// whole is what stands for a name that is replaced whole, in its own script.
func (d *disguise) whole(name string) string {
	if !strings.ContainsFunc(name, ideograph) {
		f := d.name("whole " + name)
		return strings.ToUpper(f[:1]) + f[1:]
	}
	const trees = "楓椿桐榎樫柊楡檜楢梓"
	return d.face("whole", name, func() string {
		var b strings.Builder
		for i := range max(2, min(4, utf8.RuneCountInString(name))) {
			b.WriteRune([]rune(trees)[(d.next+i*3)%10])
		}
		d.next++
		return b.String()
	})
}

// replaceFold replaces a text whatever the case of its letters.
func replaceFold(s, old, with string) string {
	return regexp.MustCompile(`(?i)`+regexp.QuoteMeta(old)).ReplaceAllLiteralString(s, with)
}

// isDomain reports whether a word with dots is a name of the internet.
func isDomain(s string) bool {
	host, _, slash := strings.Cut(s, "/")
	suffix, icann := publicsuffix.PublicSuffix(host)
	if suffix == host {
		return false
	}
	return icann || slash || strings.HasSuffix(host, ".example") || strings.HasSuffix(host, ".invalid") || strings.HasSuffix(host, ".test")
}

// classHosts are names that the table of senders knows for each kind, so that a mail in disguise is read the same way.
var classHosts = map[class]string{
	classATS: "hiring-service.example", classAssessment: "test-service.example", classScheduler: "booking-service.example", classBoard: "job-board.example",
	classAlert: "job-alerts.example", classWebmail: "webmail.example",
}

// host is what stands for a domain: one of its kind for those that many share, an invented one for an owner's.
func (d *disguise) host(host string) string {
	host = strings.ToLower(host)
	if strings.Contains(host, "zoom") || strings.HasPrefix(host, "meet.") || strings.HasPrefix(host, "teams.") {
		return "video-room.example"
	}
	if h := classHosts[senders.of("x@"+host).class]; h != "" {
		return h
	}
	var out []string
	for w := range strings.SplitSeq(ownLabel(host), "-") {
		if w == "" {
			continue
		}
		out = append(out, d.name(foldWord(w)))
	}
	if len(out) == 0 {
		return "somewhere.example"
	}
	return strings.Join(out, "-") + ".example"
}

// keptLocal is the part of a local name that tells a role, not a person: it decides whether somebody reads there.
func keptLocal(local, domain string) string {
	var kept []string
	for _, w := range []string{"career", "recruit", "talent", "hiring", "jobs", "bewerb", "people", "interview", "candidat", "rrhh", "karriere", "rekrut", "vacatures", "personal"} {
		if strings.Contains(local, w) {
			kept = append(kept, w)
			break
		}
	}
	if strings.HasSuffix(local, "hr") && len(kept) == 0 {
		kept = append(kept, "hr")
	}
	if robot(local, domain) {
		kept = append(kept, "noreply")
	}
	if len(kept) == 0 && genericLocal[local] {
		return local
	}
	return strings.Join(kept, "-")
}

// address is what stands for an address.
func (d *disguise) address(addr string) string {
	addr = strings.ToLower(addr)
	if d.self[addr] {
		return RedactedUser
	}
	i := strings.LastIndexByte(addr, '@')
	if i < 0 {
		return d.name(foldWord(addr))
	}
	local, domain := addr[:i], addr[i+1:]
	role := keptLocal(local, domain)
	if role == "" {
		role = d.face("local", addr, func() string {
			var out []string
			for _, w := range letterRuns.FindAllString(local, 3) {
				out = append(out, d.name(foldWord(w)))
			}
			if len(out) == 0 {
				d.next++
				out = append(out, fmt.Sprintf("u%d", d.next))
			}
			f := strings.Join(out, ".")
			for d.taken[f] {
				d.next++
				f = fmt.Sprintf("%s%d", strings.Join(out, "."), d.next)
			}
			return f
		})
	}
	return role + "@" + d.host(domain)
}

// link is what stands for an address of the web.
func (d *disguise) link(link string) string {
	if addr, ok := strings.CutPrefix(strings.ToLower(link), "mailto:"); ok {
		return "mailto:" + d.address(addr)
	}
	scheme, rest, ok := strings.Cut(link, "://")
	if !ok {
		scheme, rest = "https", link
	}
	if len(scheme) > 10 || letterRuns.FindString(scheme) != scheme {
		scheme = "https"
	}
	host := rest
	if i := strings.IndexAny(host, "/?#:"); i >= 0 {
		host = host[:i]
	}
	if host == "" || strings.HasPrefix(link, "#") || strings.HasPrefix(link, "/") {
		return "https://somewhere.example/"
	}
	return scheme + "://" + d.host(host) + "/" + d.face("link", link, func() string { d.next++; return fmt.Sprintf("p%d", d.next) })
}

// id is what stands for a Message-ID or a UID.
func (d *disguise) id(id string) string {
	return d.face("id", id, func() string { d.next++; return fmt.Sprintf("id%d@redacted.example", d.next) })
}

var dayShape = pattern(`^(?:\d{1,2}[./-]\d{1,2}(?:[./-](?:\d{4}|\d{2})?)?|\d{4}[./-]\d{1,2}[./-]\d{1,2}|(?:19|20)\d{2}(?:[/-](?:19|20)?\d{2})?|\d{1,2})[.)]?$`)

// numbers puts numbers into disguise, but for days, hours and years.
func (d *disguise) numbers(s string) string {
	chunks := strings.FieldsFunc(s, func(c rune) bool { return c == ' ' || c == '\u00a0' })
	day := slices.ContainsFunc(chunks, func(c string) bool { return len(c) > 2 && dayShape.MatchString(c) })
	digits := 0
	for _, c := range s {
		if unicode.IsNumber(c) {
			digits++
		}
	}
	if digits >= 7 && !day {
		return d.number(s)
	}
	for _, c := range chunks {
		if !dayShape.MatchString(strings.Trim(c, "(+")) {
			s = strings.Replace(s, c, d.number(c), 1)
		}
	}
	return s
}

// number gives a number other digits.
func (d *disguise) number(s string) string {
	return d.face("number", s, func() string {
		d.next++
		n := uint32(d.next)
		return strings.Map(func(c rune) rune {
			if !unicode.IsNumber(c) {
				return c
			}
			n = n*1664525 + 1013904223
			return rune('1' + n>>16%9)
		}, s)
	})
}
