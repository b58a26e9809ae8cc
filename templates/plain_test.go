package templates

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// first are the kinds that have a letter in every tone and stand under every check of these tests. The others have one
// that is merely right, held by TestPlain.
var first = []string{"thank-you", "rejection-response", "nudge"}

// TestPlain holds the plain letters to their words.
func TestPlain(t *testing.T) {
	t.Parallel()
	set := Builtin()
	for _, kind := range kinds {
		if slices.Contains(first, kind) {
			continue
		}
		var got strings.Builder
		for _, d := range []NoteData{Sample(kind), {}} {
			l, err := set.Render("en", kind, "warm", d)
			if err != nil {
				t.Fatalf("%s: %v", kind, err)
			}
			fmt.Fprintf(&got, "Subject: %s\n\n%s\n\n", l.Subject, l.Text)
			if w, ok := found(l.Subject+"\n"+l.Text, dangling); ok {
				t.Errorf("%s: dangling %q in\n%s", kind, w, l.Text)
			}
		}
		golden(t, filepath.Join("testdata", kind+".warm.golden"), got.String())
	}
}
