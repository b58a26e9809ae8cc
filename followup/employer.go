package followup

import (
	"slices"
	"strings"
	"unicode"
)

// legal are the words of legal forms; they do not tell two employers apart (domain.md 4.1).
var legal = []string{
	"inc", "incorporated", "llc", "ltd", "limited", "gmbh", "ag", "se", "sa", "sas", "sarl", "bv", "nv", "srl", "spa", "sl",
	"oy", "ab", "as", "aps", "kk", "pty", "pvt", "co", "corp", "corporation", "company", "group", "holding", "holdings", "plc",
	"llp", "kg", "kgaa", "mbh", "ug",
}

// EmployerKey is what two spellings of one employer have in common: lower case, without legal forms at the end, letters
// and digits only. It is empty where too little is left to compare. Names are equal or they are not: near is different.
func EmployerKey(name string) string {
	// Dots inside legal forms go first ("S.p.A."), so that the words can be told apart by what is no letter or digit.
	name = strings.ReplaceAll(strings.ToLower(name), ".", "")
	name = strings.ReplaceAll(name, "a/s", "as")
	words := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) })
	if len(words) > 1 && words[0] == "the" {
		words = words[1:]
	}
	for len(words) > 1 && slices.Contains(legal, words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	if len(words) > 0 && words[len(words)-1] == "and" && len(words) > 1 {
		words = words[:len(words)-1]
	}
	key := strings.Join(words, "")
	if len([]rune(key)) < 2 {
		return ""
	}
	return key
}

// roleKey is what two spellings of one role have in common.
func roleKey(role string) string {
	words := strings.FieldsFunc(strings.ToLower(role), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '+' && r != '#'
	})
	var keep []string
	for i := 0; i < len(words); i++ {
		w := words[i]
		switch {
		case w == "sr":
			w = "senior"
		case w == "jr":
			w = "junior"
		case w == "m" || w == "w" || w == "f" || w == "d" || w == "x" || w == "mwd" || w == "h":
			continue
		case w == "the" || w == "role" || w == "position":
			continue
		}
		keep = append(keep, w)
	}
	return strings.Join(keep, " ")
}

// sharedDomains are registrable domains that many employers or people write from: they never say who it is.
var sharedDomains = []string{
	"gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com", "yahoo.com", "ymail.com", "icloud.com", "me.com",
	"mac.com", "aol.com", "gmx.de", "gmx.net", "gmx.com", "web.de", "t-online.de", "proton.me", "protonmail.com", "fastmail.com",
	"mail.com", "zoho.com", "qq.com", "163.com", "greenhouse.io", "greenhouse-mail.io", "greenhouse-jobs.com", "lever.co", "ashbyhq.com",
	"myworkday.com", "workday.com", "myworkdayjobs.com", "smartrecruiters.com", "icims.com", "icims.eu", "workablemail.com",
	"workable.com", "taleo.net", "oraclecloud.com", "cloud.oracle.com", "successfactors.com", "successfactors.eu", "jobs2web.com",
	"teamtailor.com", "teamtailor-mail.com", "personio.com", "personio.de", "recruitee.com", "recruitee-mailbox.com", "breezy-mail.com",
	"breezy.hr", "bamboohr.com", "applytojob.com", "jazz.co", "jobvite.com", "rippling.com", "gem.com", "comeet-notifications.com",
	"join.com", "pinpoint.email", "paradox.ai", "freshteam.com", "gupy.com.br", "hackerrankforwork.com", "codesignal.com", "codility.com",
	"coderbyte.com", "testgorilla.com", "hirevue.com", "karat.io", "goodtime.io", "modernloop.io", "calendly.com", "cal.com",
	"savvycal.com", "linkedin.com", "indeed.com", "indeedemail.com", "glassdoor.com", "wellfound.com", "stepstone.de", "xing.com",
	"zoom.us", "google.com", "calendar.google.com", "invalidemail.com",
}

// SharedDomain reports whether many employers or people write from that domain, or from one above it.
func SharedDomain(domain string) bool { return shared(domain) }

// shared reports whether many write from that domain, or from one above it.
func shared(domain string) bool {
	if strings.HasSuffix(lower(domain), ".invalid") {
		return true // stands for a sender that is not known
	}
	for d := lower(domain); d != ""; {
		if slices.Contains(sharedDomains, d) {
			return true
		}
		_, rest, ok := strings.Cut(d, ".")
		if !ok {
			return false
		}
		d = rest
	}
	return false
}
