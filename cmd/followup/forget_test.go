package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Forget says what goes, and goes on only once the name was typed.
func TestForgetAsks(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil, "")
	if code, _, errs := h.do("", "add", "Zwitscher Werke"); code != exitDone {
		t.Fatal(errs)
	}
	copied := filepath.Join(h.dir, "d", "mine.db")
	if code, _, errs := h.do("", "backup", copied); code != exitDone {
		t.Fatal(errs)
	}
	for typed, want := range map[string]int{"\n": exitNothing, "": exitNothing, "yes\n": exitFailed, "Acme\n": exitFailed} {
		code, out, errs := h.do(typed, "forget", "zwitscher werke")
		if code != want || !strings.Contains(out, "This removes 1 application, 0 mails and 0 letters of ours for good.") || !strings.Contains(out, copied) {
			t.Errorf("%q: %d\n%s%s", typed, code, out, errs)
		}
		if _, err := os.Stat(copied); err != nil {
			t.Fatal(err)
		}
	}
	code, out, errs := h.do("Zwitscher Werke\n", "forget", "zwitscher werke")
	if code != exitDone || !strings.Contains(out, "Forgotten: 1 application") || !strings.Contains(out, "Deleted: "+copied) {
		t.Errorf("%d\n%s%s", code, out, errs)
	}
	if _, err := os.Stat(copied); err == nil {
		t.Error("the copy is still there")
	}
}

// The rules that name a forgotten employer go; those of others and the head of the file stay.
func TestRulesWithout(t *testing.T) {
	t.Parallel()
	names := []string{"Zwitscher Werke", "zwitscher.example", "jo@mail.example", "BA"}
	for line, gone := range map[string]bool{
		"sender zwitscher.example is update":                 true,
		"sender jo@ZWITSCHER.example is not-job":             true,
		"sender jo@mail.example is update":                   true,
		"sender joe@mail.example is update":                  false,
		"sender mail.example is update":                      false,
		`employer "Zwitscher Werke AG" is "Zwitscher Werke"`: true,
		`phrase "the zwitscher werke team" is rejection`:     true,
		`phrase "an MBA is wanted" is update`:                false,
		`employer "BA" is "British Airways"`:                 true,
		"# what Zwitscher Werke writes":                      true,
		"sender acme.example is update":                      false,
	} {
		kept, n := rulesWithout(rulesHead+line+"\n", names)
		want := rulesHead + line + "\n"
		if gone {
			want = rulesHead
		}
		if kept != want || (n == 1) != gone {
			t.Errorf("%s: %d lines went, left is %q", line, n, kept[len(rulesHead):])
		}
	}
}
