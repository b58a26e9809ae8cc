package classify

import (
	"strings"
	"testing"
)

// TestInterviewers holds how those whom the reader will meet are named, and that companies and tools are nobody.
func TestInterviewers(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, want string }{
		{"You will be meeting with Dana Reyes (Head of Data) and Omar Diaz (Staff Engineer) on Tuesday.", "Dana Reyes/Head of Data, Omar Diaz/Staff Engineer"},
		{"You'll speak with Priya Nair, our Engineering Manager, for half an hour.", "Priya Nair/Engineering Manager"},
		{"Interviewers: Dana Reyes, Omar Diaz", "Dana Reyes/, Omar Diaz/"},
		{"Your interview with Larkspur is confirmed.", ""},
		{"Your interview with Meridian Foods is on Google Meet.", ""},
		{"The call is with Jonas Berg (CTO).", "Jonas Berg/CTO"},
		{"Ihre Gesprächspartner sind Jana Roth (Leiterin Vertrieb) und Uwe Kern.", "Jana Roth/Leiterin Vertrieb, Uwe Kern/"},
		{"Vous rencontrerez Claire Morel, directrice technique.", "Claire Morel/directrice technique"},
		{"Hablarás con Lucía Vega (Jefa de Producto).", "Lucía Vega/Jefa de Producto"},
		{"Je spreekt met Joost van Dam, teamleider support.", "Joost van Dam/teamleider support"},
	} {
		var got []string
		for _, p := range interviewers(c.text, "Larkspur") {
			got = append(got, p.Name+"/"+p.Title)
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%q: %q, want %q", c.text, s, c.want)
		}
	}
}

// TestSigner holds who signs a mail and what she is.
func TestSigner(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, name, title string }{
		{"We will be in touch.\n\nBest regards,\nDana Reyes\nSenior Recruiter\nLarkspur", "Dana Reyes", "Senior Recruiter"},
		{"We will be in touch.\n\nKind regards\n\nDana Reyes, Talent Acquisition Partner", "Dana Reyes", "Talent Acquisition Partner"},
		{"Wir melden uns.\n\nMit freundlichen Grüßen\nJana Roth\nPersonalreferentin", "Jana Roth", "Personalreferentin"},
		{"We will be in touch.\n\nThe Larkspur Recruiting Team", "", ""},
		{"We will be in touch.\n\nBest,\nLarkspur Foods", "", ""},
		{"À bientôt,\nÉlodie", "Élodie", ""},
	} {
		if name, title := signer(c.text, ""); name != c.name || title != c.title {
			t.Errorf("%q: %q, %q, want %q, %q", c.text, name, title, c.name, c.title)
		}
	}
}
