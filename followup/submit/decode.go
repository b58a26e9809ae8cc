package submit

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/quotedprintable"
	"net/mail"
	"slices"
	"strings"
	"time"

	"followup/followup"
)

// allowedHeaders are the headers of a letter, each at most once. A letter with any other is not ours.
var allowedHeaders = []string{"Date", "From", "To", "Subject", "Message-Id", "In-Reply-To", "References",
	"Mime-Version", "Content-Type", "Content-Transfer-Encoding"}

// Decode reads a rendered letter back, for people to see exactly what leaves. It reads nothing but what Render writes:
// an unknown or repeated header, more than one recipient or any other body is an error.
func Decode(b []byte) (Letter, error) {
	m, err := mail.ReadMessage(bytes.NewReader(b))
	if err != nil {
		return Letter{}, fmt.Errorf("decode letter: %w", err)
	}
	for name, values := range m.Header {
		if !slices.Contains(allowedHeaders, name) {
			return Letter{}, fmt.Errorf("decode letter: header %q is not allowed", name)
		}
		if len(values) != 1 {
			return Letter{}, fmt.Errorf("decode letter: header %q stands %d times", name, len(values))
		}
	}
	var l Letter
	if l.From, err = decodeAddress(m.Header.Get("From")); err != nil {
		return Letter{}, fmt.Errorf("decode letter: From: %w", err)
	}
	if l.To, err = decodeAddress(m.Header.Get("To")); err != nil {
		return Letter{}, fmt.Errorf("decode letter: To: %w", err)
	}
	if l.Subject, err = new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject")); err != nil {
		return Letter{}, fmt.Errorf("decode letter: Subject: %w", err)
	}
	if l.Date, err = m.Header.Date(); err != nil {
		return Letter{}, fmt.Errorf("decode letter: Date: %w", err)
	}
	_, offset := l.Date.Zone()
	l.Date = l.Date.In(time.FixedZone("", offset))
	ids, err := decodeIDs(m.Header.Get("Message-Id"))
	if err != nil || len(ids) != 1 {
		return Letter{}, fmt.Errorf("decode letter: Message-ID: %w", errID)
	}
	l.MessageID = ids[0]
	if ids, err = decodeIDs(m.Header.Get("In-Reply-To")); err != nil || len(ids) > 1 {
		return Letter{}, fmt.Errorf("decode letter: In-Reply-To: %w", errID)
	}
	if len(ids) == 1 {
		l.InReplyTo = ids[0]
	}
	if l.References, err = decodeIDs(m.Header.Get("References")); err != nil {
		return Letter{}, fmt.Errorf("decode letter: References: %w", err)
	}
	if l.Text, err = decodeText(m); err != nil {
		return Letter{}, fmt.Errorf("decode letter: %w", err)
	}
	return l, nil
}

var errID = errors.New("not a Message-ID")

func decodeAddress(s string) (followup.Address, error) {
	list, err := mail.ParseAddressList(s)
	if err != nil {
		return followup.Address{}, err
	}
	if len(list) != 1 {
		return followup.Address{}, fmt.Errorf("%d addresses", len(list))
	}
	return followup.Address{Name: list[0].Name, Addr: list[0].Address}, nil
}

func decodeIDs(s string) ([]string, error) {
	var ids []string
	for field := range strings.FieldsSeq(s) {
		id, ok := strings.CutPrefix(field, "<")
		id, closed := strings.CutSuffix(id, ">")
		if !ok || !closed || !validID(id) {
			return nil, errID
		}
		ids = append(ids, id)
	}
	return ids, nil
}

func decodeText(m *mail.Message) (string, error) {
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		return "", err
	}
	if kind != "text/plain" || !strings.EqualFold(params["charset"], "utf-8") ||
		!strings.EqualFold(m.Header.Get("Content-Transfer-Encoding"), "quoted-printable") {
		return "", errors.New("body is not quoted-printable UTF-8 text")
	}
	b, err := io.ReadAll(quotedprintable.NewReader(m.Body))
	if err != nil {
		return "", err
	}
	return strings.TrimSuffix(strings.ReplaceAll(string(b), "\r\n", "\n"), "\n"), nil
}
