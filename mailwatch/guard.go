package mailwatch

import (
	"errors"
	"net"
	"os"
	"sync"
	"time"
)

// Why a connection was closed from our side.
var (
	ErrSilent    = errors.New("the server went silent")
	ErrTooBig    = errors.New("the server's reply is larger than any honest one")
	ErrNesting   = errors.New("the server's reply is nested deeper than any honest one")
	ErrMalformed = errors.New("the server's reply is not IMAP")
	ErrLost      = errors.New("the connection was lost")
	errJumped    = errors.New("the clock jumped, as after sleep")
)

// How long a server may send nothing. It is measured from byte to byte, so a slow link is not a silent one, and a whole
// command has an end as well, so a dripping server is not a live one.
const (
	commandSilence = 75 * time.Second
	idleGrace      = 75 * time.Second // on top of the time that IDLE is meant to last
	doneSilence    = 15 * time.Second
	restSilence    = 30 * time.Minute // while no command runs, for instance while a batch is stored
	commandEnd     = 15 * time.Minute
)

// guard is the connection below the IMAP client. The client itself waits for ever, buffers without limit, recurses without
// limit and forgets why a server hung up; the guard closes the connection instead and remembers the cause. It stands above
// TLS, so nothing that came before TLS is ever told.
type guard struct {
	net.Conn
	raw net.Conn // what Close closes: no farewell is worth waiting for

	mu       sync.Mutex
	running  int
	silence  time.Duration
	end      time.Time
	cause    error
	bye      string
	received int64

	readEnded bool

	pending []byte // bytes to read before the connection's own (see greet)
	scan    scanner
}

// newGuard guards conn, which is raw itself or TLS over it. Tell hears what the server says to people: the text of BYE, of
// untagged NO and of ALERT, in one clean line. It runs on the reading goroutine and must not block.
func newGuard(conn, raw net.Conn, tell func(text string)) *guard {
	g := &guard{Conn: conn, raw: raw, silence: commandSilence}
	g.scan.limit.Store(outsideBytes)
	g.scan.tell = func(word, text string) {
		if word == "BYE" {
			g.mu.Lock()
			g.bye = text
			g.mu.Unlock()
		}
		if tell != nil {
			tell(text)
		}
	}
	return g
}

// begin says that a command begins: from now on the server may be silent for so long, and all must end after commandEnd
// (or silence, if that is longer). Outside is how many bytes may come outside literals. Several commands may run at once.
func (g *guard) begin(silence time.Duration, outside int64) {
	g.scan.limit.Store(outside)
	g.mu.Lock()
	defer g.mu.Unlock()
	g.running++
	g.waitLocked(silence)
}

// wait changes how long the server may be silent within a command.
func (g *guard) wait(silence time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.waitLocked(silence)
}

func (g *guard) waitLocked(silence time.Duration) {
	g.silence = silence
	g.end = time.Now().Add(max(commandEnd, silence))
	g.armLocked()
}

// done says that a command is over.
func (g *guard) done() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.running--; g.running == 0 {
		g.silence, g.end = restSilence, time.Time{}
		g.armLocked()
	}
}

func (g *guard) armLocked() {
	if g.cause != nil {
		return
	}
	deadline := time.Now().Add(g.silence)
	if !g.end.IsZero() && g.end.Before(deadline) {
		deadline = g.end
	}
	_ = g.Conn.SetReadDeadline(deadline) // fails only on a closed connection, which the next Read reports
}

// Read implements net.Conn.
func (g *guard) Read(b []byte) (int, error) {
	if len(g.pending) > 0 {
		n := copy(b, g.pending)
		g.pending = g.pending[n:]
		return n, nil
	}
	g.mu.Lock()
	g.armLocked()
	g.mu.Unlock()
	n, err := g.Conn.Read(b)
	g.mu.Lock()
	g.received += int64(n)
	g.mu.Unlock()
	if fault := g.scan.feed(b[:n]); fault != nil {
		g.fail(fault)
		g.endReading()
		return 0, fault
	}
	if err != nil {
		g.lost(err)
		g.endReading()
	}
	return n, err
}

// Write implements net.Conn. A write that fails closes the connection, but while the client still reads it is not told so:
// the client would end its commands from the writing goroutine as well as from the reading one, which is a race. Once
// reading has ended, nobody else would end a command, and so the error is told.
func (g *guard) Write(b []byte) (int, error) {
	n, err := g.Conn.Write(b)
	if err == nil {
		return n, nil
	}
	g.lost(err)
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.readEnded {
		return n, err
	}
	return len(b), nil
}

// lost ends the connection because of err.
func (g *guard) lost(err error) {
	if errors.Is(err, os.ErrDeadlineExceeded) {
		g.fail(ErrSilent)
	} else {
		g.fail(ErrLost)
	}
}

func (g *guard) endReading() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.readEnded = true
}

// SetReadDeadline implements net.Conn. The client's deadlines are ignored: it sets none while it waits for a reply.
func (g *guard) SetReadDeadline(time.Time) error { return nil }

// SetDeadline implements net.Conn.
func (g *guard) SetDeadline(t time.Time) error { return g.SetWriteDeadline(t) }

// Close implements net.Conn. The client calls it when it stops reading.
func (g *guard) Close() error {
	g.endReading()
	return g.raw.Close()
}

// fail closes the connection and keeps the first cause.
func (g *guard) fail(cause error) {
	g.mu.Lock()
	if g.cause == nil {
		g.cause = cause
	}
	g.mu.Unlock()
	_ = g.raw.Close()
}

// failure is what the server said last, if anything, and why the connection was closed, nil while it is not.
func (g *guard) failure() (bye string, cause error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.bye, g.cause
}

// bytes is how much was received.
func (g *guard) bytes() int64 {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.received
}
