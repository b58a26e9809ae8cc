package engine

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"followup/followup"
)

// metaForgetting stands in meta from the transaction that removes until the file was written anew and the copies are
// gone: a start that finds it goes on from there. It names nothing.
const metaForgetting = "forgetting"

// Forget removes an application, or all of an employer, from the store, from its free pages and from every copy of it in
// the data folder. Facts go in one transaction; a crash after it leaves nothing that could be shown, and the next start
// finishes the files. The mailbox is not touched, and its mail is not read anew.
func (e *Engine) Forget(_ context.Context, r ForgetRequest) (Forgotten, error) {
	if r.Look {
		return e.wouldForget(r)
	}
	e.sending.Lock() // no letter of theirs is on its way meanwhile
	defer e.sending.Unlock()
	var out Forgotten
	err := e.update(func(c *change) error {
		o, err := c.oblivion(r)
		if err != nil {
			return err
		}
		out = o.forgotten()
		switch confirm := strings.TrimSpace(r.Confirm); {
		case slices.ContainsFunc(o.apps, underway):
			return &Refusal{"a letter is on its way: wait until it has left"}
		case !strings.EqualFold(confirm, out.Employer):
			return &Refusal{followup.Reason(fmt.Sprintf("type the name of the employer to have it forgotten: %s", out.Employer))}
		}
		if err := o.remove(c); err != nil {
			return err
		}
		return c.tx.PutMeta(metaForgetting, c.now.UnixNano())
	})
	if err != nil {
		return out, err
	}
	e.Kick()
	if out.Files, err = e.finishForgetting(); err != nil {
		err = fmt.Errorf("it is forgotten, and not yet gone from every file (start followup again to finish that): %w", err)
	}
	return out, err
}

// wouldForget says what a request would remove. It waits for no letter that is on its way, and writes nothing.
func (e *Engine) wouldForget(r ForgetRequest) (out Forgotten, err error) {
	err = e.view(func(c *change) error {
		o, err := c.oblivion(r)
		if err == nil {
			out = o.forgotten()
		}
		return err
	})
	if err == nil {
		out.Files, err = e.Store.Copies()
	}
	return out, err
}

// finishForgetting writes the store anew and removes the copies of it, if something was forgotten.
func (e *Engine) finishForgetting() (files []string, err error) {
	pending := false
	err = e.view(func(c *change) error {
		var at int64
		pending, err = c.tx.Meta(metaForgetting, &at)
		return err
	})
	if err != nil || !pending {
		return nil, err
	}
	if err := e.Store.Compact(); err != nil {
		return nil, err
	}
	gone, err := e.Store.RemoveCopies()
	if err != nil {
		return gone, err
	}
	return append([]string{e.Store.Path()}, gone...), e.update(func(c *change) error { return c.tx.DropMeta(metaForgetting) })
}

// mark is how a forgotten message is known again: only with the install key.
func (e *Engine) mark(key string) string {
	mac := hmac.New(sha256.New, e.Key)
	mac.Write([]byte("forgotten\x00" + key))
	return hex.EncodeToString(mac.Sum(nil))
}

// forgot reports whether a person had this mail forgotten.
func (c *change) forgot(m followup.Mail) (bool, error) {
	for _, key := range []string{m.Key, m.ID} {
		if key == "" {
			continue
		}
		if gone, err := c.tx.Forgotten(c.mark(key)); gone || err != nil {
			return gone, err
		}
	}
	return false, nil
}

var errNobody = &Refusal{"no application is known under that name"}

// forgettable returns the applications that a request names.
func (c *change) forgettable(r ForgetRequest) ([]followup.Application, error) {
	if r.App != "" {
		app, err := c.findApp(r.App)
		return []followup.Application{app}, err
	}
	key := followup.EmployerKey(r.Employer)
	var apps []followup.Application
	err := c.tx.Applications(func(app followup.Application) error {
		if key != "" && followup.EmployerKey(app.Employer) == key {
			apps = append(apps, app)
		}
		return nil
	})
	if err == nil && len(apps) == 0 {
		err = errNobody
	}
	return apps, err
}

// resumeForgetting is what a start does about what a crash left. Where it cannot, followup works on, because an interview
// must not be missed for it, and the next start tries again.
func (e *Engine) resumeForgetting() {
	if _, err := e.finishForgetting(); err != nil {
		e.Log.Error("what was to be forgotten is not gone from every file yet", "err", err)
	}
}
