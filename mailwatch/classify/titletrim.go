package classify

import (
	"strings"
	"unicode/utf8"
)

var roleJunk = pattern(`(?i)\s*(?:\((?:[mwfdhxi] ?[/|,]|all genders|gn\b|a\)|remote|us\b|ref|id\b|job|req|vacancy|k/m|f/h)[^)]*\)|\[[^\]]*\]|\b[hf]/[hf]\b|[,|(-]? ?(?:ref(?:erence|\.|\b)|referenz\w*|job ?id|requisition|req\b|id\b|jr|r|kennziffer|job number|job #|posting|vacancy no)[-#:. ]*(?:no\.? ?|number ?|nr\.? ?)?[-A-Z]{0,4}\d{3,}.*)$`).having("([/0123456789")
var roleIDs = pattern(`^(?:(?:[A-Z]{0,4}[-_]?\d{4,}[-_]?\d*|\(?(?:Req|Ref|ID|JR)[-#: ]*\d+\)?|\[[^\]]*\])\s*[-–:|]?\s*)+`).having("[0123456789")
var roleIDEnd = pattern(`\s*[-–—|,(#]?\s*\b(?:[A-Z]{1,4}[-_]?\d{4,}|\d{5,}(?:[-_]\d+)?)\)?$`).unless(hasNumber)
var roleLead = pattern(`(?i)^(?:the |our |an? |first |next |another |position (?:of |as )?(?:an? )?|role (?:of |as )?|open |following |für die |auf die |für |auf |zur |role: |position: |vacancy |post of |stelle (?:als )?|die |den |der |als |position |job |interview for |application for )+`).unless(titleLed)
var trailing = pattern(`(?i)\s+(?:at|@|with|bei|in|for|to|the|and|of|chez|en|na|bij|presso|de|und|et|y|e|for the|interview|application|assessment|(?:coding )?test|coding)$`).unless(titleTrailed)
var placeTail = pattern(`\s*(?:,| -| –|\()\s*(?:(?:100% )?[Rr]emote|[Hh]ybrid|[Oo]n-?site|US-Based|US|UK|EU|EMEA|APAC|DACH|USA|Germany|Deutschland)\)?$`).having(",-–(")

// titleLed reports whether a title may begin with one of the words that lead to it: the first two letters tell that most do not.
func titleLed(t string) bool {
	return len(t) > 3 && (t[0] >= utf8.RuneSelf || t[1] >= utf8.RuneSelf || strings.Contains("th ou an a  fi ne po ro op fo au zu va st di de al jo in ap ", string([]byte{lowered[t[0]], lowered[t[1]], ' '})))
}

// titleTrailed reports whether a title may end in one of the words that follow it.
func titleTrailed(t string) bool {
	i := strings.LastIndexAny(t, " \t\n\f\r")
	if i < 0 || len(t)-i > 12 {
		return false
	}
	switch w := strings.ToLower(t[i+1:]); w {
	case "at", "@", "with", "bei", "in", "for", "to", "the", "and", "of", "chez", "en", "na", "bij", "presso", "de", "und", "et", "y", "e", "interview", "application", "assessment", "test", "coding":
		return true
	}
	return false
}

// cleanRole takes numbers, gender marks and places off a title, and gives nothing where none is left.
func cleanRole(t, employer string) string {
	t = strings.Trim(strings.Join(strings.Fields(t), " "), " \t\"'“”„«».,;:!?|–—-*")
	t = roleLead.ReplaceAllString(t, "")
	t = roleIDs.ReplaceAllString(t, "")
	for range 3 {
		was := t
		t = roleJunk.ReplaceAllString(t, "")
		t = roleIDEnd.ReplaceAllString(t, "")
		t = placeTail.ReplaceAllString(t, "")
		t = strings.Trim(t, " \"'“”„«».,;:!?|–—-*")
		if strings.Count(t, "(") > strings.Count(t, ")") {
			t = t[:strings.LastIndexByte(t, '(')]
		}
		if t = trailing.ReplaceAllString(strings.TrimSpace(t), ""); t == was {
			break
		}
	}
	if employer != "" && len(t) > len(employer) {
		if k := strings.TrimSuffix(t, employer); k != t && k != "" && strings.ContainsAny(k[len(k)-1:], " ,-–|") {
			t = strings.Trim(k, " ,-–|@")
		}
		if k := strings.TrimPrefix(t, employer); k != t && strings.HasPrefix(k, " ") {
			t = strings.Trim(k, " ,-–|:")
		}
	}
	if i := strings.LastIndexByte(t, '('); i > 2 && employer != "" && sameName(strings.Trim(t[i:], "() "), employer) {
		t = strings.TrimSpace(t[:i])
	}
	n := len(strings.Fields(t))
	if n == 0 || n > 14 || len(t) < 2 || len(t) > 110 {
		return ""
	}
	if employer != "" && nameKey(t) == nameKey(employer) {
		return ""
	}
	ps := cutPieces(t, 16)
	if len(ps) == 0 || strings.Contains(t, "http") || strings.Contains(t, "@") {
		return ""
	}
	if s := ps[0].sort; s&wordNever != 0 && s&(wordArea|wordLevel|wordTitle) == 0 && !isNumber(ps[0].text) && !months[bareWord(ps[0].text)] {
		return ""
	}
	all := true
	for i := range ps {
		all = all && ps[i].sort&(wordDept|wordNever|wordTool|wordArea) != 0 && ps[i].sort&wordTitle == 0
	}
	if all && len(ps) == 1 {
		return ""
	}
	return t
}
