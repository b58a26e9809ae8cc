package mailtest

import (
	"cmp"
	"errors"
	"io"
	"log"
	"slices"
	"strings"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
)

// newIMAP makes the server. The office's own one needs no login and is not counted.
func (o *Office) newIMAP(own bool) *imapserver.Server {
	caps := imap.CapSet{
		imap.CapIMAP4rev1: {}, imap.CapNamespace: {}, imap.CapUIDPlus: {}, imap.CapESearch: {}, imap.CapSearchRes: {},
		imap.CapListExtended: {}, imap.CapListStatus: {}, imap.CapMove: {}, imap.CapStatusSize: {},
	}
	if !o.opts.NoSpecialUse {
		caps[imap.CapSpecialUse] = struct{}{}
	}
	opts := &imapserver.Options{
		NewSession: func(*imapserver.Conn) (imapserver.Session, *imapserver.GreetingData, error) {
			inner := o.mem.NewSession().(imapserver.SessionIMAP4rev2)
			if own {
				if err := inner.Login(o.opts.User, o.opts.Password); err != nil {
					return nil, nil, err
				}
			}
			return &session{SessionIMAP4rev2: inner, office: o}, &imapserver.GreetingData{PreAuth: own}, nil
		},
		Caps: caps, InsecureAuth: own || o.opts.Security != StartTLS, Logger: log.New(io.Discard, "", 0),
	}
	if o.opts.Security == StartTLS {
		opts.TLSConfig = o.cert.config
	}
	return imapserver.New(opts)
}

// session adds to the server's session in memory what it lacks: special-use folders, UIDVALIDITY that differs from one
// office to the next, a read-only EXAMINE, and logins that can be counted and refused.
type session struct {
	imapserver.SessionIMAP4rev2
	office   *Office
	readOnly bool
}

// Login implements imapserver.Session.
func (s *session) Login(username, password string) error {
	o := s.office
	o.mu.Lock()
	o.logins++
	refusal, want := o.refusal, o.password
	o.mu.Unlock()
	if refusal != nil {
		return refusal
	}
	if password != want {
		return imapserver.ErrAuthFailed
	}
	return s.SessionIMAP4rev2.Login(username, o.opts.Password)
}

// Select implements imapserver.Session.
func (s *session) Select(mailbox string, options *imap.SelectOptions) (*imap.SelectData, error) {
	data, err := s.SessionIMAP4rev2.Select(mailbox, options)
	if err != nil {
		return nil, err
	}
	s.readOnly = options.ReadOnly
	data.UIDValidity += s.office.epoch
	return data, nil
}

// Store implements imapserver.Session. The server in memory would change flags even after EXAMINE.
func (s *session) Store(w *imapserver.FetchWriter, set imap.NumSet, flags *imap.StoreFlags, o *imap.StoreOptions) error {
	if s.readOnly {
		return &imap.Error{Type: imap.StatusResponseTypeNo, Text: "Mailbox is open for reading only"}
	}
	return s.SessionIMAP4rev2.Store(w, set, flags, o)
}

// Fetch implements imapserver.Session. After EXAMINE nothing becomes \Seen (RFC 9051 6.3.3).
func (s *session) Fetch(w *imapserver.FetchWriter, set imap.NumSet, options *imap.FetchOptions) error {
	if s.readOnly {
		for _, section := range options.BodySection {
			section.Peek = true
		}
	}
	return s.SessionIMAP4rev2.Fetch(w, set, options)
}

// Status implements imapserver.Session.
func (s *session) Status(mailbox string, options *imap.StatusOptions) (*imap.StatusData, error) {
	data, err := s.SessionIMAP4rev2.Status(mailbox, options)
	if err == nil && options.UIDValidity {
		data.UIDValidity += s.office.epoch
	}
	return data, err
}

// Append implements imapserver.Session.
func (s *session) Append(mailbox string, r imap.LiteralReader, options *imap.AppendOptions) (*imap.AppendData, error) {
	if options.Time.IsZero() {
		options.Time = s.office.opts.Now()
	}
	data, err := s.SessionIMAP4rev2.Append(mailbox, r, options)
	if err == nil {
		data.UIDValidity += s.office.epoch
	}
	return data, err
}

// Copy implements imapserver.Session.
func (s *session) Copy(set imap.NumSet, dest string) (*imap.CopyData, error) {
	data, err := s.SessionIMAP4rev2.Copy(set, dest)
	if err == nil {
		data.UIDValidity += s.office.epoch
	}
	return data, err
}

// Idle implements imapserver.Session. The server in memory forgets what happened between the last command and IDLE until
// something else happens; this tells it a moment later.
func (s *session) Idle(w *imapserver.UpdateWriter, stop <-chan struct{}) error {
	polled := make(chan error, 1)
	settled := time.AfterFunc(10*time.Millisecond, func() { polled <- s.Poll(w, true) })
	err := s.SessionIMAP4rev2.Idle(w, stop)
	if !settled.Stop() {
		err = errors.Join(err, <-polled)
	}
	return err
}

// Create implements imapserver.Session.
func (s *session) Create(mailbox string, options *imap.CreateOptions) error {
	if err := s.SessionIMAP4rev2.Create(mailbox, options); err != nil {
		return err
	}
	s.office.mu.Lock()
	defer s.office.mu.Unlock()
	s.office.boxes = append(s.office.boxes, box{name: strings.TrimRight(mailbox, "/")})
	return nil
}

// Delete implements imapserver.Session.
func (s *session) Delete(mailbox string) error {
	if err := s.SessionIMAP4rev2.Delete(mailbox); err != nil {
		return err
	}
	s.office.mu.Lock()
	defer s.office.mu.Unlock()
	s.office.boxes = slices.DeleteFunc(s.office.boxes, func(b box) bool { return b.name == mailbox })
	return nil
}

// Rename implements imapserver.Session.
func (s *session) Rename(from, to string, options *imap.RenameOptions) error {
	if err := s.SessionIMAP4rev2.Rename(from, to, options); err != nil {
		return err
	}
	s.office.mu.Lock()
	defer s.office.mu.Unlock()
	for i := range s.office.boxes {
		if s.office.boxes[i].name == from {
			s.office.boxes[i].name = to
		}
	}
	return nil
}

// List implements imapserver.Session.
func (s *session) List(w *imapserver.ListWriter, ref string, patterns []string, options *imap.ListOptions) error {
	if len(patterns) == 0 {
		return w.WriteList(&imap.ListData{Attrs: []imap.MailboxAttr{imap.MailboxAttrNoSelect}, Delim: '/'})
	}
	s.office.mu.Lock()
	boxes := slices.Clone(s.office.boxes)
	s.office.mu.Unlock()
	slices.SortFunc(boxes, func(a, b box) int { return cmp.Compare(a.name, b.name) })
	for _, b := range boxes {
		match := func(p string) bool { return imapserver.MatchList(b.name, '/', ref, p) }
		if !slices.ContainsFunc(patterns, match) {
			continue
		}
		data := &imap.ListData{Mailbox: b.name, Delim: '/'}
		if b.attr != "" && !s.office.opts.NoSpecialUse {
			data.Attrs = append(data.Attrs, b.attr)
		}
		if options.SelectSpecialUse && len(data.Attrs) == 0 {
			continue
		}
		if options.ReturnStatus != nil {
			status, err := s.Status(b.name, options.ReturnStatus)
			if err != nil {
				return err
			}
			data.Status = status
		}
		if err := w.WriteList(data); err != nil {
			return err
		}
	}
	return nil
}
