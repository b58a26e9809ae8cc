package submit

import (
	"errors"
	"fmt"
	"net/textproto"
	"strings"
	"time"

	"followup/followup"
)

// Outcome is how one submission ended. Kind is decided by the phase that was reached and the server's reply code, never
// by whether some call returned an error: a server may accept a letter and drop the line.
type Outcome struct {
	Kind       followup.OutcomeKind
	Code       int    // the server's reply code, 0 for none
	Reply      string // the server's words, or the error where it said none, in one line of at most 300 characters
	Err        error  // why it was not accepted; nil with OutcomeAccepted
	AuthFailed bool   // the server refused the login: trying again would lock the account
}

// Reply is a server's answer that was not the one hoped for.
type Reply struct {
	Code  int
	Words string
}

func (r *Reply) Error() string { return fmt.Sprintf("server answered %d %s", r.Code, r.Words) }

// answer returns the server's reply inside an error, or 0 where there is none.
func answer(err error) (code int, words string) {
	var reply *Reply
	if errors.As(err, &reply) {
		return reply.Code, reply.Words
	}
	var wire *textproto.Error
	if errors.As(err, &wire) {
		return wire.Code, brief(wire.Msg)
	}
	return 0, ""
}

// brief is a server's text in one clean, short line.
func brief(s string) string {
	r := []rune(oneLine(s))
	if len(r) > 300 {
		r = append(r[:299], '…')
	}
	return string(r)
}

// beforeDot is the outcome of a failure while the server has no complete letter. A refusal of the letter itself (MAIL,
// RCPT, DATA) is final; a refusal of the connection or the login is not about the letter and may be tried later.
func beforeDot(aboutLetter bool, err error) Outcome {
	o := Outcome{Kind: followup.OutcomeDeferred, Err: err}
	o.Code, o.Reply = answer(err)
	if o.Code == 0 {
		o.Reply = brief(err.Error())
	}
	switch {
	case errors.Is(err, errAuth) || o.Code == 530 || o.Code == 534 || o.Code == 535 || o.Code == 538:
		o.AuthFailed = true
	case aboutLetter && o.Code >= 500 && o.Code <= 599:
		o.Kind = followup.OutcomeRefused
	}
	return o
}

// afterDot is the outcome once the dot may have left: only a complete answer of the right class counts.
func afterDot(response string, err error) Outcome {
	if err == nil {
		return Outcome{Kind: followup.OutcomeAccepted, Code: 250, Reply: brief(response)}
	}
	o := Outcome{Kind: followup.OutcomeLost, Err: fmt.Errorf("no answer to the final dot: %w", err)}
	o.Code, o.Reply = answer(err)
	if o.Code == 0 {
		o.Reply = brief(o.Err.Error())
	}
	switch o.Code / 100 {
	case 2:
		o.Kind, o.Err = followup.OutcomeAccepted, nil
	case 4:
		o.Kind, o.Err = followup.OutcomeDeferred, err
	case 5:
		o.Kind, o.Err = followup.OutcomeRefused, err
	}
	return o
}

// deadline is the wall-clock end of a wait, as net.Conn wants it.
func deadline(d time.Duration) time.Time { return time.Now().Add(d) }

// sound refuses bytes that Render would not have written: what could end DATA early, or read differently elsewhere.
func sound(letter []byte) error {
	if len(letter) == 0 {
		return errors.New("submit: no letter")
	}
	if !strings.HasSuffix(string(letter), "\r\n") {
		return errors.New("submit: the letter does not end its last line")
	}
	return checkLines(letter)
}
