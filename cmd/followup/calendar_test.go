package main

import (
	"os"
	"path/filepath"
	"testing"
)

// A calendar that is no plain file is refused, not waited for.
func TestReadCalendar(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "mine.ics")
	if _, err := readCalendar(path); err == nil {
		t.Error("there is none, and it was read")
	}
	if err := os.WriteFile(path, []byte("BEGIN:VCALENDAR"), 0o600); err != nil {
		t.Fatal(err)
	}
	if b, err := readCalendar(path); err != nil || string(b) != "BEGIN:VCALENDAR" {
		t.Errorf("%q, %v", b, err)
	}
	for _, odd := range []string{os.DevNull, filepath.Dir(path)} {
		if _, err := readCalendar(odd); err == nil {
			t.Errorf("%s was read", odd)
		}
	}
}
