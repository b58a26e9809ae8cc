package classify

import (
	"bytes"
	"slices"
	"strings"
)

// jobScore is how sure it is that the mail is about a job application: 1 suffices for strong words, 2 is certain.
func (g *reading) jobScore() float64 {
	if g.job < 0 {
		g.job = g.scoreJob()
	}
	return g.job
}

// genre are the courtesies that letters to applicants are made of. None is a word about a job; together they sound like one.
var genre = []verdict{vAck, vClosing, vFile, vReason, vCareful}

// hosts are the first phrases that tell who receives the reader and where.
func (g *reading) hosts() (hosts []*finding) {
	for i := range g.finds {
		if f := &g.finds[i]; f.speaks == vJob && f.hit.cue.flags["host"] {
			if hosts = append(hosts, f); len(hosts) == 8 {
				break
			}
		}
	}
	return hosts
}

// within reports whether a phrase is one that tells who receives the reader, or a part of one: "manager" in "our branch manager".
func (f *finding) within(hosts []*finding) bool {
	return f.hit.cue.flags["host"] || slices.ContainsFunc(hosts, func(o *finding) bool {
		return o.passage == f.passage && o.hit.first <= f.hit.first && f.hit.last <= o.hit.last && f.hit.last-f.hit.first < o.hit.last-o.hit.first
	})
}

func (g *reading) scoreJob() float64 {
	score, around := 0.0, 0.0
	if g.known {
		score = 2
	}
	hosts := g.hosts()
	var seen [3][][]byte
	for i := range g.finds {
		f := &g.finds[i]
		if f.speaks != vJob || f.hit.cue.strength == weak && f.within(hosts) {
			continue
		}
		if f.passage == &g.context {
			around += f.weight / 2
			continue
		}
		text := f.passage.f.text[f.passage.ws[f.hit.first].start:f.passage.ws[f.hit.last].end]
		list := &seen[f.hit.cue.strength]
		if len(*list) < 6 && !slices.ContainsFunc(*list, func(t []byte) bool { return bytes.Equal(t, text) }) {
			*list = append(*list, text)
		}
	}
	score += min(3, float64(len(seen[strong]))) + min(1, 0.5*float64(len(seen[medium]))) + min(0.6, around)
	words := 0.34 * float64(len(seen[weak]))
	if score+words >= 0.5 {
		words += 0.34 * float64(len(hosts))
	}
	score += min(1, words)
	switch g.from.row.class {
	case classATS, classAssessment:
		score += 2
	case classBoard:
		score += 1
	}
	if g.m.ListID == "" && slices.ContainsFunc(g.subject.ws, func(w word) bool {
		return titleEnd[string(w.txt)] && !slices.ContainsFunc(seen[weak], func(t []byte) bool { return bytes.Equal(t, w.txt) })
	}) {
		score += 0.34
	}
	for _, v := range genre {
		if g.tally[v].n > 0 {
			score += 0.2
		}
	}
	if g.hires() {
		score++
	}
	return score
}

// hires reports whether the sender's address is that of those who hire.
func (g *reading) hires() bool {
	for _, w := range []string{"career", "recruit", "talent", "hiring", "jobs", "bewerb", "hr@", "people", "interview", "candidat", "rrhh", "karriere", "rekrut", "vacatures", "personal"} {
		if strings.Contains(g.from.local+"@", w) {
			return true
		}
	}
	return false
}

// ofWork reports whether anything is about a job by itself: more than words that friends use, too, or any trade ("the offer of the
// spare tickets", "our branch manager"). Without it no mail is one to an applicant, unless its thread is about an application.
func (g *reading) ofWork() bool {
	switch g.from.row.class {
	case classATS, classAssessment, classBoard:
		return true
	}
	if g.known || g.hires() {
		return true
	}
	hosts := g.hosts()
	return slices.ContainsFunc(g.finds, func(f finding) bool {
		return f.speaks == vJob && !f.hit.cue.flags["common"] && !f.within(hosts) && !g.serves(&f)
	})
}

// serves reports whether a word for an occupation is said of one who receives the reader: "our adviser".
func (g *reading) serves(f *finding) bool {
	if !f.hit.cue.flags["trade"] {
		return false
	}
	if f.passage == &g.context {
		return true
	}
	for i := max(0, f.hit.first-3); i < f.hit.first; i++ {
		if f.passage.clause[i] == f.passage.clause[f.hit.first] && ownerWords[string(f.passage.ws[i].txt)] {
			return true
		}
	}
	return false
}

// ownerWords tell whose somebody is.
var ownerWords = map[string]bool{"our": true, "your": true, "my": true, "unser": true, "unsere": true, "unserem": true, "unserer": true,
	"unseren": true, "ihr": true, "ihre": true, "ihrem": true, "ihrer": true, "ihren": true, "dein": true, "deine": true, "deinem": true, "mein": true, "meine": true,
	"notre": true, "votre": true, "nos": true, "vos": true, "ton": true, "mon": true, "ma": true, "nuestro": true, "nuestra": true, "su": true, "tu": true, "mi": true,
	"con": true, "nostro": true, "nostra": true, "suo": true, "sua": true, "tuo": true, "tua": true, "mio": true, "onze": true, "ons": true, "uw": true, "je": true, "jouw": true,
	"mijn": true, "nosso": true, "nossa": true, "seu": true, "teu": true, "meu": true, "nasz": true, "nasza": true, "naszym": true, "naszą": true}
