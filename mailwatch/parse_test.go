package mailwatch

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// measured returns the folder of foreign mail that is only ever measured, never kept here.
func measured(t testing.TB, name string) string {
	dir := os.Getenv("FOLLOWUP_MAIL")
	if dir == "" {
		t.Skip("SKIPPED: FOLLOWUP_MAIL names no folder with foreign mail")
	}
	path := filepath.Join(dir, name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("SKIPPED: %v", err)
	}
	return path
}

func TestMalformedMailEndsQuickly(t *testing.T) {
	dir := measured(t, "malformed")
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		raw, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		m, err := Parse(raw, time.Time{}, DefaultLimits())
		if took := time.Since(start); took > 250*time.Millisecond {
			t.Errorf("%s took %v", e.Name(), took)
		}
		if err != nil {
			t.Logf("%s: %v", e.Name(), err)
			continue
		}
		t.Logf("%s: from=%v subj=%q own=%d q=%d cal=%d faults=%q", e.Name(), m.From, m.Subject, len(m.Text.Own), len(m.Text.Quoted), len(m.Calendars), m.Faults)
	}
}
