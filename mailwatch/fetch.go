package mailwatch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

// How much of a message is asked for.
const (
	headerBytes   = 64 << 10
	partBytes     = 32 << 10
	wholeBytes    = 256 << 10
	calendarBytes = 4 << 20
)

// errTorn says that a reply was not what was asked for, errCut that the connection ended inside one.
var (
	errTorn = errors.New("a reply was torn")
	errCut  = errors.New("the connection ended inside a message")
)

// want says which sections of a message a FETCH asks for. BODYSTRUCTURE and ENVELOPE are never among them: their parser can
// be made to kill the process, and an odd message to kill the connection.
type want struct {
	sections []*imap.FetchItemBodySection
	bare     bool // nothing but these: no date, no size, no flags
}

func wantParts() want {
	return want{sections: []*imap.FetchItemBodySection{
		{Peek: true, Specifier: imap.PartSpecifierHeader, Partial: &imap.SectionPartial{Size: headerBytes}},
		{Peek: true, Part: []int{1}, Partial: &imap.SectionPartial{Size: partBytes}},
	}}
}

func wantWhole(bytes int64) want {
	whole := &imap.FetchItemBodySection{Peek: true, Partial: &imap.SectionPartial{Size: bytes}}
	return want{sections: []*imap.FetchItemBodySection{whole}}
}

func (w want) options() *imap.FetchOptions {
	return &imap.FetchOptions{
		UID: true, Flags: !w.bare, InternalDate: !w.bare, RFC822Size: !w.bare, BodySection: w.sections,
	}
}

// fetched is what came of one message; body holds the sections in the order in which they were asked for.
type fetched struct {
	uid  uint32
	date time.Time
	size int64
	body [][]byte
}

// complete says whether all that was asked for has come. A change of flags while a FETCH is under way can stand in the
// place of the answer.
func (f *fetched) complete(bare bool) bool {
	for _, b := range f.body {
		if b == nil {
			return false
		}
	}
	return bare || !f.date.IsZero()
}

// fetch asks for messages of the open folder and hands each to take as it comes, on the calling goroutine. What is missing
// in the end was expunged, or never had a chance (see lost). Several fetches may run at once, each on a goroutine of its own,
// never two for one UID: the client could not tell their answers apart.
func (s *session) fetch(ctx context.Context, uids imap.UIDSet, w want, take func(*fetched)) error {
	return s.do(ctx, "fetch", outsideBytes, func() error {
		cmd := s.client.Fetch(uids, w.options())
		var torn error
		for data := cmd.Next(); data != nil; data = cmd.Next() {
			f, err := readFetched(data, w)
			if errors.Is(err, errCut) {
				// The connection is dead. Draining would read a literal beyond its error, and so compete with the client
				// for what is left.
				return err
			}
			if err != nil {
				torn = err
				continue // drain: an unread literal blocks the connection for good
			}
			if f.uid != 0 {
				take(f)
			}
		}
		return errors.Join(cmd.Close(), torn)
	})
}

func readFetched(data *imapclient.FetchMessageData, w want) (*fetched, error) {
	f := &fetched{body: make([][]byte, len(w.sections))}
	var torn error
	for item := data.Next(); item != nil; item = data.Next() {
		switch item := item.(type) {
		case imapclient.FetchItemDataUID:
			f.uid = uint32(item.UID)
		case imapclient.FetchItemDataInternalDate:
			f.date = item.Time
		case imapclient.FetchItemDataRFC822Size:
			f.size = item.Size
		case imapclient.FetchItemDataBodySection:
			for i, section := range w.sections {
				if !item.MatchCommand(section) {
					continue
				}
				b, err := readLiteral(item.Literal, section.Partial.Size)
				if errors.Is(err, errCut) {
					return nil, err
				}
				if err != nil {
					torn = err
				}
				f.body[i] = b
				break
			}
		}
	}
	return f, torn
}

// readLiteral reads a literal whole. A connection that ends inside one looks like its end (L5), so the length is compared
// with what was announced.
func readLiteral(lit imap.LiteralReader, limit int64) ([]byte, error) {
	if lit == nil {
		return []byte{}, nil
	}
	if lit.Size() > limit {
		return nil, fmt.Errorf("%w: %d bytes where at most %d were asked for", errTorn, lit.Size(), limit)
	}
	b := make([]byte, lit.Size())
	if n, err := io.ReadFull(lit, b); err != nil {
		return nil, fmt.Errorf("%w: %d bytes of %d", errCut, n, lit.Size())
	}
	// One more read shows the client the end of the literal.
	if n, err := lit.Read(make([]byte, 1)); n != 0 || err != io.EOF {
		return nil, errTorn
	}
	return b, nil
}
