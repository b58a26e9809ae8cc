package submit

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"followup/followup"
)

// maxReferences caps the References of a letter: the first id and the newest ones tie a thread together
// (RFC 5322 3.6.4).
const maxReferences = 40

// idPattern is a Message-ID without brackets: one @ and printable ASCII around it, none of which can end the id or the
// header early. Many real ids are no dot-atoms (RFC 5322 3.6.4 is looser in the wild), so all other characters pass.
var idPattern = regexp.MustCompile(`^[!-;=?A-~]{1,200}@[!-;=?A-~]{1,200}$`)

func validID(id string) bool { return idPattern.MatchString(id) }

// Clean returns the letter as it will be rendered: header values and names in one clean line, text without control and
// bidi characters and with "\n" line ends, ids without brackets, the date in whole seconds. An In-Reply-To or
// References entry that is no Message-ID is dropped; an In-Reply-To that stays is the last of References. A letter that
// went through Clean is unchanged by it.
func Clean(l Letter) Letter {
	l.From = cleanAddress(l.From)
	l.To = cleanAddress(l.To)
	l.Subject = oneLine(l.Subject)
	l.Text = cleanText(l.Text)
	l.MessageID = bareID(l.MessageID)
	l.InReplyTo = bareID(l.InReplyTo)
	if !validID(l.InReplyTo) {
		l.InReplyTo = ""
	}
	l.References = cleanReferences(l.References, l.InReplyTo)
	_, offset := l.Date.Zone()
	l.Date = l.Date.Truncate(time.Second).In(time.FixedZone("", offset-offset%60))
	return l
}

func cleanAddress(a followup.Address) followup.Address {
	// A backslash or quote in a display name is an escape to one reader and a letter to another (RFC 5322 3.2.4).
	name := oneLine(strings.NewReplacer(`\`, "", `"`, "").Replace(a.Name))
	if len(name) > maxName {
		name = strings.TrimSpace(strings.ToValidUTF8(name[:maxName], ""))
	}
	return followup.Address{Name: name, Addr: strings.TrimSpace(a.Addr)}
}

// oneLine is the one sanitiser of header values: valid UTF-8, controls, bidi and other invisible characters gone, runs
// of white space one space. An undecoded encoded word is broken up, so that no reader takes it for one of ours.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		if invisible(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	s = strings.ReplaceAll(s, "=?", "= ?")
	return strings.Join(strings.Fields(s), " ")
}

// cleanText keeps "\n" and tabs, and spaces inside lines; the spaces at the end of a line go, because mail on its way
// may lose them.
func cleanText(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n").Replace(strings.ToValidUTF8(s, "\uFFFD"))
	s = strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && invisible(r) {
			return -1
		}
		return r
	}, s)
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " \t")
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}

// invisible reports control characters (C0, C1, DEL), bidi controls, line separators, the byte order mark and soft
// hyphens: Unicode categories Cc and Cf, without the two joiners that scripts and emoji need, and Zl, Zp.
func invisible(r rune) bool {
	if r == '\u200c' || r == '\u200d' {
		return false
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
}

func bareID(id string) string {
	id = strings.TrimSpace(id)
	return strings.TrimSuffix(strings.TrimPrefix(id, "<"), ">")
}

func cleanReferences(refs []string, parent string) []string {
	var out []string
	for _, id := range refs {
		if id = bareID(id); validID(id) && id != parent && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	if parent != "" {
		out = append(out, parent)
	}
	if len(out) > maxReferences {
		out = append(out[:1:1], out[len(out)-maxReferences+1:]...)
	}
	return out
}

// addrPattern is a mailbox that needs no quoting (RFC 5321 4.1.2, dot-string and domain, plus the characters that token
// relays use). Quoted local parts and SMTPUTF8 are refused: nothing of an address can become a parameter of MAIL or RCPT.
var addrPattern = regexp.MustCompile("^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*" +
	`@[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*$`)

// ErrAddress reports an address that cannot stand in an envelope.
var ErrAddress = errors.New("not a plain mail address")

func checkAddr(addr string) error {
	if len(addr) > 254 || !addrPattern.MatchString(addr) {
		return fmt.Errorf("%w: %q", ErrAddress, addr)
	}
	return nil
}
