package classify

import (
	"strings"
	"unicode"
)

var legalForms = map[string]bool{
	"inc": true, "incorporated": true, "llc": true, "ltd": true, "limited": true, "gmbh": true, "ag": true, "se": true, "sa": true, "sas": true, "sarl": true,
	"bv": true, "nv": true, "srl": true, "spa": true, "sl": true, "oy": true, "ab": true, "as": true, "aps": true, "kk": true, "pty": true, "pvt": true,
	"co": true, "corp": true, "corporation": true, "group": true, "holding": true, "holdings": true, "kg": true, "ev": true, "plc": true, "llp": true,
	"company": true, "mbh": true, "ohg": true, "ug": true, "the": true,
}

// nameKey makes company names comparable: "Acme, Inc." and "ACME" are one.
func nameKey(s string) string {
	f := fold(s, 256)
	var kept, all strings.Builder
	for _, w := range strings.FieldsFunc(strings.ReplaceAll(string(f.text), ".", ""), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		all.WriteString(w)
		if !legalForms[w] {
			kept.WriteString(w)
		}
	}
	if kept.Len() == 0 {
		return all.String()
	}
	return kept.String()
}
