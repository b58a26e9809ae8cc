package mailwatch

import (
	"maps"
	"slices"
	"time"

	"github.com/emersion/go-imap/v2"
)

// Phase is what a watcher is doing.
type Phase string

// The phases.
const (
	PhaseConnecting  Phase = "connecting"
	PhaseScanning    Phase = "scanning"          // reading what lay in the mailbox before
	PhaseWatching    Phase = "watching"          // all is read; news arrive within seconds
	PhasePaused      Phase = "scan paused"       // the day's bytes are used up; it goes on tomorrow
	PhaseOffline     Phase = "offline"           // no connection; tried again by itself
	PhaseThrottled   Phase = "throttled"         // the server asked for patience
	PhaseNeedsLogin  Phase = "needs login"       // the server refused the password; not tried again by itself
	PhaseCertificate Phase = "certificate error" // the server cannot prove who it is
	PhaseBlocked     Phase = "blocked"           // what was read cannot be stored
	PhaseStopped     Phase = "stopped"
)

// State is a change of phase.
type State struct {
	Account string
	Phase   Phase
	Since   time.Time
	Err     error
	Retry   time.Time // when the next attempt is due; zero if none is
}

// FolderStatus is what is known of one watched folder.
type FolderStatus struct {
	Role     Role
	Checked  time.Time // when it was last read completely
	Messages uint32
	Scan     ScanKind // the scan that is open, if any
}

// Status is what a watcher knows of itself and its server.
type Status struct {
	Account      string
	Phase        Phase
	Since        time.Time
	Retry        time.Time
	Err          string // the last error, also one that was overcome
	Alert        string // what the server last said to people
	Missing      []string
	Folders      map[string]FolderStatus
	Capabilities []string
	Reconciled   time.Time // the beginning of the last complete reconcile
	Quarantined  int       // poison since the start
}

// Status returns what is known now.
func (w *Watcher) Status() Status {
	w.mu.Lock()
	defer w.mu.Unlock()
	st := w.status
	st.Folders = maps.Clone(st.Folders)
	st.Missing = slices.Clone(st.Missing)
	st.Capabilities = slices.Clone(st.Capabilities)
	return st
}

// enter changes the phase and tells of it, unless it is the phase already.
func (w *Watcher) enter(phase Phase, err error, retry time.Time) {
	w.mu.Lock()
	same := w.status.Phase == phase
	w.status.Retry = retry
	if !same {
		w.status.Phase, w.status.Since = phase, w.opts.Now()
	}
	if err != nil {
		w.status.Err = err.Error()
	}
	st := State{Account: w.opts.Name, Phase: phase, Since: w.status.Since, Err: err, Retry: retry}
	w.mu.Unlock()
	if !same && w.opts.State != nil {
		w.opts.State(st)
	}
}

// note keeps an error without making news of it.
func (w *Watcher) note(err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.status.Err = err.Error()
}

// alert keeps what the server says to people. It runs on the reading goroutine.
func (w *Watcher) alert(text string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.status.Alert = text
}

func (w *Watcher) connectedTo(s *session, missing []string) {
	var caps []string
	for c := range s.caps {
		caps = append(caps, string(c))
	}
	slices.Sort(caps)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.status.Capabilities, w.status.Missing = caps, missing
}

// settle is called when all watched folders were read completely, beginning at began.
func (w *Watcher) settle(began time.Time) {
	for _, f := range w.watch {
		if w.cursors[f.name].Scan.Open() {
			return
		}
		if w.faulty[f.name] && f.role == RoleSent {
			return
		}
	}
	w.failures = min(w.failures, 1)
	w.enter(PhaseWatching, nil, time.Time{})
	if _, ok := byRole(w.watch, RoleSent); !ok {
		return // without Sent nobody knows what the user has written: that is never a complete picture
	}
	w.mu.Lock()
	w.status.Reconciled = began
	w.mu.Unlock()
	if w.opts.Reconciled != nil {
		w.opts.Reconciled(w.opts.Name, began, w.opts.Now())
	}
}

func (s *session) canIdle() bool { return s.caps.Has(imap.CapIdle) || s.caps.Has(imap.CapIMAP4rev2) }
