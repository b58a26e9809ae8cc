package classify

import (
	"slices"
	"testing"
)

// needed are the families that every language must have phrases for: without one of them a kind of mail goes unseen, or an
// ordinary one is taken for it.
var needed = []family{
	"neg", "notneg", "cond", "job", "foreign", "progress", "reject", "closed", "invite", "confirm", "resched", "cancel", "post", "offer", "ack", "assess", "outreach",
	"update", "hold", "silence", "alert", "newsletter", "survey", "code",
}

// neededLatin are the families that those languages need whose scope hangs on words. Japanese and Chinese say it with signs.
var neededLatin = []family{
	"usercond", "until", "modal", "contrast", "conj", "subject", "and", "you", "generic", "limiter", "notcond", "theirs", "softneg", "closing", "onfile", "reason", "careful",
	"select", "notinvite", "notassess", "promise", "when", "vague", "further", "employer", "role", "away", "withdraw", "commerce",
}

// neededKinds are the kinds that each language must be tested for. Where a phrase decides (Japanese, Chinese), the product
// promises interviews and rejections; a receipt and an offer are tested all the same, because they must not be taken for them.
var neededKinds = []string{
	"rejection", "interview_invite", "interview_confirm", "interview_reschedule", "interview_cancel", "application_ack", "offer", "other",
}

// leastRejections is how many ways to say no a language is tested with. German is as good as English.
var leastRejections = map[string]int{"en": 12, "de": 12, "fr": 6, "es": 6, "pt": 6, "nl": 6, "it": 6, "pl": 6, "ja": 5, "zh": 5}

// TestLanguagesAreComplete names what a language lacks.
func TestLanguagesAreComplete(t *testing.T) {
	t.Parallel()
	all, err := lexicons()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != len(leastRejections) {
		t.Errorf("%d languages, want %d", len(all), len(leastRejections))
	}
	for _, l := range all {
		have := map[family]bool{}
		choose := false
		for _, c := range l.phrases().cues {
			have[c.family] = true
			choose = choose || c.flags["choose"]
			if _, scope := marks[c.family]; !scope && !known(c.family) {
				t.Errorf("%s, line %d: nothing reads the family %q", l.code, c.line, c.family)
			}
		}
		want := slices.Clone(needed)
		if l.code != "ja" && l.code != "zh" {
			want = append(want, neededLatin...)
		}
		for _, f := range want {
			if !have[f] {
				t.Errorf("%s has no phrase of the family %q", l.code, f)
			}
		}
		if !choose && l.code != "en" {
			t.Errorf("%s does not know when the reader is to choose a time", l.code)
		}
		if len(l.stops) < 5 {
			t.Errorf("%s has no words to be told by", l.code)
		}
	}
}

// TestLanguagesHaveNames holds that months, weekdays and hours have a name in each language, so that its dates are read.
func TestLanguagesHaveNames(t *testing.T) {
	t.Parallel()
	for code, ws := range map[string][3]string{
		"en": {"march", "wednesday", "ten"}, "de": {"märz", "mittwoch", "zehn"}, "fr": {"mars", "mercredi", "dix"}, "es": {"marzo", "miercoles", "diez"}, "pt": {"marco", "quarta", "dez"},
		"nl": {"maart", "woensdag", "tien"}, "it": {"marzo", "mercoledi", "dieci"}, "pl": {"marca", "sroda", "dziesiatej"},
	} {
		if names.month[ws[0]] != 3 || names.weekday[ws[1]] != 3 || names.hour[ws[2]] != 10 {
			t.Errorf("%s lacks one of %v", code, ws)
		}
	}
}

// known reports whether some code reads the phrases of a family.
func known(f family) bool {
	_, a := simple[f]
	_, b := loose[f]
	return a || b || traits[f]&isPolar != 0 || slices.Contains([]family{"employer", "role", "promise", "when", "vague", "silence", "ifpositive", "checkin", "nocontact", "round", "further", "scam", "notscam", "fraudnote", "client"}, f)
}

// TestEveryLanguageHasFixtures holds that each language is tested for each kind that it must know, and names what is missing.
func TestEveryLanguageHasFixtures(t *testing.T) {
	t.Parallel()
	have, starts := map[string]int{}, map[string]bool{}
	for _, f := range fixtures(t) {
		code := f.name[:2]
		have[code+" "+f.want["kind"]]++
		starts[code] = starts[code] || f.want["start"] != "" && f.want["start"] != "-"
	}
	for code, least := range leastRejections {
		for _, kind := range neededKinds {
			if have[code+" "+kind] == 0 {
				t.Errorf("no fixture of %s in %s", kind, code)
			}
		}
		if n := have[code+" rejection"]; n < least {
			t.Errorf("%d rejections in %s are tested, want %d", n, code, least)
		}
		if !starts[code] {
			t.Errorf("no fixture in %s reads the start of an interview", code)
		}
		if code == "ja" || code == "zh" {
			continue
		}
		for _, kind := range []string{"assessment", "recruiter_outreach", "update"} {
			if have[code+" "+kind] == 0 {
				t.Errorf("no fixture of %s in %s", kind, code)
			}
		}
	}
}
