package followup

import (
	"slices"
	"strings"
	"time"
)

func newAsked(s *step) Reason {
	s.open(StageApplied)
	return asked(s)
}

// asked makes it the user's turn; what they ask becomes a task.
func asked(s *step) Reason {
	s.withdraw("they asked something: answer that first", ofKind(Nudge))
	s.turn(TurnOurs, s.at)
	return "they asked something: your turn"
}

func askedAfterClose(s *step) Reason {
	if !s.confirmed {
		return s.doubt("they ask something although it is closed")
	}
	return "recorded: it stays closed"
}

// listed keeps the list of what they asked of the user, after an event of that kind at that stage: what makes it her turn is
// a task, and what answers or overtakes one ends it. While one is open it stays her turn.
func (s *step) listed(kind EventKind, was Stage) {
	app := s.app
	switch kind {
	case EventInvited, EventScheduled, EventMoved, EventAsked, EventOutreach:
		if app.Turn == TurnOurs && app.TurnSince.Equal(s.at) && app.Stage != StageNew && app.Stage != StageClosed {
			s.ask()
		}
		if kind != EventAsked && len(s.timed()) > 0 && app.anySet() {
			s.settleTasks(TaskDone, "a time is set", TaskAvailability)
		}
	case EventCancelled:
		if was == StageInvited {
			s.settleTasks(TaskDropped, "what they asked about is off", TaskAvailability)
		}
	case EventWrote:
		if s.sig.Detail == DetailSubmitted {
			s.handedIn()
		}
	case EventOffered:
		if app.Stage == StageOffered {
			s.settleTasks(TaskDropped, "they made an offer", TaskAvailability, TaskAssessment)
		}
	}
	if app.Stage == StageClosed && was != StageClosed {
		s.settleTasks(TaskDropped, "it is closed")
	}
	s.offerEnds()
	s.stillOurs()
	if kind == EventMoved && (was == StageInvited || was == StageScheduled) {
		s.answerMove()
	}
}

// stillOurs holds that it is the user's turn while they wait for something of hers.
func (s *step) stillOurs() {
	switch s.app.Stage {
	case StageApplied, StageInvited, StageScheduled, StageInterviewed:
		if open := s.app.OpenTasks(); len(open) > 0 && s.app.Turn != TurnOurs {
			s.turn(TurnOurs, open[0].Asked)
		}
	}
}

// ask takes what the mail asks of the user. Asked once more it is the same task, perhaps with another date.
func (s *step) ask() {
	app, m := s.app, s.sig.Mail
	if len(app.Tasks) == 0 && !app.Deadline.IsZero() && app.Offer == nil && app.Stage != StageOffered {
		app.Tasks = append(app.Tasks, oldTask(app)) // the date was kept before there were tasks
	}
	t := Task{
		ID: taskID(m.Key), Kind: s.taskKind(), Asked: s.at, Deadline: s.sig.Deadline, Link: s.sig.Link, Quote: s.quoted(),
		Options: cloneInterviews(s.sig.Options), By: clonePerson(app.known(sender(s.sig))), Mail: m.Key, Thread: m.ID,
	}
	t.Booking = t.Kind == TaskAvailability && t.Link != "" && len(t.Options) == 0
	for i := range app.Tasks {
		old := &app.Tasks[i]
		if old.ID == t.ID {
			return
		}
		if !old.Open() || old.Kind != t.Kind || old.By.Key() != t.By.Key() || old.Link != t.Link && old.Link != "" && t.Link != "" {
			continue
		}
		old.Mail, old.Thread, old.Quote = t.Mail, t.Thread, orElse(t.Quote, old.Quote)
		old.Link, old.Booking = orElse(t.Link, old.Link), old.Booking && t.Booking
		if !t.Deadline.IsZero() {
			old.Deadline = t.Deadline
		}
		if len(t.Options) > 0 {
			old.Options, old.Drafted = t.Options, time.Time{}
		}
		return
	}
	app.Tasks = append(app.Tasks, t)
}

// taskKind tells what kind of thing the mail asks for.
func (s *step) taskKind() TaskKind {
	switch {
	case s.sig.Kind == Assessment || s.sig.RoundKind == RoundVideo:
		return TaskAssessment
	case s.sig.Kind == RecruiterOutreach:
		return TaskQuestion // first whether at all
	case s.sig.Kind == InterviewInvite || s.sig.Kind == InterviewConfirm || s.sig.Kind == InterviewReschedule,
		s.sig.Detail == DetailAvailability, len(s.sig.Options) > 0:
		return TaskAvailability
	case s.sig.Link != "" && !human(s.sig):
		return TaskForm
	}
	return TaskQuestion
}

// quoteKept is how much of their sentence is kept, in characters.
const quoteKept = 200

// quoted returns the sentence of theirs that decided what the mail is.
func (s *step) quoted() string {
	for _, e := range s.sig.Evidence {
		if e.Part == InOwn || e.Part == "" {
			words := []rune(strings.Join(strings.Fields(e.Text), " "))
			return string(words[:min(len(words), quoteKept)])
		}
	}
	return ""
}

// oldTask is the task of which only a date is known.
func oldTask(app *Application) Task {
	t := Task{ID: taskID("before\n" + app.ID), Kind: TaskQuestion, Asked: app.TurnSince, Deadline: app.Deadline}
	if app.DeadlineFor == "the assessment" {
		t.Kind = TaskAssessment
	}
	if t.Asked.IsZero() || t.Asked.After(t.Deadline) {
		t.Asked = t.Deadline
	}
	return t
}

// settleTasks ends the open tasks of these kinds, or of all where none is named.
func (s *step) settleTasks(how string, why Reason, kinds ...TaskKind) {
	for i := range s.app.Tasks {
		if t := &s.app.Tasks[i]; t.Open() && (len(kinds) == 0 || slices.Contains(kinds, t.Kind)) {
			s.endTask(t, how, why)
		}
	}
}

// endTask ends a task, and the drafts that would answer it.
func (s *step) endTask(t *Task, how string, why Reason) {
	t.Done, t.How = s.at, how
	id := t.ID
	s.withdraw(why, func(n *Note) bool { return n.Task == id && n != s.note })
}

// handedIn ends the assessment that a receipt is for: the only one, else those of who sends it. Where that is not clear all
// stay: better reminded once too often.
func (s *step) handedIn() {
	var open, theirs []*Task
	host := func(addr string) string { _, h, _ := strings.Cut(lower(addr), "@"); return h }
	for i := range s.app.Tasks {
		if t := &s.app.Tasks[i]; t.Open() && t.Kind == TaskAssessment && !t.Asked.After(s.at) {
			open = append(open, t)
			if h := host(t.By.Addr); h != "" && h == host(s.sig.Mail.From.Addr) {
				theirs = append(theirs, t)
			}
		}
	}
	if len(open) != 1 {
		open = theirs
	}
	if len(open) == 1 {
		s.endTask(open[0], TaskHanded, "it was handed in")
	}
}

// handed reports whether the last thing that happened is that the user handed in an assessment: they have work to look at.
func (a *Application) handed() bool {
	return slices.ContainsFunc(a.Tasks, func(t Task) bool {
		return t.How == TaskHanded && t.Kind == TaskAssessment && !t.Done.Before(a.TurnSince)
	})
}

// answered takes the user's word that what they asked is done, or will not be: one task, or the only open one.
func answered(s *step) Reason {
	app := s.app
	how, id := TaskDone, ""
	if s.ev.Task != nil {
		id, how = s.ev.Task.ID, orElse(s.ev.Task.How, TaskDone)
	}
	if !slices.Contains(TaskEnds, how) {
		return "say how it ended: answered, handed in, missed or dropped"
	}
	open := app.OpenTasks()
	t := app.Task(id)
	switch {
	case id != "" && t == nil:
		return "there is no such task"
	case id != "" && !t.Open():
		return Reason("known: it is " + t.How)
	case len(open) > 1 && t == nil:
		return "they asked several things: say which one"
	case len(open) == 0 && (app.Turn != TurnOurs || app.Stage == StageClosed || app.Stage == StageOffered):
		return "they asked nothing that is still open"
	case len(open) == 0:
		s.turn(TurnTheirs, s.at)
		s.acted("answered")
		return "you answered: their turn"
	case t == nil:
		t = app.Task(open[0].ID)
	}
	words := t.Words()
	s.endTask(t, how, "you said that it is "+Reason(how))
	s.acted(words + ": " + how)
	return s.handOver("you said that it is " + Reason(how))
}

// handOver makes it their turn, unless more is asked of the user.
func (s *step) handOver(why Reason) Reason {
	switch open := s.app.OpenTasks(); {
	case s.app.Stage == StageClosed || s.app.Stage == StageNew || s.app.Stage == StageOffered:
		return why
	case len(open) > 0:
		s.turn(TurnOurs, open[0].Asked)
		return why + "; more is asked of you: " + Reason(open[0].Words())
	case s.app.Turn != TurnTheirs || s.at.After(s.app.TurnSince):
		s.turn(TurnTheirs, s.at)
	}
	return why + ": their turn"
}

// turnAfterSending ends the task that a letter answers and makes it their turn, unless more is asked of the user.
func (s *step) turnAfterSending(n *Note) {
	app := s.app
	s.offerAfterSending(n)
	s.leadAfterSending(n)
	if t := app.Task(n.Task); t != nil && t.Open() {
		t.Done, t.How = s.now, TaskDone
		app.Answered = app.LastOut
		id := t.ID
		s.withdraw("another letter answered it", func(o *Note) bool { return o.Task == id && o.ID != n.ID })
	}
	if app.Stage == StageClosed || app.Stage == StageNew || app.Stage == StageOffered {
		return
	}
	if open := app.OpenTasks(); len(open) > 0 {
		s.turn(TurnOurs, open[0].Asked)
	} else if app.Turn != TurnTheirs || restarts(n.Kind) {
		s.turn(TurnTheirs, s.now)
	}
}

// restarts reports whether their silence counts from a letter of that kind: it answers them, or settles a time.
func restarts(k NoteKind) bool {
	return k.Class() == Scheduling || k == CancelAnswer || k == RecruiterAnswer
}

// deadlineFor names the user's own deadline.
var deadlineFor = map[TaskKind]string{
	TaskAssessment: "the assessment", TaskAvailability: "your times", TaskReferences: "references", TaskDocuments: "documents", TaskForm: "the form",
}

// mirror keeps Application.Deadline, DeadlineFor and Written as they follow from tasks and offer, after every step. What was
// kept before there were tasks stays until one comes.
func (s *step) mirror() {
	app := s.app
	if len(app.Tasks) == 0 && app.Offer == nil {
		return
	}
	app.Deadline, app.DeadlineFor = time.Time{}, ""
	if app.Stage == StageClosed {
		return
	}
	take := func(at time.Time, what string) {
		if !at.IsZero() && (app.Deadline.IsZero() || at.Before(app.Deadline)) {
			app.Deadline, app.DeadlineFor = at, what
		}
	}
	for _, t := range app.OpenTasks() {
		take(t.Deadline, orElse(deadlineFor[t.Kind], "their question"))
	}
	if o := app.Offer; o != nil {
		app.Written = o.Written
		if app.Stage == StageOffered && o.open() {
			take(o.Deadline, "the answer to their offer")
		}
	}
}
