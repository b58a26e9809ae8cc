package classify

import (
	"os"
	"testing"
)

func TestExplainOne(t *testing.T) {
	path := os.Getenv("FOLLOWUP_EXPLAIN")
	if path == "" {
		t.Skip("FOLLOWUP_EXPLAIN names no mail to explain")
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	r, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Log("\n" + r.Explain(parseMail(t, raw)).String())
}
