package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"followup/followup"
	"followup/mailwatch"
	"followup/mailwatch/classify"
)

// scanned is one message as "scan --json" prints it. The fields and their names are a promise to scripts.
type scanned struct {
	Path       string              `json:"path"`
	Index      int                 `json:"index"` // of the message in its file, from 0
	MessageID  string              `json:"message_id"`
	Kind       followup.SignalKind `json:"kind"`
	Confidence float64             `json:"confidence"`
	Employer   string              `json:"employer"`
	Role       string              `json:"role"`
	Person     string              `json:"person"`
	ReplyTo    string              `json:"reply_to"` // empty for robots
	Start      string              `json:"start"`    // RFC 3339 in the interview's zone, or local time where it is unknown
	End        string              `json:"end"`
	Zone       string              `json:"zone"` // IANA name or empty
	Evidence   []followup.Evidence `json:"evidence"`
	Reason     followup.Reason     `json:"reason"`
	Warnings   []followup.Warning  `json:"warnings,omitempty"` // marks of a scam, in words

	subject string
	from    string
	begins  string // Start for people
	err     error
	sig     followup.Signal
}

// linked is a scanned message with the application that it belongs to.
type linked struct {
	scanned
	Application string          `json:"application"` // the same for all its mails, empty where it belongs to none or nobody can tell
	Link        followup.Reason `json:"link"`
}

// scanning is how a scan was asked for.
type scanning struct {
	json, all, link bool
	self            []string
}

// unread is what stands in the place of a message that could not be read.
type unread struct {
	Path  string `json:"path"`
	Index int    `json:"index"`
	Error string `json:"error"`
}

func (f *face) scanCommand() *cobra.Command {
	var how scanning
	c := &cobra.Command{
		Use:   "scan PATH...",
		Short: "see what followup makes of mail files, offline",
		Long: `Scan reads mail files, mbox files, Maildirs and folders of them, and says what each message is. It needs no config,
speaks to nobody and writes nothing. What is of no interest is only counted, unless you say --all. Say with --self which
addresses are yours, so that your own mails are known.

With --json it prints one object a message and line. A file that cannot be read gives an object with "error", and the
scan goes on.

With --link it also says which mails belong together: each object gets "application", the same key for every mail of one
application, and "link", the reason. The key is empty for mail that belongs to none, and where followup would ask you: then
the reason begins with "asks:". All paths count as one mailbox, in the order of time.`,
		Example: `  followup scan ~/Mail
  followup scan --link --self robin@example.org ~/Mail
  followup scan --json archive.mbox | jq 'select(.kind == "rejection")'`,
		Args: func(cmd *cobra.Command, args []string) error {
			f.command = cmd.CommandPath()
			if len(args) == 0 {
				return usagef("scan: say at least one path")
			}
			for _, a := range how.self {
				if name, domain, ok := strings.Cut(a, "@"); !ok || name == "" || domain == "" || strings.ContainsAny(a, " <>") {
					return usagef("--self %q is no address: write it like robin@example.org", a)
				}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return f.scan(cmd.Context(), args, how)
		},
	}
	c.Flags().BoolVar(&how.json, "json", false, "one object a message and line, for programs")
	c.Flags().BoolVar(&how.all, "all", false, "list every message, also those of no interest")
	c.Flags().BoolVar(&how.link, "link", false, "say which mails belong to one application")
	c.Flags().StringArrayVar(&how.self, "self", nil, "an `address` of yours; may be said several times")
	return c
}

func (f *face) scan(ctx context.Context, paths []string, how scanning) error {
	zone := f.zone()
	reader, err := classify.New(classify.Options{Zone: zone, Self: how.self})
	if err != nil {
		return err
	}
	counts, failed := map[followup.SignalKind]int{}, 0
	read, began := 0, time.Now()
	var kept []scanned // with --link, since a later mail can tell where an earlier one belongs
	line := progress{w: f.errs}
	if !how.json && f.out.width == 0 {
		line.w = &printer{} // a table that goes into a file shows no progress
	}
	shown := began // what takes no time shows none
	err = inOrder(ctx, mailFiles(paths), func(m mailFile) scanned { return readOne(reader, m) }, func(s scanned) error {
		if s.err != nil {
			failed++
		} else {
			read++
			counts[s.Kind]++
		}
		if now := time.Now(); now.Sub(shown) > 100*time.Millisecond {
			shown = now
			line.show(fmt.Sprintf("%s read, %s", plural(read, "message", "messages"), interest(counts)))
		}
		switch {
		case how.link:
			kept = append(kept, s)
		case how.json:
			return f.scanJSON(s)
		case s.err != nil:
			line.clear()
			f.errs.line("followup: %s", s.err)
		case how.all || s.Kind != followup.Other:
			line.clear()
			f.scanLine("", s, zone)
		}
		return f.out.failed
	})
	line.clear()
	if err != nil {
		return err
	}
	if how.link {
		if err := f.scanLinked(link(kept, policyOf(zone, how.self)), how, zone); err != nil {
			return err
		}
	}
	if !how.json && read > 0 {
		f.scanSummary(read, failed, counts, time.Since(began))
		if how.link && len(how.self) == 0 {
			f.errs.line("hint: say your own address with --self, or your own mails are taken for theirs")
		}
	}
	return anyRead(read, failed)
}

// anyRead is the error of a command over mail files that had no mail to tell of.
func anyRead(read, failed int) error {
	switch {
	case read == 0 && failed > 0:
		return errors.New("nothing could be read")
	case read == 0:
		return nothing("There is no mail there.")
	}
	return nil
}

// readOne says what one message is. It is called from several goroutines.
func readOne(reader *classify.Reader, m mailFile) scanned {
	s := scanned{Path: m.Path, Index: m.Index}
	msg, err := m.parse()
	if err != nil {
		s.err = err
		return s
	}
	msg.Key = mailwatch.Key("", msg, m.Raw)
	sig, err := guarded(func() followup.Signal { return reader.Read(msg) })
	if err != nil {
		s.err = fmt.Errorf("read %s: %w", m.Path, err)
		return s
	}
	s.sig = sig
	s.MessageID, s.Kind, s.Confidence, s.Evidence, s.Reason = msg.ID, sig.Kind, sig.Confidence, sig.Evidence, sig.Reason
	s.Employer, s.Role, s.Person, s.ReplyTo = sig.Employer, sig.Role, sig.Person.Name, sig.Mail.ReplyTo.Addr
	s.Warnings = sig.Warnings
	s.subject, s.from = sig.Mail.Subject, or(sig.Mail.From.Name, sig.Mail.From.Addr)
	if s.Evidence == nil {
		s.Evidence = []followup.Evidence{}
	}
	if len(sig.Interviews) > 0 {
		v := sig.Interviews[0]
		s.Start, s.End, s.Zone = scanTime(v.Start, v), scanTime(v.End, v), v.Zone
		if t, err := time.Parse(time.RFC3339, s.Start); err == nil {
			s.begins = t.Format("Mon 2 Jan 2006 15:04 ") + or(v.Zone, t.Format("-07:00"))
		} else if t, err := time.Parse("2006-01-02T15:04:05", s.Start); err == nil {
			s.begins = t.Format("Mon 2 Jan 2006 15:04")
		}
	}
	return s
}

// scanTime writes a time of an interview in its own zone, or without an offset where that is not known.
func scanTime(t time.Time, v followup.Interview) string {
	if t.IsZero() {
		return ""
	}
	if v.Floating {
		return t.UTC().Format("2006-01-02T15:04:05")
	}
	if zone, err := time.LoadLocation(v.Zone); err == nil && v.Zone != "" {
		t = t.In(zone)
	}
	return t.Format(time.RFC3339)
}

func (f *face) scanJSON(s scanned) error {
	if s.err != nil {
		return f.jsonLine(unread{s.Path, s.Index, s.err.Error()})
	}
	return f.jsonLine(s)
}

func (f *face) jsonLine(v any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return err
	}
	_, err := f.out.Write(escapeHidden(b.Bytes()))
	return err
}

// scanLine prints a message for people, behind a margin.
func (f *face) scanLine(margin string, s scanned, zone *time.Location) {
	certain := "sure"
	if s.Confidence < followup.DefaultPolicy(zone).Act {
		certain = fmt.Sprintf("%.0f %%", s.Confidence*100)
	}
	head := margin + fmt.Sprintf("%s  %s  ", pad(kindTitle(s.Kind), 20), pad(certain, 4))
	where := placeOfApp(followup.Application{Employer: or(s.Employer, or(s.from, "unknown sender")), Role: s.Role})
	rest := spaced(s.subject)
	if s.begins != "" {
		rest = s.begins + "  " + rest
	}
	const wide, subject = 40, 30                                                           // columns for the application, and the fewest for the rest
	if room := f.out.width - 1 - columns(head); f.out.width > 0 && room < wide+2+subject { // the rest has a line of its own
		f.out.line("%s", head+fit(where, room))
		if rest != "" {
			f.out.line("%s", styled{dim, pad("", columns(head)) + fit(rest, room)})
		}
		return
	}
	f.out.line("%s", fit(head+pad(fit(where, wide), wide)+"  "+rest, f.out.width-1))
}

// kindTitle is a kind of mail as a column of a table names it, close to the name that "followup correct" takes.
func kindTitle(k followup.SignalKind) string { return strings.ReplaceAll(string(k), "_", " ") }

func (f *face) scanSummary(read, failed int, counts map[followup.SignalKind]int, took time.Duration) {
	words := fmt.Sprintf("%s in %v: %s", plural(read, "message", "messages"), took.Round(10*time.Millisecond), interest(counts))
	if failed > 0 {
		words += fmt.Sprintf("; not readable %d", failed)
	}
	f.out.line("%s.", words)
}

// interest counts what is worth a word.
func interest(counts map[followup.SignalKind]int) string {
	words := ""
	for _, k := range slices.Sorted(mapKeys(counts)) {
		if k != followup.Other && counts[k] > 0 {
			words += fmt.Sprintf("%s %d, ", kindTitle(k), counts[k])
		}
	}
	return words + fmt.Sprintf("other %d", counts[followup.Other])
}

// mailFile is one message as it lies on disk, or why there is none.
type mailFile struct {
	Path     string
	Index    int
	Received time.Time
	Raw      []byte
	Err      error
}

// parse reads the message.
func (m mailFile) parse() (*mailwatch.Message, error) {
	if m.Err != nil {
		return nil, m.Err
	}
	msg, err := mailwatch.Parse(m.Raw, m.Received, mailwatch.DefaultLimits())
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", m.Path, err)
	}
	return msg, nil
}

// mailFiles gives the messages of files and folders one after the other.
func mailFiles(paths []string) iter.Seq[mailFile] {
	return func(yield func(mailFile) bool) {
		mailwatch.Files(paths, func(path string, index int, received time.Time, raw []byte, err error) bool {
			return yield(mailFile{path, index, received, raw, err})
		})
	}
}

// inOrder runs work for each item over all cores and hands the results on in the order of the items. It holds a few
// items a core at most.
func inOrder[In, Out any](ctx context.Context, items iter.Seq[In], work func(In) Out, use func(Out) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	type job struct {
		in  In
		out chan Out
	}
	cores := runtime.GOMAXPROCS(0)
	jobs, order := make(chan job), make(chan chan Out, 2*cores)
	var workers sync.WaitGroup
	defer workers.Wait()
	for range cores {
		workers.Go(func() {
			for j := range jobs {
				j.out <- work(j.in)
			}
		})
	}
	workers.Go(func() {
		defer close(order)
		defer close(jobs)
		for in := range items {
			out := make(chan Out, 1)
			select {
			case order <- out:
			case <-ctx.Done():
				return
			}
			jobs <- job{in, out}
		}
	})
	defer func() { // let the producer see that nobody wants more
		cancel()
		for out := range order {
			<-out
		}
	}()
	for out := range order {
		if err := use(<-out); err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// readerOptions are those of the reader that a mail file is read with: the config tells whose mail it is, where there is
// one.
func (c Config) readerOptions(zone *time.Location) classify.Options {
	o := classify.Options{Zone: zone, Country: c.You.Country}
	for _, a := range c.Accounts {
		o.Self = append(o.Self, a.Addresses...)
		o.Authserv = or(o.Authserv, a.Authserv)
	}
	return o
}
