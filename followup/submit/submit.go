package submit

import (
	"context"
	"errors"
	"fmt"

	"followup/followup"
)

// errStopped is why a letter whose phase could not be recorded did not leave.
var errStopped = errors.New("stopped before it left")

// Submit hands one letter to the server, from one sender to one recipient. phase is called with PhaseData before DATA
// and with PhaseDot before the final dot and must have recorded it durably when it returns; where it returns an error,
// the connection is cut and nothing left (OutcomeStopped). A cancelled ctx cuts the connection before the dot; after
// the dot ctx is ignored until the server answered or Timeouts.Dot has passed.
func (c *Client) Submit(ctx context.Context, from, to string, letter []byte, phase func(followup.Phase) error) Outcome {
	for _, err := range []error{checkAddr(from), checkAddr(to), sound(letter)} {
		if err != nil {
			return Outcome{Kind: followup.OutcomeRefused, Reply: brief(err.Error()), Err: err}
		}
	}
	s, stop, err := c.open(ctx)
	if err != nil {
		return beforeDot(false, err)
	}
	defer s.raw.cut()
	defer stop()

	for _, step := range []struct {
		name string
		do   func() error
	}{
		{"MAIL", func() error { return s.Mail("<" + from + ">") }},
		{"RCPT", func() error { return s.Rcpt("<" + to + ">") }},
	} {
		_ = s.patience()
		if err := step.do(); err != nil {
			return s.giveUp(ctx, &stepError{step.name, err})
		}
	}
	if err := phase(followup.PhaseData); err != nil {
		return stopped(followup.PhaseData, err)
	}
	_ = s.patience()
	w, err := s.Data()
	if err != nil {
		return s.giveUp(ctx, &stepError{"DATA", err})
	}
	// From here until the dot every way out is the deferred cut: no command may follow, and w is never closed.
	if err := s.body(w, letter); err != nil {
		return s.giveUp(ctx, &stepError{"letter", err})
	}
	if err := phase(followup.PhaseDot); err != nil {
		return stopped(followup.PhaseDot, err)
	}
	if s.early() {
		return s.giveUp(ctx, &stepError{"letter", errors.New("the server answered before the letter was complete")})
	}
	_ = s.raw.SetDeadline(deadline(s.timeout.Dot))
	if !stop() {
		return s.giveUp(ctx, &stepError{"letter", errors.New("cancelled before the dot")})
	}
	err = w.Close()
	outcome := afterDot(w.(interface{ ServerResponse() string }).ServerResponse(), err)
	if outcome.Kind != followup.OutcomeLost {
		s.quit()
	}
	return outcome
}

// giveUp is a failure before the dot. The caller's deferred cut ends the connection.
func (s *session) giveUp(ctx context.Context, err error) Outcome {
	if ctx.Err() != nil {
		err = fmt.Errorf("%w: %w", ctx.Err(), err)
		return Outcome{Kind: followup.OutcomeDeferred, Reply: brief(err.Error()), Err: err}
	}
	return beforeDot(true, err)
}

func stopped(p followup.Phase, err error) Outcome {
	err = fmt.Errorf("%w: phase %s: %w", errStopped, p, err)
	return Outcome{Kind: followup.OutcomeStopped, Reply: brief(err.Error()), Err: err}
}
