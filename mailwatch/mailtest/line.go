package mailtest

import (
	"context"
	"crypto/tls"
	"net"
	"sync"
)

// line is a listener whose connections can be cut, frozen and refused. Connections come by socket, by dial, or both.
type line struct {
	socket net.Listener // nil in memory
	queue  chan net.Conn
	closed chan struct{}
	once   sync.Once
	open   sync.WaitGroup

	mu      sync.Mutex
	conns   map[*wire]struct{}
	refused bool
	frozen  chan struct{} // closed when thawed; nil while not frozen
}

func newLine(inMemory bool) (*line, error) {
	l := &line{queue: make(chan net.Conn), closed: make(chan struct{}), conns: map[*wire]struct{}{}}
	if inMemory {
		return l, nil
	}
	socket, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	l.socket = socket
	l.open.Go(func() {
		for {
			c, err := socket.Accept()
			if err != nil {
				return
			}
			if !l.hand(context.Background(), c) {
				c.Close()
			}
		}
	})
	return l, nil
}

func (l *line) hand(ctx context.Context, c net.Conn) bool {
	l.mu.Lock()
	refused := l.refused
	l.mu.Unlock()
	if refused {
		return false
	}
	select {
	case l.queue <- c:
		return true
	case <-l.closed:
	case <-ctx.Done():
	}
	return false
}

func (l *line) dial(ctx context.Context) (net.Conn, error) {
	ours, theirs := net.Pipe()
	if !l.hand(ctx, theirs) {
		return nil, &net.OpError{Op: "dial", Net: "pipe", Err: net.ErrClosed}
	}
	return ours, nil
}

// Accept implements net.Listener.
func (l *line) Accept() (net.Conn, error) {
	select {
	case c := <-l.queue:
		w := &wire{Conn: c, line: l, gone: make(chan struct{})}
		l.mu.Lock()
		l.conns[w] = struct{}{}
		l.mu.Unlock()
		return w, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

// Close implements net.Listener.
func (l *line) Close() error {
	l.once.Do(func() {
		close(l.closed)
		if l.socket != nil {
			l.socket.Close()
		}
	})
	return nil
}

// Addr implements net.Listener.
func (l *line) Addr() net.Addr {
	if l.socket == nil {
		return pipeAddr{}
	}
	return l.socket.Addr()
}

type pipeAddr struct{}

func (pipeAddr) Network() string { return "pipe" }
func (pipeAddr) String() string  { return "pipe" }

func (l *line) secured(s Security, cert *certificate) net.Listener {
	if s == Implicit {
		return tls.NewListener(l, cert.config)
	}
	return l
}

func (l *line) cut() {
	l.mu.Lock()
	var all []*wire
	for w := range l.conns {
		all = append(all, w)
	}
	l.mu.Unlock()
	for _, w := range all {
		w.Close()
	}
}

func (l *line) refuse(yes bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.refused = yes
}

func (l *line) freeze() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.frozen == nil {
		l.frozen = make(chan struct{})
	}
}

func (l *line) thaw() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.frozen != nil {
		close(l.frozen)
		l.frozen = nil
	}
}

// wire is one connection of a line, on the server's side.
type wire struct {
	net.Conn
	line *line
	once sync.Once
	gone chan struct{}
}

// Write implements net.Conn. It blocks while the line is frozen.
func (w *wire) Write(b []byte) (int, error) {
	w.line.mu.Lock()
	frozen := w.line.frozen
	w.line.mu.Unlock()
	if frozen != nil {
		select {
		case <-frozen:
		case <-w.gone:
		}
	}
	return w.Conn.Write(b)
}

// Close implements net.Conn.
func (w *wire) Close() error {
	w.once.Do(func() {
		close(w.gone)
		w.line.mu.Lock()
		delete(w.line.conns, w)
		w.line.mu.Unlock()
	})
	return w.Conn.Close()
}
