package mailwatch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"runtime"
	"sync"
	"time"
)

// Options configure a Watcher. Account and Handler are required.
type Options struct {
	Account

	Lookback time.Duration // how far the first scan looks back; 0 for everything

	// Handler takes a batch and returns when it is stored for good, cursor and all. An error stops the watch for a while;
	// the batch comes again.
	Handler func(context.Context, Batch) error
	// Cursor returns what Handler stored last for a folder, false if nothing. Nil starts afresh each time.
	Cursor func(ctx context.Context, folder string) (Cursor, bool, error)
	// Reconciled is told of each time that INBOX, Sent and the other watched folders were read completely: everything that
	// lay in them at began has been handed over and stored. It is never told while a scan is open.
	Reconciled func(account string, began, ended time.Time)
	// JobContext says whether more of a message is wanted than was read. It is called from several goroutines. Nil is
	// content.
	JobContext func(*Message) Interest
	// KnownDomains are the domains whose mail is looked for in All or Archive every SweepEvery. Nil sweeps nothing.
	KnownDomains func() []string

	Progress func(Progress)
	State    func(State)  // told of changes only: one for an outage, however long
	Log      *slog.Logger // should say which account it is; the name is not written, because it may be an address

	Now  func() time.Time // what dates are reckoned from; time.Now if nil
	Wall func() time.Time // compared with the monotonic clock to notice sleep; time.Now if nil
	Dial func(context.Context) (net.Conn, error)

	IdleFor    time.Duration // 5 min if zero
	PollEvery  time.Duration // 2 min: how often folders other than INBOX are looked at, and INBOX too
	DeepEvery  time.Duration // 15 min: how often nothing the server says about its next UID is believed
	SweepEvery time.Duration // 6 h
	RetryMin   time.Duration // 5 s: the first pause after a lost connection
	RetryMax   time.Duration // 15 min
	RescanDays int           // 60: how far back a folder is read again that the server has renumbered
	DailyBytes int64         // 1000 MB: what scans may receive in a day; negative for no limit
	Limits     Limits        // DefaultLimits if zero
}

// Watcher watches one account. It never changes the mailbox; the one thing that it writes is the copy that File appends.
type Watcher struct {
	opts    Options
	log     *slog.Logger
	parsers chan struct{} // as many parse at once as there are processors

	mu     sync.Mutex
	queue  []*request
	status Status

	kick  chan struct{} // a request waits; capacity 1
	retry chan struct{} // capacity 1

	// What follows belongs to the goroutine of Run.
	folders   []folder
	watch     []folder
	cursors   map[string]Cursor
	uidNext   map[string]uint32
	suspects  map[string]*suspects
	swept     map[uint32]bool
	sweptIn   uint32
	sweptAt   time.Time
	deepAt    time.Time
	liveAt    time.Time
	faulty    map[string]bool // folders that could not be opened when they were last tried
	budgetDay time.Time
	budget    int64
	failures  int
}

// errHandler says that a batch could not be stored.
var errHandler = errors.New("storing what was read")

// New makes a watcher; Run starts it.
func New(opts Options) (*Watcher, error) {
	if err := opts.validate(); err != nil {
		return nil, err
	}
	if opts.Handler == nil {
		return nil, fmt.Errorf("account %s: no handler", opts.Name)
	}
	def := func(d *time.Duration, to time.Duration) {
		if *d <= 0 {
			*d = to
		}
	}
	def(&opts.IdleFor, 5*time.Minute)
	def(&opts.PollEvery, 2*time.Minute)
	def(&opts.DeepEvery, 15*time.Minute)
	def(&opts.SweepEvery, 6*time.Hour)
	def(&opts.RetryMin, 5*time.Second)
	def(&opts.RetryMax, 15*time.Minute)
	if opts.RescanDays == 0 {
		opts.RescanDays = 60
	}
	if opts.DailyBytes == 0 {
		opts.DailyBytes = 1000 << 20
	}
	if opts.Limits == (Limits{}) {
		opts.Limits = DefaultLimits()
	}
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if opts.Wall == nil {
		opts.Wall = time.Now
	}
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	return &Watcher{
		opts: opts, log: opts.Log, parsers: make(chan struct{}, runtime.GOMAXPROCS(0)),
		kick: make(chan struct{}, 1), retry: make(chan struct{}, 1),
		cursors: map[string]Cursor{}, uidNext: map[string]uint32{}, suspects: map[string]*suspects{}, swept: map[uint32]bool{},
		faulty: map[string]bool{},
		status: Status{Account: opts.Name, Folders: map[string]FolderStatus{}},
	}, nil
}

// Run watches until ctx ends and returns nil then. It connects again after every loss, patiently.
func (w *Watcher) Run(ctx context.Context) error {
	w.enter(PhaseConnecting, nil, time.Time{})
	for ctx.Err() == nil {
		began := time.Now()
		err := w.connected(ctx)
		if ctx.Err() != nil {
			break
		}
		if time.Since(began) > 2*time.Minute {
			w.failures = 0
		}
		w.pause(ctx, err)
	}
	w.answer(fmt.Errorf("%w: the watch has ended", ErrOffline))
	w.enter(PhaseStopped, nil, time.Time{})
	return nil
}

// connected lives through one connection.
func (w *Watcher) connected(ctx context.Context) error {
	s, err := openSession(ctx, w.opts.Account, w.opts.Dial, w.alert)
	if err != nil {
		return err
	}
	defer s.close()
	watching, stop := context.WithCancel(ctx)
	var clock sync.WaitGroup
	defer clock.Wait()
	defer stop()
	clock.Go(func() {
		if newClock(w.opts.Wall).waitForJump(watching) {
			s.guard.fail(errJumped)
		}
	})
	w.deepAt = time.Time{}
	for {
		if err := w.round(ctx, s); err != nil {
			return err
		}
		if err := w.stay(ctx, s); err != nil {
			return err
		}
	}
}

// round reads everything that is to be read: first live mail, so that a long scan does not delay it, then open scans, then,
// if it is time, the sweep.
func (w *Watcher) round(ctx context.Context, s *session) error {
	began := w.opts.Now()
	deep := time.Since(w.deepAt) >= w.opts.DeepEvery
	if deep {
		var err error
		if w.folders, err = s.list(ctx); err != nil {
			return err
		}
		var missing []string
		w.watch, missing = watched(w.folders, w.opts.Account)
		w.connectedTo(s, missing)
	}
	if err := w.reconcileAll(ctx, s, deep); err != nil {
		return err
	}
	if deep {
		w.deepAt = time.Now()
	}
	scanned, err := w.scanAll(ctx, s)
	if err != nil {
		return err
	}
	if scanned {
		// A scan takes its time; what came meanwhile is read before anybody is told that all was.
		began = w.opts.Now()
		if err := w.reconcileAll(ctx, s, true); err != nil {
			return err
		}
	}
	w.settle(began)
	return w.sweep(ctx, s)
}

// stay waits in IDLE on INBOX until it is time for the next round, reading news and serving requests on the way.
func (w *Watcher) stay(ctx context.Context, s *session) error {
	next := time.Now().Add(w.opts.PollEvery)
	inbox := w.watch[0]
	open := false
	for {
		if err := w.serve(ctx, s, &open); err != nil {
			return err
		}
		left := time.Until(next)
		if left <= 0 {
			return nil
		}
		if !open {
			if err := w.reconcile(ctx, s, inbox, false); err != nil {
				return err
			}
			open = true
		}
		news, err := w.listen(ctx, s, min(left, w.opts.IdleFor))
		if err != nil {
			return err
		}
		if news {
			open = false // reading INBOX again opens it again
		}
	}
}

// listen waits for news, a request, or the end of limit.
func (w *Watcher) listen(ctx context.Context, s *session, limit time.Duration) (news bool, err error) {
	if s.canIdle() {
		return s.idle(ctx, limit, w.kick)
	}
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true, nil
	case <-w.kick:
	case <-s.client.Closed():
		return false, s.explain(ErrLost)
	case <-ctx.Done():
		return false, ctx.Err()
	}
	return false, nil
}

// pause judges why a connection ended and waits as long as that asks for.
func (w *Watcher) pause(ctx context.Context, err error) {
	if errors.Is(err, errJumped) {
		w.log.Info("clock jumped, connecting again")
		return
	}
	w.failures++
	d := w.opts.RetryMin << min(w.failures-1, 20)
	if d <= 0 || d > w.opts.RetryMax {
		d = w.opts.RetryMax
	}
	d += time.Duration(rand.Int64N(int64(d)/4 + 1))
	phase := PhaseOffline
	switch {
	case errors.Is(err, ErrLogin):
		phase, d = PhaseNeedsLogin, loginPause
	case isCertificate(err):
		phase, d = PhaseCertificate, time.Hour
	case errors.Is(err, errThrottled):
		phase, d = PhaseThrottled, max(d, 5*time.Minute)
	case errors.Is(err, errHandler):
		phase = PhaseBlocked
	}
	until := time.Now().Add(d)
	w.log.Info("connection ended", "failures", w.failures, "retry_in", d.Round(time.Second))
	w.log.Debug("connection ended", "err", err) // a server's words may name people
	lost := errors.Is(err, ErrLost) || errors.Is(err, ErrSilent)
	if phase != PhaseOffline || w.failures > 1 || !lost {
		w.enter(phase, err, w.opts.Now().Add(d))
	} else {
		w.note(err) // servers hang up now and then; it is news only if they stay away
	}
	w.sleep(ctx, phase, err, until)
}

// loginPause is how long a refused login is not tried again. Servers lock accounts of those who insist.
const loginPause = 12 * time.Hour

// sleep waits until the time has come, the clock jumped, Retry was called, or a request asks for an attempt now.
func (w *Watcher) sleep(ctx context.Context, phase Phase, cause error, until time.Time) {
	began := time.Now()
	clock := newClock(w.opts.Wall)
	w.answer(fmt.Errorf("%w: %w", ErrOffline, cause))
	for {
		left := time.Until(until)
		if left <= 0 {
			return
		}
		timer := time.NewTimer(min(left, 30*time.Second))
		select {
		case <-timer.C:
		case <-ctx.Done():
		case <-w.retry:
			w.failures = 0
			until = time.Now()
		case <-w.kick:
			if phase == PhaseOffline && time.Since(began) >= 30*time.Second {
				until = time.Now() // somebody needs the mailbox now, and the last attempt is a while ago
			} else {
				w.answer(fmt.Errorf("%w: %w", ErrOffline, cause))
			}
		}
		timer.Stop()
		if ctx.Err() != nil || clock.jumped() && phase != PhaseNeedsLogin {
			return
		}
	}
}

// Retry ends a pause at once, for instance because the user has changed the password.
func (w *Watcher) Retry() {
	select {
	case w.retry <- struct{}{}:
	default:
	}
}

func isCertificate(err error) bool {
	var verification *tls.CertificateVerificationError
	var unknown x509.UnknownAuthorityError
	var name x509.HostnameError
	var invalid x509.CertificateInvalidError
	return errors.As(err, &verification) || errors.As(err, &unknown) || errors.As(err, &name) || errors.As(err, &invalid)
}

// clock compares the wall clock with the monotonic one, which stands still while a machine sleeps.
type clock struct {
	wall  func() time.Time
	was   time.Time
	since time.Time
}

func newClock(wall func() time.Time) *clock {
	return &clock{wall: wall, was: wall().Round(0), since: time.Now()}
}

// jumped says whether the two have parted by more than a minute since they were last compared.
func (c *clock) jumped() bool {
	now, mono := c.wall().Round(0), time.Now()
	apart := now.Sub(c.was) - mono.Sub(c.since)
	c.was, c.since = now, mono
	return apart.Abs() > time.Minute
}

// waitForJump returns true when the clocks part, false when ctx ends.
func (c *clock) waitForJump(ctx context.Context) bool {
	tick := time.NewTicker(30 * time.Second)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			if c.jumped() {
				return true
			}
		case <-ctx.Done():
			return false
		}
	}
}
