package mailwatch

import "strings"

// readFields takes from the header what the rules want to know.
func (r *reader) readFields(h header) {
	m := r.m
	if v := ids(h.get("message-id"), 1); len(v) == 1 {
		m.ID = v[0]
	} else if h.get("message-id") != "" {
		r.fault("malformed Message-ID")
	}
	m.InReplyTo = ids(h.get("in-reply-to"), 20)
	m.References = ids(h.get("references"), 100)
	for _, v := range h.all("from", 3) {
		m.From = append(m.From, addresses(v, r.lim.Addresses-len(m.From))...)
	}
	if len(m.From) == 0 {
		r.fault("no From address")
	}
	if a := addresses(h.get("sender"), 1); len(a) == 1 {
		m.Sender = a[0]
	}
	m.ReplyTo = addresses(h.get("reply-to"), r.lim.Addresses)
	m.To = r.list(h, "to")
	m.Cc = r.list(h, "cc")
	m.Subject = h.line("subject", maxLine)
	r.failed = h.get("x-failed-recipients")
	r.readDates(h)
	r.readMarks(h)
}

func (r *reader) list(h header, name string) []Address {
	var out []Address
	for _, v := range h.all(name, 5) {
		out = append(out, addresses(v, r.lim.Addresses+1-len(out))...)
	}
	if len(out) > r.lim.Addresses {
		out = out[:r.lim.Addresses]
		r.fault("address list cut at the cap")
	}
	return out
}

func (r *reader) readDates(h header) {
	m := r.m
	date, ok := parseDate(h.get("date"))
	if m.Received.IsZero() {
		if t, ok := receivedDate(h.get("received")); ok && t.Year() >= 1990 {
			m.Received = t
		} else if ok := date.Year() >= 1990 && date.Year() < 9000; ok {
			m.Received = date
		}
	}
	switch {
	case ok && plausible(date, m.Received):
		m.Date = date
	case ok:
		r.fault("absurd Date")
	default:
		r.fault("no readable Date")
	}
}

// readMarks takes the fields by which robots and lists tell themselves.
func (r *reader) readMarks(h header) {
	m := r.m
	auto, _, _ := strings.Cut(h.line("auto-submitted", 100), ";")
	m.AutoSubmitted = strings.ToLower(strings.TrimSpace(auto))
	precedence := strings.ToLower(h.line("precedence", 40))
	_, unsubscribe := h.lookup("list-unsubscribe")
	m.ListID = h.line("list-id", 256)
	m.Bulk = m.ListID != "" || unsubscribe || precedence == "bulk" || precedence == "list" || precedence == "junk"
	m.AutoReply = r.autoReply(h, precedence)
	if v, ok := h.lookup("return-path"); ok {
		m.NullReturn = strings.TrimSpace(v) == "<>"
	}
	for _, v := range h.all("authentication-results", maxAuthFields) {
		m.AuthResults = append(m.AuthResults, authResults(v)) // never decoded: an encoded quote would end a quote
	}
	if m.Mailer = h.line("x-mailer", 128); m.Mailer == "" {
		m.Mailer = h.line("user-agent", 128)
	}
}

// awaySubjects begin the subjects of vacation answers whose program sets no field.
var awaySubjects = []string{
	"automatic reply:", "auto reply:", "autoreply:", "auto-reply:", "out of office", "automatische antwort", "abwesenheitsnotiz",
	"abwesenheitsassistent", "réponse automatique", "absence du bureau", "respuesta automática", "fuera de la oficina",
	"resposta automática", "fora do escritório", "automatisch antwoord", "afwezigheidsbericht", "risposta automatica", "fuori sede",
}

// autoReply says that a program answered for a person (RFC 3834).
func (r *reader) autoReply(h header, precedence string) bool {
	if strings.HasPrefix(r.m.AutoSubmitted, "auto-replied") || precedence == "auto_reply" || precedence == "auto-reply" {
		return true
	}
	for _, name := range []string{"x-autoreply", "x-autorespond", "x-autoresponder", "x-autoreply-from", "x-vacation"} {
		if v := strings.ToLower(h.get(name)); v != "" && v != "no" && v != "none" {
			return true
		}
	}
	subject := strings.ToLower(r.m.Subject)
	for _, s := range awaySubjects {
		if strings.HasPrefix(subject, s) {
			return true
		}
	}
	return strings.HasPrefix(subject, "re:") && strings.Contains(strings.ToLower(h.get("x-auto-response-suppress")), "all") &&
		strings.HasPrefix(r.m.AutoSubmitted, "auto")
}

// ambiguous tells what another program may read differently: such a message is shown, but nothing is drafted from it.
func (r *reader) ambiguous(h header, t mediaType) {
	count := make(map[string]int, 4)
	for i := range h {
		switch name := h[i].name; name {
		case "from", "subject", "date", "content-type", "content-transfer-encoding", "message-id", "sender", "reply-to":
			if count[name]++; count[name] == 2 {
				r.fault("ambiguous: more than one " + name + " field")
			}
		}
	}
	if count["from"] < 2 && len(r.m.From) > 1 {
		r.fault("ambiguous: more than one author")
	}
	if t.twice == "boundary" || t.twice == "charset" {
		r.fault("ambiguous: more than one " + t.twice)
	}
}
