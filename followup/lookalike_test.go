package followup

import (
	"strings"
	"testing"
)

func TestResembles(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, domain, known, want string
		least                     int
	}{
		{"The same.", "acme.com", "acme.com", "", 5},
		{"The case does not count.", "ACME.com", "acme.com", "", 5},
		{"Other countries.", "acme.de", "acme.fr", "", 5},
		{"Another ending near com.", "northwind.co", "northwind.com", "another ending", 5},
		{"Another ending far from com.", "northwind.io", "northwind.com", "", 5},
		{"A nought for an o.", "n0rthwind.com", "northwind.com", "look like", 5},
		{"A one for an l.", "1ever.co", "lever.co", "look like", 7},
		{"A capital i for an l, in lower case.", "iever.co", "lever.co", "look like", 7},
		{"r and n for m.", "srnartrecruiters.com", "smartrecruiters.com", "look like", 7},
		{"A Cyrillic o.", "xn--nrthwind-nbh.com", "northwind.com", "look like", 5},
		{"A Greek o.", "xn--nrthwind-zdg.com", "northwind.com", "look like", 5},
		{"One letter less.", "greenhose-mail.io", "greenhouse-mail.io", "one letter", 7},
		{"One letter more.", "greenhouses-mail.io", "greenhouse-mail.io", "one letter", 7},
		{"Two letters swapped.", "norhtwind.com", "northwind.com", "one letter", 5},
		{"One letter, but a short name.", "never.co", "lever.co", "", 7},
		{"Two letters.", "nordwint.com", "northwind.com", "", 5},
		{"Words around it.", "northwind-careers-offers.com", "northwind.com", "adds words", 5},
		{"Words without hyphens.", "northwindhiringteam.net", "northwind.com", "adds words", 5},
		{"Words before it.", "jobs-northwind.com", "northwind.com", "adds words", 5},
		{"An honest other word beside it.", "northwind-energy.com", "northwind.com", "", 5},
		{"Nothing in common.", "southsea.com", "northwind.com", "", 5},
		{"Nothing known.", "southsea.com", "", "", 5},
		{"Malformed punycode.", "xn--!.com", "northwind.com", "", 5},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := Resembles(tt.domain, tt.known, tt.least)
			if tt.want == "" && got != "" || !strings.Contains(got, tt.want) {
				t.Errorf("Resembles(%q, %q) = %q, want %q", tt.domain, tt.known, got, tt.want)
			}
		})
	}
}

func TestDecodeLabel(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"acme": "acme", "xn--mller-kva": "müller", "xn--bcher-kva": "bücher", "xn--fiqs8s": "中国", "xn--80ak6aa92e": "аррӏе",
		"xn--": "", "xn--99999999": "xn--99999999", "xn--a-": "a",
	} {
		if got := decodeLabel(in); got != want {
			t.Errorf("decodeLabel(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestMixedLetters(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]bool{"northwind.com": false, "xn--nrthwind-nbh.com": true, "xn--80ak6aa92e.com": false, "xn--mller-kva.de": false} {
		if got := MixedLetters(in); got != want {
			t.Errorf("MixedLetters(%q) = %v, want %v", in, got, want)
		}
	}
}
