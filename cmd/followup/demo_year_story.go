package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"followup/mailwatch/mailtest"
)

// firm is one employer of the year: who writes there, and what is still to happen.
type firm struct {
	name, domain, role string
	zone               *time.Location
	recruiter          string   // "Maya Lindqvist <maya.lindqvist@birch.example>"
	others             []string // interviewers
	rounds             int      // still to come
	round              int      // that was last set
	thread             []string // Message-IDs, oldest first
	offers             bool
	over               bool
}

var (
	firmFirst = strings.Fields("Amber Birch Cedar Dune Ember Fjord Gorse Harbour Iris Juniper Kestrel Linden Maple North Osprey Pine Quartz Rowan Sable Tern")
	firmLast  = []string{"Analytics", "Software", "Systems", "Labs", "Works", "Data", "Robotics", "Energy", "Health", "Mobility"}
	yearRoles = []string{"Data Engineer", "Platform Engineer", "Backend Engineer", "Analytics Engineer"}
	firstName = strings.Fields("Maya Otto Ines Tomas Clara Jonas Lea Marek Nora Felix Greta Hugo Ruth Emil Paula Victor")
	lastName  = strings.Fields("Lindqvist Kern Duarte Herrera Vogel Baker Novak Sommer Wolfe Marsh Petrov Osborne")
	topics    = strings.Fields("partitioning backfills idempotency lineage caching compaction retries schemas dashboards migrations sharding alerting budgets onboarding mentoring rollouts contracts sampling forecasting streaming")
)

// plan makes the year: who is applied to and when, and what each of them does by itself.
func (y *year) plan() {
	berlin, newYork := mustZone("Europe/Berlin"), mustZone("America/New_York")
	order := y.rng.Perm(yearApplications)
	rounds := map[int]int{} // application -> interviews: 30 employers, 45 interviews
	for i := range 30 {
		switch {
		case i < 4:
			rounds[order[i]] = 3
		case i < 11:
			rounds[order[i]] = 2
		default:
			rounds[order[i]] = 1
		}
	}
	for i := range yearApplications {
		zone := berlin
		if i%2 == 1 {
			zone = newYork
		}
		f := &firm{name: firmFirst[i%20] + " " + firmLast[i/20], role: yearRoles[i%4], zone: zone, rounds: rounds[i]}
		f.domain = strings.ToLower(strings.ReplaceAll(f.name, " ", "-")) + ".example"
		for range 4 {
			first, last := pickOf(y, firstName), pickOf(y, lastName)
			who := fmt.Sprintf("%s %s <%s.%s@%s>", first, last, strings.ToLower(first), strings.ToLower(last), f.domain)
			if !slices.Contains(f.others, who) {
				f.others = append(f.others, who)
			}
		}
		f.recruiter, f.others = f.others[0], f.others[1:]
		f.offers = i == order[0] || i == order[4] || i == order[12]
		y.firms[f.domain] = f
		y.applied(f, workday(y.begins.AddDate(0, 0, i*290/yearApplications)))
	}
}

func mustZone(name string) *time.Location {
	z, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return z
}

func pickOf[T any](y *year, of []T) T { return of[y.rng.IntN(len(of))] }

func (y *year) chance(percent int) bool { return y.rng.IntN(100) < percent }

// workday moves a day off a weekend.
func workday(t time.Time) time.Time {
	for t.Weekday() == time.Saturday || t.Weekday() == time.Sunday {
		t = t.AddDate(0, 0, 1)
	}
	return t
}

// at is an hour where the firm is, some days on, on a working day.
func (f *firm) at(from time.Time, days, hour, minute int) time.Time {
	from = workday(from.In(f.zone).AddDate(0, 0, days))
	return time.Date(from.Year(), from.Month(), from.Day(), hour, minute, 0, 0, f.zone)
}

// send lets a mail of the firm's arrive; a person's continues the thread.
func (y *year) send(f *firm, at time.Time, from, subject, text string, change ...func(*mailtest.Sample)) {
	if at.Before(y.now) {
		at = y.now.Add(time.Minute)
	}
	s := mailtest.Sample{
		ID: fmt.Sprintf("m%d-%d@%s", len(f.thread), at.Unix(), f.domain), From: from, To: "Kevin Marsh <" + yearMe + ">", Subject: subject,
		Text: "Hi Kevin,\n\n" + text + "\n",
	}
	if from == f.recruiter {
		s.Text += "\nBest,\n" + strings.Fields(from)[0] + "\n"
		if len(f.thread) > 0 {
			s.InReplyTo, s.References = f.thread[len(f.thread)-1], f.thread[:len(f.thread)-1]
			s.Subject = "Re: " + strings.TrimPrefix(subject, "Re: ")
		}
		f.thread = append(f.thread, s.ID)
	} else {
		s.Headers = []string{"Auto-Submitted: auto-generated"}
	}
	for _, c := range change {
		c(&s)
	}
	y.inbox = append(y.inbox, arrival{at: at, mail: s})
}

// applied is what comes of an application by itself.
func (y *year) applied(f *firm, day time.Time) {
	robot := f.name + " <no-reply@" + f.domain + ">"
	human := f.rounds == 0 && y.chance(20)
	ack := fmt.Sprintf("thank you for applying for the %s position at %s. We have received your application.", f.role, f.name)
	if human {
		y.send(f, f.at(day, 1, 10, y.rng.IntN(60)), f.recruiter, "Your application for the "+f.role+" role",
			"thank you for your application for the "+f.role+" role at "+f.name+". I have passed it to the team. We will get back to you within two weeks.")
	} else {
		y.send(f, f.at(day, 0, 11, y.rng.IntN(60)), robot, "Thank you for applying to "+f.name, ack)
	}
	switch {
	case f.rounds > 0:
		y.invite(f, f.at(day, 6+y.rng.IntN(9), 10, y.rng.IntN(60)))
	case y.chance(45):
		from := robot
		if human {
			from = f.recruiter
		}
		y.refuse(f, from, f.at(day, 8+y.rng.IntN(30), 15, y.rng.IntN(60)))
	}
}

// refuse is a no.
func (y *year) refuse(f *firm, from string, at time.Time) {
	f.over = true
	y.send(f, at, from, "Your application to "+f.name, fmt.Sprintf(
		"thank you for your interest in the %s role at %s. After careful consideration we have decided to move forward with other candidates. We wish you the best in your search.", f.role, f.name))
}

// invite sets the next interview: at once, or after times were asked for; now and then it moves. What follows is planned with it.
func (y *year) invite(f *firm, at time.Time) {
	f.rounds--
	f.round++
	round := f.round
	subject := "Interview for the " + f.role + " role"
	if round == 1 && y.chance(35) {
		y.send(f, at, f.recruiter, subject, fmt.Sprintf("thank you for your application for the %s role at %s. We would like to invite you to an interview. "+
			"Could you send me your availability for next week?", f.role, f.name))
		at = f.at(at, 2, 11, y.rng.IntN(60))
	}
	start := f.at(at, 4+y.rng.IntN(4), 10+y.rng.IntN(6), 0)
	people := f.others[:min(len(f.others), 1+y.rng.IntN(3))]
	set := func(seq int, start time.Time, stamp time.Time) func(*mailtest.Sample) {
		return func(s *mailtest.Sample) {
			_, addr, _ := strings.Cut(f.recruiter, "<")
			s.Calendar = &mailtest.Invite{
				Method: "REQUEST", UID: fmt.Sprintf("round-%d@%s", round, f.domain), Sequence: seq, Start: start, Length: 45 * time.Minute,
				Summary: "Interview: Kevin Marsh, " + f.role, Location: "Video call", Organizer: strings.Trim(addr, ">"),
				People: append(slices.Clone(people), "Kevin Marsh <"+yearMe+">"), Stamp: stamp,
			}
		}
	}
	again := ""
	if round > 1 {
		again = "the team would like to see you again. "
	}
	y.send(f, at, f.recruiter, subject, again+fmt.Sprintf("your interview for the %s role is confirmed for %s at %s. The invitation is attached.",
		f.role, start.Format("Monday, 2 January"), start.Format("15:04")), set(0, start, at))
	if moved := f.at(start, -1, 9, 30); y.chance(15) && moved.After(at) {
		start = f.at(start, 2, start.Hour(), 0)
		y.send(f, moved, f.recruiter, subject, fmt.Sprintf("unfortunately something has come up and we need to reschedule our interview. Could we do %s at %s instead? "+
			"I have sent an updated invitation.", start.Format("Monday, 2 January"), start.Format("15:04")), set(1, start, moved))
	}
	y.after(f, start.Add(45*time.Minute))
}

// after is what comes of an interview.
func (y *year) after(f *firm, end time.Time) {
	subject := "Interview for the " + f.role + " role"
	switch {
	case f.rounds > 0:
		y.invite(f, f.at(end, 4+y.rng.IntN(6), 11, y.rng.IntN(60)))
	case f.offers:
		f.over = true
		at := f.at(end, 6, 16, 0)
		y.send(f, at, f.recruiter, subject, fmt.Sprintf("we are delighted to offer you the position of %s at %s. The written offer letter is attached. "+
			"Please let us know your decision by %s.", f.role, f.name, f.at(at, 14, 12, 0).Format("Monday, 2 January 2006")))
	case y.chance(40):
		by := f.at(end, 7, 17, 0)
		y.send(f, f.at(end, 1, 10, 20), f.recruiter, subject, "thank you for your time. We will get back to you by "+by.Format("Monday, 2 January")+".")
		if y.chance(60) {
			y.refuse(f, f.recruiter, f.at(by, y.rng.IntN(12), 14, y.rng.IntN(60)))
		}
	case y.chance(50):
		y.refuse(f, f.recruiter, f.at(end, 4+y.rng.IntN(14), 14, y.rng.IntN(60)))
	}
}

// reaction is what a firm does about a letter that reached it.
func (y *year) reaction(to, id string) {
	_, domain, _ := strings.Cut(to, "@")
	f := y.firms[domain]
	if f == nil {
		return
	}
	f.thread = append(f.thread, id)
	if f.over || f.rounds > 0 {
		return
	}
	switch subject := "Interview for the " + f.role + " role"; {
	case y.chance(15):
		back := y.now.AddDate(0, 0, 7)
		y.send(f, y.now.Add(2*time.Minute), f.recruiter, "Automatic reply: "+subject, "I am out of the office until "+back.Format("Monday, 2 January 2006")+" and will answer when I am back.",
			func(s *mailtest.Sample) { s.Headers = []string{"Auto-Submitted: auto-replied"} })
	case y.chance(25):
		y.send(f, f.at(y.now, 2, 10, y.rng.IntN(60)), f.recruiter, subject, "thank you for your patience. The team is still deciding. We will get back to you by the end of next week.")
	case y.chance(30):
		y.refuse(f, f.recruiter, f.at(y.now, 3, 15, y.rng.IntN(60)))
	}
}

// bounce sends a letter back: the address does not work.
func (y *year) bounce(to, id string) {
	raw := fmt.Sprintf("Message-ID: <bounce-%d@mail.marsh.example>\r\nDate: %s\r\nFrom: Mail Delivery System <MAILER-DAEMON@mail.marsh.example>\r\nTo: <%s>\r\n"+
		"Subject: Undelivered Mail Returned to Sender\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"+
		"Content-Type: multipart/report; report-type=delivery-status; boundary=rep\r\n\r\n--rep\r\nContent-Type: text/plain\r\n\r\nYour message could not be delivered.\r\n"+
		"--rep\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mail.marsh.example\r\n\r\nFinal-Recipient: rfc822; %s\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"+
		"--rep\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <%s>\r\nFrom: <%s>\r\nTo: <%s>\r\nSubject: x\r\n\r\nx\r\n--rep--\r\n",
		y.letters, y.now.Add(time.Minute).Format(time.RFC1123Z), yearMe, to, id, yearMe, to)
	y.inbox = append(y.inbox, arrival{at: y.now.Add(time.Minute), raw: []byte(raw)})
}
