package classify

import (
	"slices"
	"testing"
)

// needed are the families that a language must have phrases for. Where a phrase alone decides (Japanese, Chinese), the
// scope families may be missing.
var needed = []family{"job", "foreign", "reject", "closed", "invite", "confirm", "resched", "cancel", "offer", "ack", "assess", "outreach", "alert", "newsletter", "survey", "code"}

var neededScope = []family{"neg", "notneg", "cond", "usercond", "modal", "contrast", "conj", "subject", "you", "generic", "softneg", "closing", "progress", "select", "post", "update", "promise", "when", "employer", "role", "away"}

// TestLanguagesAreComplete names what a language lacks.
func TestLanguagesAreComplete(t *testing.T) {
	t.Parallel()
	all, err := lexicons()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != 10 {
		t.Errorf("%d languages, want 10", len(all))
	}
	for _, l := range all {
		have := map[family]bool{}
		for _, c := range l.phrases().cues {
			have[c.family] = true
			if _, scope := marks[c.family]; !scope && !known(c.family) {
				t.Errorf("%s, line %d: nothing reads the family %q", l.code, c.line, c.family)
			}
		}
		want := slices.Clone(needed)
		if l.code != "ja" && l.code != "zh" {
			want = append(want, neededScope...)
		}
		for _, f := range want {
			if !have[f] {
				t.Errorf("%s has no phrase of the family %q", l.code, f)
			}
		}
		if len(l.stops) < 5 {
			t.Errorf("%s has no words to be told by", l.code)
		}
	}
}

// known reports whether some code reads the phrases of a family.
func known(f family) bool {
	_, a := simple[f]
	_, b := loose[f]
	return a || b || polar[f] || slices.Contains([]family{"employer", "role", "promise", "when", "vague", "silence", "ifpositive", "checkin", "nocontact", "round", "further", "scam", "notscam", "fraudnote", "client"}, f)
}

// TestEveryLanguageHasFixtures holds that each language is tested for each kind that it must know.
func TestEveryLanguageHasFixtures(t *testing.T) {
	t.Parallel()
	have := map[string]bool{}
	for _, f := range fixtures(t) {
		have[f.name[:2]+" "+f.want["kind"]] = true
	}
	for _, code := range []string{"en", "de", "fr", "es", "pt", "nl", "it", "pl"} {
		for _, kind := range []string{"rejection", "interview_invite", "interview_confirm", "interview_reschedule", "interview_cancel", "application_ack"} {
			if !have[code+" "+kind] {
				t.Errorf("no fixture of %s in %s", kind, code)
			}
		}
	}
	for _, code := range []string{"ja", "zh"} {
		for _, kind := range []string{"rejection", "interview_invite", "interview_confirm"} {
			if !have[code+" "+kind] {
				t.Errorf("no fixture of %s in %s", kind, code)
			}
		}
	}
}
