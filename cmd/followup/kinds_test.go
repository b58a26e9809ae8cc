package main

import (
	"testing"

	"followup/followup"
	"followup/templates"
)

// Every kind of letter of the rules has a built-in one, and is named like it.
func TestEveryKindHasALetter(t *testing.T) {
	t.Parallel()
	set := templates.Builtin()
	for _, kind := range followup.NoteKinds {
		if _, err := set.Render("en", string(kind), string(followup.Warm), templates.Sample(string(kind))); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
	}
}
