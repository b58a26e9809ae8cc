package classify

import (
	"fmt"
	"testing"
	"time"
)

// promised reads a letter of a day and tells what it promises.
func promised(t *testing.T, said time.Time, text string) string {
	t.Helper()
	s := testReader.Read(parseMail(t, fmt.Appendf(nil, "From: Nora Beck <nora@larkspur.example>\nTo: Robin <robin@vale.example>\nSubject: Your interview for Data Engineer\nDate: %s\nContent-Type: text/plain; charset=utf-8\n\n%s\n", said.Format("Mon, 02 Jan 2006 15:04:05 -0700"), text)))
	if s.Promise == nil {
		return ""
	}
	if s.Promise.Deadline.IsZero() {
		return string(s.Promise.Kind)
	}
	return string(s.Promise.Kind) + " " + day(s.Promise.Deadline)
}

// TestPromiseFamilies holds each family of words for a time to the day that it means. Unless the row says another day, they are
// said on Monday, 2 March 2026, at nine.
func TestPromiseFamilies(t *testing.T) {
	t.Parallel()
	at := func(d, h int) time.Time { return time.Date(2026, 3, d, h, 0, 0, 0, time.UTC) }
	monday := at(2, 9)
	for _, c := range []struct {
		when string
		said time.Time
		want string
	}{
		{"today", monday, "03-02"}, {"later today", monday, "03-02"}, {"by end of day", monday, "03-02"}, {"by EOD", monday, "03-02"}, {"by COB", monday, "03-02"}, {"today", at(2, 18), "03-03"},
		{"tomorrow", monday, "03-03"}, {"by tomorrow", monday, "03-03"}, {"tomorrow", at(6, 9), "03-09"},
		{"in a day or two", monday, "03-04"}, {"within 24-48 hours", monday, "03-04"}, {"within 48 hours", monday, "03-04"}, {"in the next day or so", monday, "03-04"},
		{"in the next couple of days", monday, "03-05"}, {"in a couple of days", monday, "03-05"}, {"in a couple of days", at(6, 9), "03-11"},
		{"in the next few days", monday, "03-06"}, {"within a few days", monday, "03-06"},
		{"this week", monday, "03-06"}, {"by the end of the week", monday, "03-06"}, {"by Friday", monday, "03-06"}, {"by week's end", monday, "03-06"}, {"this week", at(6, 9), "03-06"}, {"by the end of the week", at(7, 9), "03-13"},
		{"by the weekend", monday, "03-06"},
		{"early next week", monday, "03-10"}, {"at the beginning of next week", monday, "03-10"},
		{"on Tuesday", monday, "03-03"}, {"by Wednesday", monday, "03-04"}, {"by Monday", monday, "03-09"},
		{"next Friday", monday, "03-13"}, {"next Tuesday", monday, "03-10"}, {"by next Wednesday", monday, "03-11"},
		{"by mid-week", monday, "03-04"}, {"by the middle of next week", monday, "03-11"}, {"mid next week", monday, "03-11"},
		{"next week", monday, "03-13"}, {"sometime next week", monday, "03-13"}, {"in the coming week", monday, "03-13"},
		{"by the end of next week", monday, "03-13"}, {"late next week", monday, "03-13"}, {"end of next week", at(8, 9), "03-13"},
		{"in the week of the 16th", monday, "03-20"}, {"w/c 16 March", monday, "03-20"}, {"the week of March 16", monday, "03-20"}, {"the week commencing 16 March", monday, "03-20"},
		{"within a week", monday, "03-09"}, {"in about a week", monday, "03-09"}, {"within 5 business days", monday, "03-09"}, {"within five working days", monday, "03-09"},
		{"within two weeks", monday, "03-16"}, {"in two weeks", monday, "03-16"}, {"in one to two weeks", monday, "03-16"}, {"in the next 1-2 weeks", monday, "03-16"}, {"in a couple of weeks", monday, "03-16"}, {"within 10 business days", monday, "03-16"}, {"within a fortnight", monday, "03-16"},
		{"in two to three weeks", monday, "03-23"}, {"in a few weeks", monday, "03-23"}, {"within 2-3 weeks", monday, "03-23"},
		{"within a month", monday, "03-31"}, {"within four weeks", monday, "03-31"}, {"within 30 days", monday, "03-31"},
		{"by the end of the month", monday, "03-31"}, {"by month-end", monday, "03-31"}, {"by the end of the month", at(30, 9), "04-30"}, {"by the end of March", monday, "03-31"},
		{"by the 17th", monday, "03-17"}, {"by March 20", monday, "03-20"}, {"by 20 March", monday, "03-20"}, {"by 20/03/2026", monday, "03-20"}, {"no later than Thursday, 12 March", monday, "03-12"},
		{"next month", monday, "04-03"}, {"early next month", monday, "04-03"}, {"in Q2", monday, "04-03"},
		{"by the 17th", at(20, 9), "04-17"}, {"by the end of April", monday, "04-30"}, {"in the new year", time.Date(2025, 11, 10, 9, 0, 0, 0, time.UTC), "01-08"}, {"after the holidays", time.Date(2025, 12, 15, 9, 0, 0, 0, time.UTC), "01-08"},
	} {
		for _, text := range []string{"Thank you for the interview. We will get back to you %s.", "Thank you for meeting us. You will hear from us %s."} {
			text = fmt.Sprintf(text, c.when)
			if got, want := promised(t, c.said, text), "date 2026-"+c.want; got != want {
				t.Errorf("%s, %q: got %q, want %q", c.said.Format("Mon 2 15h"), text, got, want)
			}
		}
	}
}

// TestPromiseVerbs holds the words by which an answer is promised, and what looks like a promise and is none.
func TestPromiseVerbs(t *testing.T) {
	t.Parallel()
	monday := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	friday, none := "date 2026-03-06", ""
	for _, c := range []struct{ text, want string }{
		{"We'll get back to you by Friday.", friday},
		{"I will let you know by Friday.", friday},
		{"We will be in touch by Friday.", friday},
		{"I'll reach out by Friday.", friday},
		{"The team will follow up by Friday.", friday},
		{"I will circle back by Friday.", friday},
		{"We will update you by Friday.", friday},
		{"You can expect to hear from me by Friday.", friday},
		{"We should have an answer by Friday.", friday},
		{"We will have feedback for you by Friday.", friday},
		{"We plan to make a decision by Friday.", friday},
		{"The panel will finalize its decision by Friday.", friday},
		{"They will decide by Friday.", friday},
		{"We will notify you by Friday.", friday},
		{"I will contact you by Friday.", friday},
		{"I'll come back to you by Friday.", friday},
		{"I shall revert by Friday.", friday},
		{"We will feed back by Friday.", friday},
		{"We'll schedule the next round by Friday.", friday},
		{"After we finish interviews on 10 March we will let you know.", "date 2026-03-17"},
		{"We are interviewing through 10 March and will be in touch after that.", "date 2026-03-17"},
		{"Once Priya is back on 10 March we will get back to you.", "date 2026-03-13"},
		{"We will let you know after the board meets on 10 March.", "date 2026-03-13"},
		{"We will be in touch soon.", "vague"},
		{"We will let you know shortly.", "vague"},
		{"We will get back to you as soon as possible.", "vague"},
		{"You will hear from us in due course.", "vague"},
		{"We will keep you posted and be in touch in due course.", "vague"},
		{"If we decide to move forward, you will hear from us within two weeks.", "only if positive 2026-03-16"},
		{"If you don't hear from us within four weeks, please consider your application unsuccessful.", "silence 2026-03-31"},
		{"If you have not heard from us by 20 March, please assume that you were not selected.", "silence 2026-03-20"},
		{"Only shortlisted candidates will be contacted.", "silence"},
		{"Feel free to check in if you haven't heard from me by 13 March.", "invitation 2026-03-13"},
		{"Please reach out if you have not heard anything by next Friday.", "invitation 2026-03-13"},
		{"Please do not contact us about the state of your application.", "no contact"},
		{"No phone calls please.", "no contact"},
		{"Please reply by Friday.", none},
		{"Please let us know by Friday whether the time suits you.", none},
		{"Could you send me your references by Friday?", none},
		{"We posted this role two weeks ago.", none},
		{"The role comes with two weeks of vacation in the first year.", none},
		{"You have until Friday to accept.", none},
	} {
		if got := promised(t, monday, "Thank you for the interview. "+c.text); got != c.want {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
}
