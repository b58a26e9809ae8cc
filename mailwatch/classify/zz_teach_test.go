package classify

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTeach(t *testing.T) {
	out := os.Getenv("TEACH")
	if out == "" {
		t.Skip()
	}
	w, _ := os.Create(out)
	defer w.Close()
	r, _ := New(Options{Self: []string{"robin@vale.example"}})
	classOf := map[string]likeness{"rejection": likeReject, "interview_invite": likeInvite, "interview_confirm": likeConfirm, "interview_reschedule": likeResched, "interview_cancel": likeCancel, "application_ack": likeAck, "offer": likeOffer, "assessment": likeAssess, "recruiter_outreach": likeOutreach, "update": likeUpdate}
	vOf := map[likeness][]verdict{likeReject: {vReject, vClosed}, likeInvite: {vInvite}, likeConfirm: {vConfirm, vSet}, likeResched: {vResched}, likeCancel: {vCancel}, likeAck: {vAck}, likeOffer: {vOffer}, likeAssess: {vAssess}, likeOutreach: {vOutreach}, likeUpdate: {vUpdate, vStill, vHold}}
	do := func(kind, lang string, mail []byte) {
		g := &reading{}
		g.reset(r, parseMail(t, mail))
		g.read()
		if g.subject.f == nil {
			return
		}
		for _, h := range g.hear() {
			if h.last-h.first < 3 || h.last-h.first > 60 {
				continue
			}
			text := strings.Join(strings.Fields(h.passage.f.original(int(h.passage.ws[h.first].start), int(h.passage.ws[h.last].end))), " ")
			if kind == "other" {
				if h.passage == &g.body {
					fmt.Fprintf(w, "%s ordinary | %s\n", lang, text)
				}
				continue
			}
			c := classOf[kind]
			has, other, soft := false, false, false
			for i := range g.finds {
				f := &g.finds[i]
				if f.passage != h.passage || f.hit.first < h.first || f.hit.last > h.last || f.speaks == vNone {
					continue
				}
				switch f.speaks {
				case vClosing, vFile, vReason, vCareful, vPost:
					soft = true
				case vJob, vToYou, vSoft, vForeign, vInside, vApplicant, vSoftNo:
				default:
					m := false
					for _, v := range vOf[c] {
						m = m || f.speaks == v && f.weight >= 1
					}
					has = has || m
					other = other || !m
				}
			}
			switch {
			case has:
				fmt.Fprintf(w, "%s %s | %s\n", lang, c, text)
			case soft && !other:
				fmt.Fprintf(w, "%s neutral | %s\n", lang, text)
			}
		}
	}
	for _, s := range strings.Fields(os.Getenv("SETS")) {
		raw, _ := os.ReadFile(filepath.Join(s, "job", "labels.jsonl"))
		for line := range strings.Lines(string(raw)) {
			var l label
			json.Unmarshal([]byte(line), &l)
			mail, _ := os.ReadFile(filepath.Join(s, "job", l.File))
			do(l.Kind, l.Lang, mail)
		}
	}
	for _, f := range fixtures(t) {
		lang, _, _ := strings.Cut(f.name, "-")
		if lang == "cal" {
			lang = "en"
		}
		if f.want["detail"] == "own" || strings.Contains(f.name, "known") {
			continue
		}
		do(f.want["kind"], lang, f.mail)
	}
}
