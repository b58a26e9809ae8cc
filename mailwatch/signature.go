package mailwatch

import "strings"

// cutEnd cuts one run of a sender's lines into his words, his signature and the small print below.
func cutEnd(lines []line) (own, signature, footer string) {
	paras := split(lines)
	end := len(paras)

	// The small print: from the end upwards, with the short lines between its paragraphs.
	first := end
	for i := end - 1; i >= 0 && first-i <= 5; i-- {
		if above, ok := paras[i].cutPrint(); ok {
			first = i
			if len(above.lines) > 0 {
				paras = append(paras[:i:i], append([]paragraph{above, {lines: paras[i].lines[len(above.lines):], judged: true, isPrint: true}}, paras[i+1:]...)...)
				first = i + 1
				i++
			}
		} else if paras[i].prose() || paras[i].verdict() {
			break
		}
	}
	if first == 0 {
		first = len(paras) // A mail that is all small print: whatever it says, it says there.
	}
	tail := paras[first:]
	paras = paras[:first]

	paras, sig, below := cutSignature(paras)
	return join(paras), join(sig), join(append(below, tail...))
}

// paragraph is some lines without an empty one between them. What was found out about it is remembered.
type paragraph struct {
	lines   []string
	joined  string
	judged  bool
	isPrint bool
}

func split(lines []line) []paragraph {
	var out []paragraph
	texts := make([]string, 0, len(lines)) // all paragraphs are pieces of it
	start := 0
	flush := func() {
		if start < len(texts) {
			out = append(out, paragraph{lines: texts[start:len(texts):len(texts)]})
			start = len(texts)
		}
	}
	for _, l := range lines {
		if strings.TrimSpace(l.text) == "" {
			flush()
			continue
		}
		if delimiter(l.text) {
			flush()
		}
		texts = append(texts, l.text)
		if delimiter(l.text) {
			flush()
		}
	}
	flush()
	return out
}

func join(paras []paragraph) string {
	n := 0
	for _, p := range paras {
		for _, l := range p.lines {
			n += len(l) + 2
		}
	}
	var b strings.Builder
	b.Grow(n)
	for i, p := range paras {
		if i > 0 {
			b.WriteString("\n\n")
		}
		for j, l := range p.lines {
			if j > 0 {
				b.WriteByte('\n')
			}
			b.WriteString(l)
		}
	}
	return b.String()
}

// text is the paragraph in one line.
func (p *paragraph) text() string {
	if p.joined == "" {
		p.joined = strings.Join(p.lines, " ")
	}
	return p.joined
}

// prose says that the paragraph speaks in sentences rather than in names, titles and addresses.
func (p *paragraph) prose() bool {
	words, ends := 0, false
	for _, l := range p.lines {
		words += len(strings.Fields(l))
		ends = ends || sentenceEnd(l)
		if strings.Contains(l, ". ") || strings.Contains(l, "? ") || strings.Contains(l, "! ") {
			ends = true
		}
	}
	return words >= 30 || words >= 8 && ends
}

// delimiter is the line above a signature (RFC 3676 4.3), its space often lost.
func delimiter(text string) bool {
	return text == "-- " || text == "--" || text == "—" || text == "– " || text == "–"
}

const signatureLines = 16

// cutSignature cuts the signature off: what follows the delimiter, or a closing formula with the name below it. What
// speaks in sentences is no signature; it stays with the sender's own words, unless it is small print.
func cutSignature(paras []paragraph) (own, signature, below []paragraph) {
	for i := len(paras) - 1; i >= 0; i-- {
		if len(paras[i].lines) != 1 || !delimiter(paras[i].lines[0]) {
			continue
		}
		sig, below, ok := asSignature(paras[i+1:])
		if !ok || len(sig)+len(below) == 0 {
			break
		}
		own, closing, more := cutClosing(paras[:i:i])
		return own, append(closing, sig...), append(more, below...)
	}
	return cutClosing(paras)
}

// asSignature accepts paragraphs of names and numbers, and small print among them.
func asSignature(paras []paragraph) (sig, below []paragraph, ok bool) {
	lines := 0
	for i := range paras {
		p := paras[i]
		switch {
		case paras[i].smallPrint():
			below = append(below, p)
		case p.prose() || p.verdict():
			return nil, nil, false
		default:
			sig = append(sig, p)
			lines += len(p.lines)
		}
	}
	return sig, below, lines <= signatureLines
}

// closings are the formulas above a name, without their last comma.
var closings = words(
	"best", "all the best", "best regards", "best wishes", "kind regards", "kindest regards", "warm regards", "warmest regards", "warmly",
	"with kind regards", "with best regards", "with best wishes", "with warm regards", "with regards", "regards", "many thanks", "thanks", "thanks again", "thanks so much", "thank you",
	"thank you again", "thank you so much", "thanks and regards", "thanks & regards", "thank you and best regards", "thanks in advance", "cheers", "sincerely", "sincerely yours", "yours sincerely",
	"yours truly", "yours faithfully", "yours", "respectfully", "cordially", "take care", "talk soon", "speak soon", "best of luck", "very best", "my best", "br", "rgds", "kr",
	"mit freundlichen grüßen", "mit freundlichen grüssen", "mit freundlichem gruß", "freundliche grüße", "freundliche grüsse", "viele grüße", "viele grüsse",
	"beste grüße", "beste grüsse", "herzliche grüße", "liebe grüße", "schöne grüße", "mit besten grüßen", "mit herzlichen grüßen", "mfg", "vg", "lg", "vielen dank und viele grüße",
	"cordialement", "bien cordialement", "bien à vous", "sincères salutations", "salutations distinguées", "meilleures salutations", "bonne journée", "très cordialement",
	"saludos", "un saludo", "un cordial saludo", "saludos cordiales", "cordialmente", "atentamente", "muchas gracias", "gracias", "un abrazo",
	"atenciosamente", "abraços", "abraço", "um abraço", "cumprimentos", "com os melhores cumprimentos", "obrigado", "obrigada", "att", "grato", "grata",
	"met vriendelijke groet", "met vriendelijke groeten", "vriendelijke groet", "vriendelijke groeten", "hartelijke groet", "hartelijke groeten", "groet", "groeten", "mvg",
	"cordiali saluti", "distinti saluti", "saluti", "un caro saluto", "grazie", "a presto", "un cordiale saluto", "i migliori saluti",
)

func words(list ...string) map[string]bool {
	m := make(map[string]bool, len(list))
	for _, w := range list {
		m[w] = true
	}
	return m
}

// cutClosing finds the first closing formula with a name below it after which nobody speaks in sentences any more.
func cutClosing(paras []paragraph) (own, signature, below []paragraph) {
	// From the end upwards as long as signatures are possible, so that long letters cost nothing.
	for i := len(paras) - 1; i >= 0 && i >= len(paras)-8; i-- {
		p := &paras[i]
		for j := len(p.lines) - 1; j >= 0; j-- {
			if !closing(p.lines, j, paras[i+1:]) {
				continue
			}
			after := append([]paragraph{{lines: p.lines[j:]}}, paras[i+1:]...)
			sig, below, ok := asSignature(after)
			if !ok {
				break
			}
			own = paras[:i:i]
			if j > 0 {
				own = append(own, paragraph{lines: p.lines[:j]})
			}
			return own, sig, below
		}
		if p.prose() && !p.smallPrint() {
			break
		}
	}
	return paras, nil, nil
}

// closing says that line j is a closing formula and that a name follows, in the same line or in the next.
func closing(lines []string, j int, later []paragraph) bool {
	text := strings.TrimSpace(lines[j])
	if len(text) > 80 {
		return false
	}
	formula, name, comma := strings.Cut(text, ",")
	if !closings[strings.ToLower(strings.TrimRight(formula, " .!,-"))] {
		return false
	}
	if name = strings.TrimSpace(name); comma && name != "" {
		return nameLine(name)
	}
	if j+1 < len(lines) {
		return nameLine(lines[j+1])
	}
	return len(later) > 0 && nameLine(later[0].lines[0])
}

// nameLine says that a line can be a name: a few words in capitals, no number, no sentence.
func nameLine(text string) bool {
	text = strings.Trim(text, " \t*_,|-")
	fields := strings.Fields(text)
	if len(fields) == 0 || len(fields) > 6 || len(text) > 60 || strings.ContainsAny(text, "0123456789?!:") {
		return false
	}
	if len(fields) == 1 {
		return true
	}
	for _, f := range fields {
		switch strings.ToLower(f) {
		case "von", "van", "der", "den", "de", "del", "della", "di", "da", "dos", "la", "le", "and", "und", "et", "y", "e", "en", "the", "at", "of", "team", "|", "-", "–", "&", "/":
			continue
		}
		if c := f[0]; c >= 'a' && c <= 'z' {
			return false
		}
	}
	return true
}
