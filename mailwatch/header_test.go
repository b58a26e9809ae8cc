package mailwatch

import (
	"net/mail"
	"slices"
	"testing"
	"time"
)

func TestDecodeWords(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, in, want string }{
		{"plain", "Interview", "Interview"},
		{"Q with underscores", "=?iso-8859-1?Q?Gr=FC=DFe_an_Sam?=", "Grüße an Sam"},
		{"B", "=?UTF-8?B?R3LDvMOfZQ==?=", "Grüße"},
		{"words that follow one another lose the space between them", "=?utf-8?q?Inter?= =?utf-8?q?view?=", "Interview"},
		{"a character split between two words", "=?utf-8?B?R3LD?= =?utf-8?B?vMOfZQ==?=", "Grüße"},
		{"text around words", "Re: =?utf-8?q?Gr=C3=BC=C3=9Fe?= from Sam", "Re: Grüße from Sam"},
		{"spaces inside a word", "=?utf-8?q?a b?=", "a b"},
		{"a language behind the charset", "=?utf-8*en?q?a?=", "a"},
		{"japanese", "=?ISO-2022-JP?B?GyRCJDMkcxsoQg==?=", "こん"},
		{"a broken word stays", "=?utf-8?x?abc?= and =?", "=?utf-8?x?abc?= and =?"},
		{"raw windows-1252", "Gr\xfc\xdfe", "Grüße"},
		{"an unknown charset is guessed", "=?x-klingon?q?Gr=FC=DFe?=", "Grüße"},
	}
	for _, tt := range tests {
		if got := decodeWords(tt.in); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// L12: a decoded subject may hold line ends; they must not reach a header or a terminal.
func TestSubjectIsOneCleanLine(t *testing.T) {
	t.Parallel()
	m := parse(t, letter("From: a@b.example", "Subject: =?utf-8?q?Hi=0D=0ABcc=3A_x=40y.example_=E2=80=AE=1B[31m?=", "", "x"))
	if m.Subject != "Hi Bcc: x@y.example [31m" {
		t.Errorf("subject is %q", m.Subject)
	}
}

func TestAddresses(t *testing.T) {
	t.Parallel()
	one := func(name, addr string) []Address { return []Address{{name, addr}} }
	tests := []struct {
		name, in string
		want     []Address
	}{
		{"plain", "jane@acme.example", one("", "jane@acme.example")},
		{"with a name", "Jane Doe <jane@acme.example>", one("Jane Doe", "jane@acme.example")},
		{"a quoted name with a comma", `"Doe, Jane" <jane@acme.example>`, one("Doe, Jane", "jane@acme.example")},
		{"an unquoted name with a comma", "Doe, Jane <jane@acme.example>", one("Doe, Jane", "jane@acme.example")},
		{"the address inside the quotes", `"Jane, Recruiter <jane@acme.example>"`, one("Jane, Recruiter", "jane@acme.example")},
		{"a quote that never ends", `"Jane <jane@acme.example>`, one("Jane", "jane@acme.example")},
		{"the old form with a comment", "jane@acme.example (Jane Doe)", one("Jane Doe", "jane@acme.example")},
		{"several", "a@b.example, C <c@d.example>; e@f.example", []Address{{"", "a@b.example"}, {"C", "c@d.example"}, {"", "e@f.example"}}},
		{"a group", "Panel: a@b.example, c@d.example;", []Address{{"", "a@b.example"}, {"", "c@d.example"}}},
		{"nobody", "undisclosed-recipients:;", nil},
		{"an encoded name", "=?utf-8?q?J=C3=A4ne?= <a@b.example>", one("Jäne", "a@b.example")},
		{"an encoded name in quotes", `"=?utf-8?q?J=C3=A4ne?=" <a@b.example>`, one("Jäne", "a@b.example")},
		{"a name that hides another address", `"hr@acme.example" <x@evil.example>`, one("hr@acme.example", "x@evil.example")},
		{"a domain in Cyrillic is shown in punycode", "hr@аcme.example", one("", "hr@xn--cme-5cd.example")},
		{"capitals in the domain", "Jane@ACME.Example", one("", "Jane@acme.example")},
		{"mailto in brackets", "Jane <mailto:jane@acme.example>", one("Jane", "jane@acme.example")},
		{"controls in the address", "ja\x1bne@acme.example", nil},
		{"a name with controls", "Ja\u202ene\x1b[1m <a@b.example>", one("Jane[1m", "a@b.example")},
		{"no address", "Jane Doe", nil},
		{"empty", "", nil},
	}
	for _, tt := range tests {
		got := addresses(tt.in, 10)
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q gives %q, want %q", tt.name, tt.in, got, tt.want)
		}
	}
	if got := addresses("a@b.example, c@d.example, e@f.example", 2); len(got) != 2 {
		t.Errorf("the cap is not kept: %v", got)
	}
}

func TestIDs(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, in string
		want     []string
	}{
		{"one", "<a@b>", []string{"a@b"}},
		{"many, with words between them", "<a@b> (see) <c@d>\t<e@f>", []string{"a@b", "c@d", "e@f"}},
		{"folded in the middle", "<a \tb@c>", []string{"ab@c"}},
		{"without brackets", "a@b", []string{"a@b"}},
		{"controls", "<a\x1b@b>", nil},
		{"free text", "your mail of Tuesday", nil},
		{"never ending", "<a@b", nil},
	}
	for _, tt := range tests {
		if got := ids(tt.in, 10); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
	if got := ids("<a@b> <c@d> <e@f>", 2); !slices.Equal(got, []string{"c@d", "e@f"}) {
		t.Errorf("of too many the newest stay, got %q", got)
	}
}

// TestUsualDate holds that the short way through a date leads where the long one does.
func TestUsualDate(t *testing.T) {
	t.Parallel()
	for _, v := range []string{
		"Tue, 3 Mar 2026 10:00:00 +0000", "Tue, 03 Mar 2026 23:59:59 -0730", "3 Mar 2026 10:00:00 +0100", "Tue, 3 Mar 2026 10:00:00 +0100 (CET)",
		"Sun, 1 Jan 2026 00:00:00 +1400 (a zone in words)",
	} {
		got, ok := usualDate(v)
		want, err := mail.ParseDate(v)
		if !ok || err != nil || !got.Equal(want) || got.Format(time.RFC3339) != want.Format(time.RFC3339) {
			t.Errorf("%q: %v %v, want %v", v, got, ok, want)
		}
	}
	for _, v := range []string{
		"Tue, 31 Feb 2026 10:00:00 +0100", "Tue, 3 Mar 2026 24:00:00 +0100", "Tue, 3 Mar 2026 10:00:00 GMT", "Tue, 3 Mar 26 10:00:00 +0100",
		"Tue, 3 anF 2026 10:00:00 +0100", "Tue, 3 Mar 2026 10:00:00 +0100 CET", "Tue, 3 Mar 2026 10:00 +0100", "",
	} {
		if got, ok := usualDate(v); ok {
			t.Errorf("%q is not for the short way, read as %v", v, got)
		}
	}
}
