package followup

// cell is what one event does at one stage or in one status: its words stand in the package documentation, its function
// is what happens.
type cell struct {
	words string
	do    func(*step) Reason
}

// row is one event with a cell for each stage or status, in the order of stages or statuses.
type row struct {
	event EventKind
	about string
	cells []cell
}

var (
	stages = []Stage{
		StageNew, StageApplied, StageInvited, StageScheduled, StageInterviewed, StageOffered, StageClosed,
	}
	statuses = []NoteStatus{Proposed, Approved, Claimed, Unsure, Failed, Sent, Withdrawn, Dismissed}
)

// The two tables of the package. They are set in init because their functions reach Step, which reads them.
var applicationTable, noteTable []row

func init() {
	applicationTable, noteTable = applicationRows(), noteRows()
}

func applicationRow(kind EventKind) *row { return find(applicationTable, kind) }

func noteRow(kind EventKind) *row { return find(noteTable, kind) }

func find(table []row, kind EventKind) *row {
	for i := range table {
		if table[i].event == kind {
			return &table[i]
		}
	}
	return nil
}

func isNoteEvent(kind EventKind) bool { return noteRow(kind) != nil }

// all makes a row whose cells are the same.
func all(n int, c cell) []cell {
	cells := make([]cell, n)
	for i := range cells {
		cells[i] = c
	}
	return cells
}
