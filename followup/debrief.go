package followup

import (
	"maps"
	"slices"
	"strings"
	"time"
)

// Rating is how one of the ColdItems went; empty: not said.
type Rating string

// The ratings.
const (
	RatedGood Rating = "good"
	RatedSoSo Rating = "so-so"
	RatedCold Rating = "cold"
)

// Said is one person whom the user met and the one thing that he or she talked about. Who was to be there and was not is
// Absent; of people who are not named nothing was said.
type Said struct {
	Person string `json:"person,omitempty"` // Person.Key
	Name   string `json:"name,omitempty"`
	Topic  string `json:"topic,omitempty"` // in the user's words
	Thank  bool   `json:"thank,omitempty"` // false: no letter to this person
	Absent bool   `json:"absent,omitempty"`
}

// Debrief is what the user says of an interview after it. Everything in it is optional and in her own words; none of it
// decides a stage.
type Debrief struct {
	At        time.Time         `json:"at"`
	People    []Said            `json:"people,omitempty"`
	LikedMe   string            `json:"liked_me,omitempty"`   // what they seemed to like
	Repair    string            `json:"repair,omitempty"`     // one answer to complete, as it should have been
	RepairFor string            `json:"repair_for,omitempty"` // Person.Key of who is to read it; empty: the first letter
	Like      *int              `json:"like,omitempty"`       // 0 to 10: does she like the place; from 7 on Application.Liked
	NextSteps string            `json:"next_steps,omitempty"` // what they said about next steps: read as a Promise
	Ratings   map[string]Rating `json:"ratings,omitempty"`    // keys of ColdItems
	Outside   bool              `json:"outside,omitempty"`    // chemistry, an internal candidate, protocol: not in her hands
	Asked     []string          `json:"asked,omitempty"`      // questions to practise
	Gut       string            `json:"gut,omitempty"`        // kept apart, never used for anything
	Skipped   bool              `json:"skipped,omitempty"`    // she wants no question about it
}

// likes is how much the user must like a place (0 to 10) for Application.Liked, and dislikes how little for a thank-you
// that is a courtesy only.
const (
	likes    = 7
	dislikes = 3
)

// ColdItem is one thing that may cool an interview, how it is asked about, and what helps where it went cold twice.
type ColdItem struct{ Key, Words, Helps string }

// ColdItems are the ten of the article in the order in which they are asked (domain.md 6.2). An empty Helps has no advice
// that would fit everybody.
var ColdItems = []ColdItem{
	{"energy", "Your energy", "ask for an earlier hour, take a call standing up, walk for ten minutes before"},
	{"specifics", "How concrete your answers were", "have five stories ready, each with a number in it"},
	{"talk_balance", "Who talked how much", "give an answer ninety seconds, then ask whether they want more"},
	{"listening", "Answering what they asked", "say the question once more in your own words before you answer"},
	{"examples", "Examples of what you have done well", "write down what went well, and pick three before each talk"},
	{"on_time", "Being on time", "try the way or the link the day before, and be there ten minutes early"},
	{"dress", "What you wore", "ask the recruiter what people wear there"},
	{"register", "Your tone: friendly, and still at work", ""},
	{"presence", "Eye contact and posture", "put the camera at the height of your eyes, and watch one recording of yourself"},
	{"authentic", "Being yourself", ""},
}

// adviceWindow is how many debriefs back advice looks, and adviceOften from how many cold ratings on it is given.
const (
	adviceWindow = 5
	adviceOften  = 2
)

// Advice returns what may help with the things that went cold at least twice in the newest five of the user's debriefs,
// in the order of ColdItems. What was not in her hands does not count, and there is never a score.
func Advice(debriefs []Debrief) []ColdItem {
	var rated []Debrief
	for _, d := range debriefs {
		if len(d.Ratings) > 0 && !d.Outside {
			rated = append(rated, d)
		}
	}
	slices.SortStableFunc(rated, func(a, b Debrief) int { return b.At.Compare(a.At) })
	cold := map[string]int{}
	for _, d := range rated[:min(len(rated), adviceWindow)] {
		for key, r := range d.Ratings {
			if r == RatedCold {
				cold[key]++
			}
		}
	}
	var out []ColdItem
	for _, it := range ColdItems {
		if cold[it.Key] >= adviceOften && it.Helps != "" {
			out = append(out, it)
		}
	}
	return out
}

// Empty reports whether nothing at all was said.
func (d Debrief) Empty() bool {
	return len(d.People) == 0 && d.LikedMe == "" && d.Repair == "" && d.Like == nil && d.NextSteps == "" && len(d.Ratings) == 0 &&
		!d.Outside && len(d.Asked) == 0 && d.Gut == ""
}

// with returns the debrief with what is said anew: it takes the place of what was said before, and the rest stays.
func (d Debrief) with(anew Debrief) Debrief {
	anew.Skipped = anew.Skipped && d.Empty() && anew.Empty()
	anew.LikedMe, anew.Repair = orElse(anew.LikedMe, d.LikedMe), orElse(anew.Repair, d.Repair)
	anew.RepairFor = orElse(anew.RepairFor, d.RepairFor)
	anew.NextSteps, anew.Gut = orElse(anew.NextSteps, d.NextSteps), orElse(anew.Gut, d.Gut)
	anew.Outside = anew.Outside || d.Outside
	if anew.Like == nil {
		anew.Like = d.Like
	}
	ratings := maps.Clone(d.Ratings)
	for key, r := range anew.Ratings {
		if ratings == nil {
			ratings = map[string]Rating{}
		}
		ratings[key] = r
	}
	anew.Ratings = ratings
	if len(anew.People) == 0 {
		anew.People = d.People
	}
	anew.People = slices.Clone(anew.People)
	for i := range anew.People {
		said := &anew.People[i]
		if old, ok := d.of(Person{Name: said.Name, Addr: addrOf(said.Person)}); ok {
			said.Topic = orElse(said.Topic, old.Topic)
		}
	}
	anew.Asked = slices.Clone(anew.Asked)
	for _, q := range d.Asked {
		if !slices.Contains(anew.Asked, q) {
			anew.Asked = append(anew.Asked, q)
		}
	}
	return anew
}

// sound returns the debrief without what no debrief can hold.
func (d Debrief) sound() Debrief {
	if d.Like != nil && (*d.Like < 0 || *d.Like > 10) {
		d.Like = nil
	}
	ratings := maps.Clone(d.Ratings)
	maps.DeleteFunc(ratings, func(key string, r Rating) bool {
		return r != RatedGood && r != RatedSoSo && r != RatedCold ||
			!slices.ContainsFunc(ColdItems, func(it ColdItem) bool { return it.Key == key })
	})
	d.Ratings = ratings
	return d
}

// of returns what was said of a person: by address, or by name where only that was known then.
func (d Debrief) of(who Person) (Said, bool) {
	for _, s := range d.People {
		if who.Addr != "" && s.Person == who.Key() || who.Name != "" && lower(s.Name) == lower(who.Name) {
			return s, true
		}
	}
	return Said{}, false
}

// addrOf returns the address in a Person.Key, or nothing.
func addrOf(key string) string {
	if strings.HasPrefix(key, "name:") || !strings.Contains(key, "@") {
		return ""
	}
	return key
}

// PeopleOf returns the people of a round's interviews, each once, as far as they are known: neither robots nor the user.
func (a Application) PeopleOf(r Round) []Person {
	var out []Person
	for _, iv := range r.Interviews {
		if iv.Standing == Cancelled || iv.Standing == Moved {
			continue
		}
		for _, who := range iv.People {
			who = a.known(who)
			robot := who.Robot || who.Addr != "" && unanswerable(who.Addr)
			if !robot && !(Policy{}).user(&a, who.Addr) && !slices.ContainsFunc(out, func(p Person) bool { return p.Key() == who.Key() }) {
				out = append(out, who)
			}
		}
	}
	return out
}

// Debriefed reports whether the user told anything of that round, or wants to tell nothing.
func (a Application) Debriefed(round string) bool {
	r, ok := a.Round(round)
	return ok && len(r.debriefs()) > 0
}

// debriefs returns the debriefs of a round, newest first.
func (r Round) debriefs() []Debrief {
	var out []Debrief
	for _, iv := range r.Interviews {
		if iv.Debrief != nil {
			out = append(out, *iv.Debrief)
		}
	}
	slices.SortStableFunc(out, func(a, b Debrief) int { return b.At.Compare(a.At) })
	return out
}
