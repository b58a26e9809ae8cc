package mailwatch

import (
	"context"
	"crypto/tls"
	"slices"

	"github.com/emersion/go-imap/v2"
)

// Findings are what Check found out about an account.
type Findings struct {
	TLS          string // the version, empty without TLS
	Capabilities []string
	Folders      []FoundFolder
	Missing      []string // folders that should be watched and are not there
	Messages     uint32   // in INBOX
	Alert        string   // what the server said to people
	Checked      Checked  // who checks the senders of what comes in, as far as the newest mails of INBOX tell
}

// FoundFolder is a folder on the server.
type FoundFolder struct {
	Name    string
	Role    Role
	Watched bool
}

// lookedAt is how many of the newest mails Check asks who checked their senders.
const lookedAt = 100

// Check connects to an account, logs in once and looks around. It changes nothing. Of mails it reads one field, the
// Authentication-Results, and only of the newest.
func Check(ctx context.Context, a Account) (Findings, error) {
	var r Findings
	if err := a.validate(); err != nil {
		return r, err
	}
	alerts := make(chan string, 1)
	s, err := openSession(ctx, a, nil, func(text string) {
		select {
		case alerts <- text:
		default:
		}
	})
	if err != nil {
		return r, err
	}
	defer s.close()
	if secure, ok := s.guard.Conn.(*tls.Conn); ok {
		r.TLS = tls.VersionName(secure.ConnectionState().Version)
	}
	for c := range s.caps {
		r.Capabilities = append(r.Capabilities, string(c))
	}
	slices.Sort(r.Capabilities)
	all, err := s.list(ctx)
	if err != nil {
		return r, err
	}
	watch, missing := watched(all, a)
	r.Missing = missing
	for _, f := range all {
		seen := slices.ContainsFunc(watch, func(w folder) bool { return w.name == f.name })
		r.Folders = append(r.Folders, FoundFolder{Name: f.name, Role: f.role, Watched: seen})
	}
	box, err := s.examine(ctx, "INBOX")
	if err != nil {
		return r, err
	}
	r.Messages = box.NumMessages
	r.Checked = s.whoChecks(ctx, box.NumMessages)
	select {
	case r.Alert = <-alerts:
	default:
	}
	return r, nil
}

// whoChecks asks the newest mails of the open folder who checked their senders. Not to know it is no fault of the account.
func (s *session) whoChecks(ctx context.Context, messages uint32) Checked {
	if messages == 0 {
		return Checked{}
	}
	var newest imap.SeqSet
	newest.AddRange(max(1, messages-min(messages, lookedAt)+1), messages)
	uids, err := s.search(ctx, lookedAt, &imap.SearchCriteria{SeqNum: []imap.SeqSet{newest}})
	if err != nil || len(uids) == 0 {
		return Checked{}
	}
	field := &imap.FetchItemBodySection{
		Peek: true, Specifier: imap.PartSpecifierHeader, HeaderFields: []string{"Authentication-Results"}, Partial: &imap.SectionPartial{Size: headerBytes},
	}
	var mails [][]AuthResults
	if err := s.fetch(ctx, uids, want{sections: []*imap.FetchItemBodySection{field}, bare: true}, func(f *fetched) {
		var all []AuthResults
		h, _ := readHeader(f.body[0], DefaultLimits(), func(string) {})
		for _, v := range h.all("authentication-results", maxAuthFields) {
			all = append(all, authResults(v))
		}
		mails = append(mails, all)
	}); err != nil {
		return Checked{}
	}
	return WhoChecked(mails)
}
