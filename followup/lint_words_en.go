package followup

import "regexp"

// pressing are words that press, blame or beg (domain.md 5): they cost more than they bring.
var pressing = []string{
	"just checking in", "touch base", "touching base", "as promised", "you told me", "you promised", "i've been waiting",
	"i have been waiting", "still waiting", "i know you are busy but", "i know you're busy but", "desperate", "any update???",
	"asap", "ultimatum", "final reminder", "last chance", "you said you would", "since you did not answer", "since you didn't answer",
}

// arguing are words that argue with a no.
var arguing = []string{
	"reconsider", "change your mind", "why was i", "why did you", "why i was", "unfair", "disagree with your decision", "mistake in rejecting",
	"i deserve", "i demand", "explain why",
}

// money are words about pay; they have no place in a thank-you or a question.
var money = regexp.MustCompile(`(?i)\b(?:salary|salaries|compensation|pay rise|wage|remuneration|bonus|stock options)\b|[$€£]\s?\d`)
