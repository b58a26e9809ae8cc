package followup

import (
	"crypto/sha256"
	"slices"
	"strings"
	"time"
)

// TaskKind is what kind of thing they asked of the user.
type TaskKind string

// The kinds of task.
const (
	TaskQuestion     TaskKind = "question"
	TaskAvailability TaskKind = "availability"
	TaskAssessment   TaskKind = "assessment"
	TaskReferences   TaskKind = "references"
	TaskDocuments    TaskKind = "documents"
	TaskForm         TaskKind = "form"
)

// The ways in which a task ends (Task.How).
const (
	TaskDone    = "answered"
	TaskHanded  = "handed in"
	TaskMissed  = "missed"
	TaskDropped = "dropped"
)

// TaskEnds are the ways in which the user can say that a task ended.
var TaskEnds = []string{TaskDone, TaskHanded, TaskMissed, TaskDropped}

// Task is one thing that they asked of the user. Link is shown and never followed.
type Task struct {
	ID       string      `json:"id"`
	Kind     TaskKind    `json:"kind"`
	Asked    time.Time   `json:"asked"`
	Deadline time.Time   `json:"deadline,omitzero"`
	Link     string      `json:"link,omitempty"`
	Quote    string      `json:"quote,omitempty"`   // at most 200 characters of their sentence
	Options  []Interview `json:"options,omitempty"` // the slots that they propose
	Done     time.Time   `json:"done,omitzero"`
	How      string      `json:"how,omitempty"`     // how it ended
	By       Person      `json:"by,omitzero"`       // who asked
	Mail     string      `json:"mail,omitempty"`    // Mail.Key of the newest mail that asks for it
	Thread   string      `json:"thread,omitempty"`  // its Message-ID
	Drafted  time.Time   `json:"drafted,omitzero"`  // a letter about it was drafted by itself, or could not be: once only
	Act      string      `json:"act,omitempty"`     // Event.ID of the act that entered it by hand
	Booking  bool        `json:"booking,omitempty"` // a page to pick a time: the user goes there herself, no letter answers it
}

// Open reports whether they still wait for it.
func (t Task) Open() bool { return t.Done.IsZero() }

// owed names a task in a sentence: "they asked a question".
var owed = map[TaskKind]string{
	TaskQuestion: "they asked a question", TaskAvailability: "they ask when you can talk", TaskAssessment: "an assessment waits for you",
	TaskReferences: "they ask for references", TaskDocuments: "they ask for documents", TaskForm: "a form waits for you",
}

// Words names a task: "they ask when you can talk".
func (t Task) Words() string {
	if t.Booking {
		return "they ask you to pick a time on their page"
	}
	return orElse(owed[t.Kind], "they asked something")
}

// OpenTasks returns what they asked and still wait for, oldest first.
func (a *Application) OpenTasks() []Task {
	var out []Task
	for _, t := range a.Tasks {
		if t.Open() {
			out = append(out, t)
		}
	}
	slices.SortStableFunc(out, func(x, y Task) int { return x.Asked.Compare(y.Asked) })
	return out
}

// Task returns the task with that id, or nil.
func (a *Application) Task(id string) *Task {
	i := slices.IndexFunc(a.Tasks, func(t Task) bool { return t.ID == id })
	if i < 0 {
		return nil
	}
	return &a.Tasks[i]
}

// taskID names a task by the mail that asked for it first.
func taskID(key string) string {
	sum := sha256.Sum256(encode("task", key))
	return "t" + strings.ToLower(letters.EncodeToString(sum[:6]))
}

// Remark is a note to herself that the user keeps with an application. It never enters a letter.
type Remark struct {
	At   time.Time `json:"at"`
	Text string    `json:"text"`
	Act  string    `json:"act,omitempty"`
}

// Act is one thing that the user did by hand, so that it can be taken back.
type Act struct {
	ID    string    `json:"id"` // Event.ID
	Kind  EventKind `json:"kind"`
	At    time.Time `json:"at"`
	Words string    `json:"words,omitempty"`
}

// actsKept is how many of the newest acts an application remembers.
const actsKept = 50
