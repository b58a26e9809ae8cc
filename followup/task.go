package followup

import "time"

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
	How      string      `json:"how,omitempty"`  // how it ended
	By       Person      `json:"by,omitzero"`    // who asked
	Mail     string      `json:"mail,omitempty"` // Mail.Key
	Act      string      `json:"act,omitempty"`  // Event.ID of the act that entered it by hand
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
