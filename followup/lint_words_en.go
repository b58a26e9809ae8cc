package followup

import "regexp"

func init() {
	lintWords["en"] = phrases{
		pressing: []string{
			"just checking in", "just wanted to check in", "touch base", "touching base", "circling back", "circle back", "as promised",
			"as you told me", "you told me that you", "you told me i would", "you told me you", "you promised", "you said you would", "you said that you would", "i've been waiting", "i have been waiting",
			"still waiting", "i know you are busy but", "i know you're busy but", "i know that you are busy but", "desperate", "desperately",
			"any update???", "any updates???", "asap", "ultimatum", "final reminder", "last chance", "since you did not answer",
			"since you didn't answer", "you have not answered", "you haven't answered", "you never answered", "why have you not",
			"i need this job", "i demand",
		},
		arguing: []string{
			"reconsider", "change your mind", "why was i", "why did you", "why i was", "unfair", "disagree with your decision",
			"mistake in rejecting", "i deserve", "i demand", "explain why", "you are wrong", "you're wrong", "wrong decision", "i appeal", "appeal against", "appeal your decision", "appeal the decision",
		},
		flattering: []string{
			"amazing", "incredible", "world-class", "world class", "best company", "dream company", "dream job", "huge fan", "honoured", "honored",
			"visionary", "legendary", "brilliant", "outstanding", "phenomenal", "awesome", "genius", "so impressed", "blown away",
		},
		complaining: []string{
			"your slow process", "such a long process", "waste of my time", "waste of time", "unprofessional", "disorganised", "disorganized",
			"poorly organised", "poorly organized", "ghosted", "ghosting", "no respect", "disrespectful", "i am disappointed that you",
			"i'm disappointed that you",
		},
		others: []string{
			"other candidates", "other applicants", "another candidate", "than the others", "i heard a rumour", "i heard a rumor",
			"people say that you", "gossip", "better than anyone",
		},
		private: []string{
			"my illness", "my disease", "my depression", "my anxiety", "my burnout", "my diagnosis", "my therapist", "my divorce", "my pregnancy",
			"i am pregnant", "i'm pregnant", "my sick", "my debts", "my rent", "my mortgage", "feed my family", "support my family", "my visa runs out",
			"i am broke", "i'm broke", "i am unemployed", "i'm unemployed",
		},
		legal: []string{
			"my lawyer", "my attorney", "legal action", "legal steps", "sue you", "discriminat", "discriminated", "discrimination", "discriminatory",
			"ageism", "sexism", "racism", "complaint against", "labour court", "labor court", "glassdoor review", "bad review", "public review",
		},
		pay: regexp.MustCompile(`(?i)\b(?:salary|salaries|compensation|pay rise|wage|remuneration|bonus|stock options)\b|[$€£]\s?\d`),
		common: []string{
			"a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "do", "for", "from", "had", "has", "have", "he", "her", "here", "his", "how",
			"i", "if", "in", "into", "is", "it", "its", "me", "my", "no", "not", "of", "on", "or", "our", "she", "so", "that", "the", "their", "them", "then",
			"there", "these", "they", "this", "to", "too", "us", "was", "we", "were", "what", "when", "which", "who", "will", "with", "would", "you", "your",
			"dear", "hello", "hi", "kind", "regards", "best", "sincerely", "thank", "thanks", "again",
		},
	}
}

// accepting are words that accept an offer by accident: a letter that holds it off must not say them (domain.md 5).
var accepting = []string{
	"i accept", "i am happy to accept", "i'm happy to accept", "i am happy to join", "i'm happy to join", "i will join", "i'll join",
	"glad to accept", "delighted to accept", "i look forward to starting", "consider it accepted",
}
