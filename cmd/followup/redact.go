package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"followup/followup"
	"followup/mailwatch"
	"followup/mailwatch/classify"
)

// redactFile writes a mail file for others to see, and says whether it is still read in the same way.
func (f *face) redactFile(path string, nth int, to string) error {
	mail, err := oneMail(path, nth)
	if err != nil {
		return err
	}
	raw := mail.Raw
	cfg, err := f.load()
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	mine := cfg.readerOptions(f.zone())
	before, err := kindOfMail(mine, raw)
	if err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	reader, err := classify.New(mine)
	if err != nil {
		return err
	}
	out, err := reader.Redact(raw)
	if err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	if to == "" {
		if _, err := f.out.Write(out); err != nil {
			return err
		}
	} else if err := writeNew(to, out); err != nil {
		return err
	}
	theirs := mine
	theirs.Self = []string{classify.RedactedUser}
	after, err := kindOfMail(theirs, out)
	if err != nil {
		return fmt.Errorf("read the redacted mail again: %w", err)
	}
	if after == before {
		f.errs.line("It is still read as %s.", kindWord(before))
	} else {
		f.errs.line("It was read as %s and is now read as %s: say so in your report.", kindWord(before), kindWord(after))
	}
	f.errs.line("Look it over before you show it to anybody: a name in small letters that stands nowhere else may be left.")
	return nil
}

// kindOfMail says what a mail is without any rules of the user's own.
func kindOfMail(o classify.Options, raw []byte) (followup.SignalKind, error) {
	reader, err := classify.New(o)
	if err != nil {
		return "", err
	}
	m, err := mailwatch.Parse(raw, time.Time{}, mailwatch.DefaultLimits())
	if err != nil {
		return "", err
	}
	return reader.Read(m).Kind, nil
}

// writeNew writes a file that only this user can read, and never over another.
func writeNew(path string, b []byte) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return hinted{fmt.Errorf("%s is there already", path), "say another name"}
	}
	if err != nil {
		return err
	}
	_, err = file.Write(b)
	return errors.Join(err, file.Close())
}
