package followup

import "time"

// Rating is how one of the ColdItems went; empty: not said.
type Rating string

// The ratings.
const (
	RatedGood Rating = "good"
	RatedSoSo Rating = "so-so"
	RatedCold Rating = "cold"
)

// Said is one person of an interview and the one thing that he or she talked about.
type Said struct {
	Person string `json:"person,omitempty"` // Person.Key
	Name   string `json:"name,omitempty"`
	Topic  string `json:"topic,omitempty"` // in the user's words
	Thank  bool   `json:"thank,omitempty"` // false: no letter to this person
}

// Debrief is what the user says of an interview after it. Everything in it is optional and in her own words; none of it
// decides a stage.
type Debrief struct {
	At        time.Time         `json:"at"`
	People    []Said            `json:"people,omitempty"`
	LikedMe   string            `json:"liked_me,omitempty"`   // what they seemed to like
	Repair    string            `json:"repair,omitempty"`     // one answer to complete
	Like      *int              `json:"like,omitempty"`       // 0 to 10: does she like the place; from 7 on Application.Liked
	NextSteps string            `json:"next_steps,omitempty"` // what they said about next steps: read as a Promise
	Ratings   map[string]Rating `json:"ratings,omitempty"`    // keys of ColdItems
	Outside   bool              `json:"outside,omitempty"`    // chemistry, an internal candidate, protocol: not in her hands
	Asked     []string          `json:"asked,omitempty"`      // questions to practise
	Gut       string            `json:"gut,omitempty"`        // kept apart, never used for anything
	Skipped   bool              `json:"skipped,omitempty"`    // she wants no question about it
}

// ColdItem is one thing that may have cooled an interview, and the question about it.
type ColdItem struct{ Key, Words string }

// ColdItems are the ten in the order in which they are asked.
var ColdItems = []ColdItem{
	{"energy", "energy"}, {"specifics", "specific answers"}, {"talk_balance", "who talked how much"}, {"listening", "listening"},
	{"examples", "examples"}, {"on_time", "being on time"}, {"dress", "dress"}, {"register", "tone"}, {"presence", "presence"},
	{"authentic", "being yourself"},
}
