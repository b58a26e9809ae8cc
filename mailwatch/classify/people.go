package classify

import (
	"strings"
	"unicode/utf8"

	"followup/followup"
)

var jobTitles = pattern(`(?i)\b(?:recruit\w*|talent|sourcer|human resources|hr|people|hiring|engineer\w*|director|manager|lead|head|founder|ceo|cto|vp|officer|coordinator|partner|consultant|personal\w*|leiter\w*|referent\w*|assistent\w*|specialist)\b`).unless(func(s string) bool { return len(s) > 1 })

// closing are the words above a signature.
var closing = pattern(`(?i)^\W*(?:with |mit |avec |con |com |met |my |many |z |i |un |l |um |les |todo )?(?:all (?:the )?best|best|regards|kind|warm|thanks|thank you|many thanks|cheers|take care|talk soon|see you|speak soon|good luck|sincerely|cordially|yours|respectfully|freundlich\w*|beste[nr]?|viele|vielen dank|herzliche\w*|liebe|lg|mfg|vg|gruß|grüße|gruss|schöne|bis bald|bis dann|cordialement|bien|salutations|meilleur\w*|à bientôt|sincères|respectueu\w*|saludos?|un saludo|atentamente|cordiales|abrazos?|un abrazo|atenciosamente|abraços?|cumprimentos|melhores|at\.?te|obrigad\w|até|vriendelijke|groet\w*|hartelijke|tot |cordiali|distinti|a presto|saluti|un abbraccio|abbraccio|cordialmente|pozdrawia\w*|pozdrowienia|z poważaniem|poważaniem|do zobaczenia|mit besten|mit herzlichen|besten)\b[\p{L} ',!.\x{1F300}-\x{1FAFF}]{0,30}$`).unless(closes)

// closes reports whether a line may be one of closing words: a plain one has no other signs behind its first letter than theirs, and
// begins with the letters of one of them.
func closes(l string) bool {
	first := -1
	for i := range len(l) {
		switch c := l[i]; {
		case c >= utf8.RuneSelf:
			return true
		case first < 0 && asciiWord(c):
			first = i
		case first >= 0 && !asciiWord(c) && strings.IndexByte(" ',!.", c) < 0:
			return false
		}
	}
	if first < 0 {
		return false
	}
	var w [3]byte
	n := 0
	for n < len(w) && first+n < len(l) && asciiWord(l[first+n]) {
		w[n] = lowered[l[first+n]]
		n++
	}
	return closingHeads[string(w[:n])]
}

// closingHeads are the first three letters of these words, or all of them.
var closingHeads = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`wit mit ave con com met my man z i un l um les tod all bes reg kin war tha che tak tal see spe goo sin cor you res fre vie her lie lg mfg
		vg gru sch bis bie sal mei a ate abr cum mel at att obr vri gro har tot dis abb poz pow do`) {
		m[w] = true
	}
	return m
}()

// greetings are the words before the reader's name at the begin of a mail.
var greetings = pattern(`(?i)^\W{0,4}(?:hi|hello|hey|hiya|dear|good (?:morning|afternoon|evening|day)|greetings|hallo|lieber?|liebes|guten (?:tag|morgen)|grüezi|servus|moin|sehr geehrter?|bonjour|chère|cher|salut|hola|estimad[oa]|apreciad[oa]|querid[oa]|buen(?:os|as) (?:días|tardes)|olá|oi|prezad[oa]|car[oa]|bom dia|boa tarde|ciao|gentile|egregi[oa]|buongiorno|beste|geachte|hoi|cześć|hej|szanown[ya]|witaj|dzień dobry)[ ,]+((?:(?:frau|herr|herrn|mr|mrs|ms|miss|dr|prof|mag|madame|monsieur|sr|sra|señora?|senhora?|mevrouw|meneer|sig|sig\.ra|pani?e?)\.?\s+)*)(\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+){0,2})[ ]?[,!:.…\n]`).unless(greets)

// greets reports whether a text may begin with one of these words: their first two letters tell that most do not.
func greets(s string) bool {
	for i := 0; i < min(len(s)-1, 5); i++ {
		switch c, d := s[i], s[i+1]; {
		case c >= utf8.RuneSelf:
			return true
		case asciiWord(c):
			return d < utf8.RuneSelf && strings.Contains("hi he de go gr ha li gu se mo bo ch sa ho es ap qu bu ol oi pr ca ci ge eg be cz sz wi dz ", string([]byte{lowered[c], lowered[d], ' '})) ||
				d >= utf8.RuneSelf
		}
	}
	return false
}

var named = pattern(`^\W{0,3}(\p{Lu}[\p{L}'’-]+)\s*,\s`)

// greeted is the name by which a mail addresses its reader.
func greeted(own string) string {
	head := clip(strings.TrimSpace(own), 400) + "\n"
	for line := head; line != ""; _, line, _ = strings.Cut(line, "\n") {
		if m := greetings.FindStringSubmatch(line); m != nil {
			return m[2]
		}
	}
	if m := named.FindStringSubmatch(head); m != nil && vocab.of(m[1])&wordNever == 0 {
		return m[1]
	}
	return ""
}

// signed is who signs a mail.
type signed struct{ name, title string }

// signer gives the person who signs the mail and what she is.
func (g *reading) signer() (name, jobTitle string) {
	if g.signed == nil {
		name, jobTitle := signer(g.m.Text.Own, g.m.Text.Signature)
		g.signed = &signed{name, jobTitle}
	}
	return g.signed.name, g.signed.title
}

// signer reads the name under the closing line, with a title below it, if it looks like a person's.
func signer(own, signature string) (name, jobTitle string) {
	ls := signLines(own, signature)
	after := false
	for i, l := range ls {
		switch {
		case l == "":
		case closing.MatchString(l):
			after = true
		case after || i >= len(ls)-3:
			n, rest := strings.Trim(l, " ,.-–—*_"), ""
			var at []int
			if beginsName(n) {
				at = nameParts.FindStringIndex(n)
			}
			if at != nil && at[0] > 1 {
				n, rest = strings.TrimSpace(n[:at[0]]), strings.Trim(n[at[1]:], " )")
			}
			if f := strings.Fields(n); len(f) >= 1 && len(f) <= 4 && personName(n) && !orgLike(n) && !areaLike(n) && (after || personLike(n)) {
				if jobTitles.MatchString(rest) {
					jobTitle = rest
				}
				for _, m := range ls[i+1:] {
					if m != "" {
						if jobTitle == "" && len(m) < 60 && (jobTitles.MatchString(m) || titleLine(m)) {
							jobTitle = m
						}
						break
					}
				}
				return n, jobTitle
			}
			if after {
				return "", ""
			}
		}
	}
	return "", ""
}

// beginsName reports whether the first word of a line can be that of a name, alone or before one of the marks that part names.
func beginsName(l string) bool {
	l = strings.TrimSpace(l)
	if i := strings.IndexAny(l, " \t\r\f\v\u00a0"); i > 0 {
		l = l[:i]
	}
	return strings.ContainsAny(l, "|,(/@:：") || personName(l)
}

// personName reports whether a line is a name: capitalised words, no digits, no word of a team or company.
func personName(n string) bool {
	for i, w := range strings.Fields(n) {
		r := []rune(w)
		if i > 0 && joins[w] {
			continue
		}
		if len(r) == 0 || !isUpper(r[0]) || strings.ContainsAny(w, "0123456789@:/&|") {
			return false
		}
		if s := vocab.of(w); s&(wordLegal|wordDept|wordTool) != 0 || i == 0 && s&wordNever != 0 && s&wordGiven == 0 {
			return false
		}
	}
	return true
}

func isUpper(r rune) bool {
	return strings.ToUpper(string(r)) == string(r) && strings.ToLower(string(r)) != string(r)
}

// meeting are the words before the names of those whom the reader will meet. After a bare "with" a company may stand, so there
// a title must follow the name.
var meeting = pattern(`^(?:(?:[Mm]eet(?:ing)?(?: with)?|[Ss]peak(?:ing)?(?: with| to)|[Tt]alk(?:ing)? (?:with|to)|[Ii]nterviewers?(?: will be| are| is)?|[Pp]anel(?:lists)?|[Tt]reffen(?: [Ss]ie)?|[Ss]prechen(?: [Ss]ie)? mit|[Gg]espräch (?:führen|führt)|[Gg]esprächspartner(?:in|innen)?(?: sind| ist)?|[Rr]encontrerez|[Éé]changerez avec|[Ss]erez reçue? par|[Cc]onocerás a|[Hh]ablarás con|[Ee]ntrevistador(?:es|a|as)?|[Cc]onversar com|[Cc]onversará com|[Ii]ncontrer(?:ai|à)|[Pp]arler(?:ai|à) con|[Gg]esprek(?:spartners?)? (?:met|zijn|is)|[Ss]preek(?:t)? met|[Ss]potkanie z|[Rr]ozmow[aęy] z)[:：]?\s+|(with|mit|avec|con|com|met)\s+)`)

// meetingHeads are the first three letters of these words.
var meetingHeads = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields("mee spe tal int pan tre spr ges ren ser con hab ent inc par spo roz wit mit ave com met") {
		m[w] = true
	}
	return m
}()

// met is where words about a meeting end, and whether they are but a "with".
type met struct {
	end  int
	bare bool
}

// meetings finds the first words about a meeting. They are looked for only where a word begins with the letters of one.
func meetings(text string) (found []met) {
	for i := 0; i+3 < len(text) && len(found) < 8; i++ {
		if i > 0 && asciiWord(text[i-1]) {
			continue
		}
		if head := [3]byte{text[i] | 0x20, text[i+1] | 0x20, text[i+2] | 0x20}; !meetingHeads[string(head[:])] && text[i] != "é"[0] {
			continue
		}
		if m := meeting.FindStringSubmatchIndex(text[i:]); m != nil {
			i += m[1] - 1
			found = append(found, met{i + 1, m[2] >= 0})
		}
	}
	return found
}

// metName is a name of two to four words, with a title in brackets or behind a comma or not.
var metName = pattern(`^((?:(?:Dr|Mr|Ms|Mrs|Prof|Herrn?|Frau|Mme|M|Sra?|Dott|Dhr|Mevr|Pani|Pan)\.? )*\p{Lu}[\p{L}'’-]+(?: (?:van|von|de|da|di|del|der|den|la))* \p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)?)(?:\s*\(([^)\n]{2,60})\)|,\s+(?:our |the |unser |unsere |notre |nuestr[oa] )?([\p{L}][\p{L} &/-]{2,50}))?(?:,? (?:and|und|et|y|e|en|i|as well as|sowie)\s+|[,;]\s+|\s*\n\s*[-•*]?\s*)?`)

// interviewers are the people whom the words say will be met.
func interviewers(text, employer string) []followup.Person {
	var out []followup.Person
	seen := map[string]bool{}
	text = clip(text, 6000)
	for _, m := range meetings(text) {
		rest, bare := strings.TrimLeft(text[m.end:min(len(text), m.end+400)], " -•*"), m.bare
		for range 6 { // more than six at one table are a list of something else
			n := metName.FindStringSubmatch(rest)
			if n == nil {
				break
			}
			name, jobTitle := n[1], strings.TrimSpace(n[2])
			step := len(n[0])
			if is := strings.TrimSpace(n[3]); jobTitle == "" && (jobTitles.MatchString(is) || titleLine(is)) {
				jobTitle = trailingWords.ReplaceAllString(is, "")
			} else if is != "" {
				step = strings.Index(rest, n[3]) // what stands behind the comma is the next name or another matter
			}
			rest = rest[step:]
			if bare && jobTitle == "" || !personName(name) && !personTitle.MatchString(name) || orgLike(name) || areaLike(name) || roleLike(name) || sameName(name, employer) {
				break
			}
			if !seen[name] {
				seen[name] = true
				out = append(out, followup.Person{Name: name, Title: jobTitle, Part: followup.PartInterviewer, Known: "prose"})
			}
		}
	}
	return out
}

// trailingWords are what a sentence goes on with behind a title.
var trailingWords = pattern(`(?i)\s+(?:and|und|et|y|on|at|am|um|le|el|will|for|to|who)\b.*$`)

// rounds are the kinds of interview by the flag that language files give them, the most telling first.
var rounds = []struct {
	flag string
	kind followup.RoundKind
}{
	{"video", followup.RoundVideo}, {"final", followup.RoundFinal}, {"onsite", followup.RoundOnsite}, {"technical", followup.RoundTechnical},
	{"manager", followup.RoundManager}, {"screen", followup.RoundScreen}, {"informal", followup.RoundInformal},
}

// round tells the kind of the interview and whether it is a further one.
func (g *reading) round(s *followup.Signal) {
	switch s.Kind {
	case followup.InterviewInvite, followup.InterviewConfirm, followup.InterviewReschedule, followup.InterviewCancel, followup.Assessment:
	default:
		return
	}
	for _, r := range rounds {
		if s.RoundKind == followup.RoundUnknown && g.said("round", r.flag) {
			s.RoundKind = r.kind
		}
	}
	s.Further = g.said("further", "")
}

// said reports whether a phrase of a family, with a flag, stands in the subject or the own words.
func (g *reading) said(f family, flag string) bool {
	for _, p := range []*passage{&g.subject, &g.body} {
		for _, h := range p.hits {
			if h.cue.family == f && (flag == "" || h.cue.flags[flag]) {
				return true
			}
		}
	}
	return false
}
