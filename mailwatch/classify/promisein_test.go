package classify

import (
	"cmp"
	"testing"
	"time"

	"followup/followup"
)

// TestPromiseIn holds that what a person tells of their words is read as their words, said at the end of an interview on
// Friday, 6 March 2026, at 15:00.
func TestPromiseIn(t *testing.T) {
	t.Parallel()
	said := time.Date(2026, time.March, 6, 15, 0, 0, 0, time.UTC)
	for _, c := range []struct{ words, country, want string }{
		{words: "in the next couple of days", want: "date 2026-03-11"},
		{words: "They will get back to me in the next couple of days.", want: "date 2026-03-11"},
		{words: "they'll decide next week", want: "date 2026-03-13"},
		{words: "He said they'd let me know by the 17th", want: "date 2026-03-17"},
		{words: "two weeks", want: "date 2026-03-20"},
		{words: "a week", want: "date 2026-03-13"},
		{words: "end of next week", want: "date 2026-03-13"},
		{words: "by Friday", want: "date 2026-03-13"}, // said on a Friday: the later one
		{words: "tomorrow", want: "date 2026-03-09"},
		{words: "I should hear in 5-7 business days", want: "date 2026-03-13"},
		{words: "maybe two to three weeks", want: "date 2026-03-27"},
		{words: "a decision after the board meets on 20 March", want: "date 2026-03-25"},
		{words: "by 3/4", country: "GB", want: "date 2026-04-03"},
		{words: "by 3/12", country: "US", want: "date 2026-03-12"},
		{words: "bis Ende nächster Woche", country: "DE", want: "date 2026-03-13"},
		{words: "dans une semaine", country: "FR", want: "date 2026-03-13"},
		{words: "soon", want: "vague -"},
		{words: "they will be in touch shortly", want: "vague -"},
		{words: "if I don't hear within two weeks it's a no", want: "silence 2026-03-20"},
		{words: "I should feel free to check in if I haven't heard by Friday", want: "invitation 2026-03-13"},
		{words: "no phone calls please", want: "no contact -"},
		{words: "", want: ""},
		{words: "a great team, and I liked the office", want: ""},
		{words: "nothing was said", want: ""},
	} {
		got := ""
		if p, ok := testReader.PromiseIn(c.words, said, c.country); ok {
			got = string(p.Kind) + " " + cmp.Or(day(p.Deadline), "-")
			if p.Quote != c.words || !p.Said.Equal(said) || p.Source != followup.FromUser {
				t.Errorf("%q: quoted as %q, said %v, source %q", c.words, p.Quote, p.Said, p.Source)
			}
		}
		if got != c.want {
			t.Errorf("%q: got %q, want %q", c.words, got, c.want)
		}
	}
}
