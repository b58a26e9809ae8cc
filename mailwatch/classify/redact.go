package classify

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"followup/followup"
	"followup/mailwatch"

	"golang.org/x/net/publicsuffix"
)

// RedactedUser is the address of the user in a redacted mail; the name part of it is hers alone.
const RedactedUser = "me@user.example"

// Redact writes a mail again so that it can be shown to others: its structure, its language, its times and the words that
// decide stay; names, addresses, numbers and links become others, the same one each time within the mail. Of words in
// capitals only those stay that the language files, the calendar or the forms of letters know: whatever else there is may
// be a name.
func (r *Reader) Redact(raw []byte) ([]byte, error) {
	m, err := mailwatch.Parse(raw, time.Time{}, mailwatch.DefaultLimits())
	if err != nil {
		return nil, err
	}
	g := r.open(m)
	defer g.close()
	s := g.read()
	d := newDisguise(r.self, raw)
	d.learn(m, s, g.guesses)
	return mailwatch.Redact(raw, mailwatch.Disguise{Text: d.text, Address: d.address, Link: d.link, ID: d.id}), nil
}

// learn collects the names that the mail gives away by itself.
func (d *disguise) learn(m *mailwatch.Message, s followup.Signal, guesses []guess) {
	for _, list := range [][]mailwatch.Address{m.From, m.To, m.Cc, m.ReplyTo, {m.Sender}} {
		for _, a := range list {
			d.learnAddress(a)
		}
	}
	for _, c := range m.Calendars {
		for _, e := range c.Events {
			d.learnAddress(e.Organizer)
			for _, a := range e.Attendees {
				d.learnAddress(a.Address)
			}
		}
	}
	d.learnName(s.Employer, false)
	d.learnName(s.Agency, false)
	for _, p := range append(slices.Clone(s.People), s.Person) {
		d.learnName(p.Name, true)
		d.learnAddress(mailwatch.Address{Addr: p.Addr})
	}
	for _, g := range guesses { // they may be no names at all: words that mean something stay
		for _, w := range letterRuns.FindAllString(g.name, -1) {
			if f := foldWord(w); len(f) > 1 && !lexis().has(f) {
				d.know(f, false)
			}
		}
	}
	text := m.Text.Own + "\n" + m.Text.Quoted + "\n" + m.Text.Signature + "\n" + m.Text.Footer
	for _, hit := range eastern.FindAllStringSubmatch(m.Subject+"\n"+text, 50) {
		for _, name := range hit[1:] {
			if utf8.RuneCountInString(name) > 1 && !easternCommon[name] {
				d.learnName(name, true)
			}
		}
	}
	for l := range strings.Lines(text) {
		if hit := salutation.FindStringSubmatch(strings.TrimSpace(l)); hit != nil {
			d.learnName(hit[1], true)
		}
	}
	slices.SortFunc(d.exact, func(a, b string) int { return len(b) - len(a) })
}

// salutation names who is spoken to; eastern are the names before a title of respect, and around "company".
var (
	salutation = pattern(`(?i)^(?:hi|hello|hey|dear|hallo|liebe[rs]?|sehr geehrte[rs]?|guten tag|bonjour|cher|chère|madame|hola|estimad[oa]|ol[áa]|prezad[oa]|car[oai]|gentile|beste|geachte|ciao|drog[ai]|szanown[yaie]+|witaj)(?: (?:mr|mrs|ms|dr|herrn?|frau|sig|sra?|dhr|mevr)\.?)? ([\p{L}'’ -]{2,40}?)[ ,!:.]*$`)
	eastern    = pattern(`(?:^|[^\p{Han}\p{Katakana}])([\p{Han}]{2,5}|[\p{Katakana}ー]{2,10})\s?(?:様|さん|氏|殿|先生|女士|小姐)|(?:株式会社|有限会社)([\p{Han}\p{Katakana}ー]{2,12})|(?:^|[^\p{Han}\p{Katakana}])([\p{Han}\p{Katakana}ー]{2,8})(?:株式会社|有限公司|集团|科技)`)
)

// easternCommon are words before a title of respect that are no names.
var easternCommon = map[string]bool{"応募者": true, "候補者": true, "担当者": true, "皆": true, "各位": true, "採用担当": true, "採用担当者": true, "求職者": true, "学生": true}

func (d *disguise) learnAddress(a mailwatch.Address) {
	d.learnName(a.Name, true)
	local, domain, _ := strings.Cut(strings.ToLower(a.Addr), "@")
	if keptLocal(local, domain) == "" {
		d.learnName(separators.Replace(local), true)
	}
	if label := ownLabel(domain); label != "" {
		d.learnName(separators.Replace(label), false)
	}
}

var separators = strings.NewReplacer(".", " ", "_", " ", "-", " ", "+", " ")

// learnName takes the words of a name that are not those of every company or team.
func (d *disguise) learnName(name string, person bool) {
	name = strings.ToValidUTF8(name, "")
	if strings.ContainsAny(name, "0123456789") && utf8.RuneCountInString(name) > 1 || strings.ContainsFunc(name, func(c rune) bool { return ideograph(c) || unicode.Is(unicode.Hangul, c) }) {
		if len(name) > 2 {
			d.exact = append(d.exact, name)
		}
	}
	for _, w := range letterRuns.FindAllString(name, -1) {
		if f := foldWord(w); utf8.RuneCountInString(f) > 1 && (vocab.of(f)&shared == 0 || person && vocab.of(f)&wordGiven != 0) && (person || vocab.of(f)&^wordGiven == 0) && !teamWords[f] {
			d.know(f, person)
		}
	}
}

func (d *disguise) know(folded string, person bool) { d.known[folded] = d.known[folded] || person }

// shared are the sorts of words that tell one company or team from no other.
const shared = wordDept | wordNever | wordTool | wordLegal

// teamWords stand in the names of teams and departments as well as in those of companies.
var teamWords = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`people operations culture acquisition via department automation admin mailer staffing talents university
		campus resources personalabteilung bewerbermanagement karriere bewerbung recrutement rh recursos humanos seleccion selezione
		risorse umane werving von van der de del la und and et y calendar google microsoft teams zoom no reply do not team hr`) {
		m[w] = true
	}
	return m
}()

var letterRuns = pattern(`[\p{L}\p{M}]+`)

func foldWord(w string) string { return string(fold(w, 200).text) }

// ownLabel is the label by which a domain names its owner, empty for those that many share.
func ownLabel(domain string) string {
	if senders.of("x@"+domain).class != classOther {
		return ""
	}
	own, err := publicsuffix.EffectiveTLDPlusOne(domain)
	if err != nil {
		own = domain
	}
	label, _, _ := strings.Cut(own, ".")
	return label
}
