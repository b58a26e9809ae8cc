package mailwatch

import (
	"context"
	"crypto/tls"
	"slices"
)

// Findings are what Check found out about an account.
type Findings struct {
	TLS          string // the version, empty without TLS
	Capabilities []string
	Folders      []FoundFolder
	Missing      []string // folders that should be watched and are not there
	Messages     uint32   // in INBOX
	Alert        string   // what the server said to people
}

// FoundFolder is a folder on the server.
type FoundFolder struct {
	Name    string
	Role    Role
	Watched bool
}

// Check connects to an account, logs in once and looks around. It changes nothing and reads no mail.
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
	select {
	case r.Alert = <-alerts:
	default:
	}
	return r, nil
}
