package mailtest

import (
	"context"
	"fmt"
	"strings"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

// Messages returns what lies in a mailbox, by UID.
func (o *Office) Messages(mailbox string) ([]Message, error) {
	var all []Message
	err := o.visit(mailbox, func(c *imapclient.Client) error {
		var err error
		all, err = read(c)
		return err
	})
	return all, err
}

// Expunge removes messages from a mailbox, as another client of the user would.
func (o *Office) Expunge(mailbox string, uids ...uint32) error {
	var set imap.UIDSet
	for _, uid := range uids {
		set.AddNum(imap.UID(uid))
	}
	return o.visit(mailbox, func(c *imapclient.Client) error {
		store := &imap.StoreFlags{Op: imap.StoreFlagsAdd, Silent: true, Flags: []imap.Flag{imap.FlagDeleted}}
		if err := c.Store(set, store, nil).Close(); err != nil {
			return fmt.Errorf("mark messages in %s: %w", mailbox, err)
		}
		if err := c.UIDExpunge(set).Close(); err != nil {
			return fmt.Errorf("expunge from %s: %w", mailbox, err)
		}
		return nil
	})
}

// ChangeUIDValidity gives a mailbox a new UIDVALIDITY and its messages new UIDs, as a server does that lost its index,
// and cuts the connections that saw the old ones.
func (o *Office) ChangeUIDValidity(mailbox string) error {
	all, err := o.Messages(mailbox)
	if err != nil {
		return err
	}
	if err := o.user.Delete(mailbox); err != nil {
		return fmt.Errorf("drop mailbox %s: %w", mailbox, err)
	}
	if err := o.user.Create(mailbox, nil); err != nil {
		return fmt.Errorf("make mailbox %s again: %w", mailbox, err)
	}
	for _, m := range all {
		flags := make([]imap.Flag, len(m.Flags))
		for i, f := range m.Flags {
			flags[i] = imap.Flag(f)
		}
		if err := o.put(mailbox, m.Raw, m.Date, flags...); err != nil {
			return err
		}
	}
	o.KillConnections()
	return nil
}

func read(c *imapclient.Client) ([]Message, error) {
	whole := &imap.FetchItemBodySection{Peek: true}
	all := imap.UIDSet{{Start: 1, Stop: 0}}
	bufs, err := c.Fetch(all, &imap.FetchOptions{
		UID: true, Flags: true, InternalDate: true, BodySection: []*imap.FetchItemBodySection{whole},
	}).Collect()
	if err != nil {
		return nil, fmt.Errorf("read mailbox: %w", err)
	}
	out := make([]Message, 0, len(bufs))
	for _, b := range bufs {
		m := Message{UID: uint32(b.UID), Date: b.InternalDate, Raw: b.FindBodySection(whole)}
		for _, f := range b.Flags {
			m.Flags = append(m.Flags, strings.ToLower(string(f)))
		}
		out = append(out, m)
	}
	return out, nil
}

// visit runs f with a client of the office's own that has the mailbox open.
func (o *Office) visit(mailbox string, f func(*imapclient.Client) error) error {
	conn, err := o.own.dial(context.Background())
	if err != nil {
		return err
	}
	c := imapclient.New(conn, nil)
	defer c.Close()
	if err := c.WaitGreeting(); err != nil {
		return err
	}
	if _, err := c.Select(mailbox, nil).Wait(); err != nil {
		return fmt.Errorf("open mailbox %s: %w", mailbox, err)
	}
	return f(c)
}
