package mailwatch

import "strings"

// deliveryStatus reads a message/delivery-status part (RFC 3464 2.1): a group of fields for the message, then one for
// each recipient. The first recipient that failed counts, else the first.
func (r *reader) deliveryStatus(p part) {
	b := r.bytes(p, r.lim.HeaderBytes)
	for groups := 0; len(b) > 0 && groups < r.lim.Addresses; groups++ {
		var h header
		before := len(b)
		h, b = readHeader(b, r.lim, r.fault)
		if len(b) >= before {
			return
		}
		action := strings.ToLower(h.line("action", 40))
		if action == "" {
			continue
		}
		if old := r.m.Report; old != nil && (old.Action == "failed" || action != "failed") {
			continue
		}
		recipient := h.get("original-recipient")
		if recipient == "" {
			recipient = h.get("final-recipient")
		}
		r.m.Report = &Report{
			Recipient: reportAddress(recipient), Action: action, Status: statusCode(h.line("status", 40)),
			Diagnostic: h.line("diagnostic-code", maxLine),
		}
	}
}

// reportAddress takes the address out of "rfc822; jane@example.com".
func reportAddress(v string) string {
	if _, addr, ok := strings.Cut(v, ";"); ok {
		v = addr
	}
	if a := addresses(v, 1); len(a) == 1 {
		return a[0].Addr
	}
	return ""
}

// statusCode keeps "5.1.1" and drops the words that some servers put behind it.
func statusCode(v string) string {
	code, _, _ := strings.Cut(v, " ")
	return code
}

// original takes the Message-ID of the letter that a report is about, from its copy or its header.
func (r *reader) original(p part) {
	h, _ := readHeader(r.bytes(p, r.lim.HeaderBytes), r.lim, func(string) {})
	if v := ids(h.get("message-id"), 1); len(v) == 1 && r.originalID == "" {
		r.originalID = v[0]
	}
}

// finishReport joins what the parts of a report told. Servers that only write X-Failed-Recipients (Exim) are understood
// too; the copy of the letter then stands in the text.
func (r *reader) finishReport() {
	if r.m.Report == nil {
		if a := addresses(r.failed, 1); len(a) == 1 {
			r.m.Report = &Report{Recipient: a[0].Addr, Action: "failed"}
			if r.originalID == "" {
				r.originalID = textID(r.m.Text)
			}
		}
	}
	if r.m.Report != nil {
		r.m.Report.OriginalID = r.originalID
	}
}

// textID finds the Message-ID in the copy of a header that stands in a text.
func textID(t Text) string {
	for _, text := range []string{t.Own, t.Quoted, t.Footer} {
		for _, l := range strings.Split(text, "\n") {
			l = strings.TrimSpace(l)
			if len(l) > 12 && strings.EqualFold(l[:11], "message-id:") {
				if id := ids(l[11:], 1); len(id) == 1 {
					return id[0]
				}
			}
		}
	}
	return ""
}
