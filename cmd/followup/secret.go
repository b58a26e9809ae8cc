package main

import (
	"fmt"
	"log/slog"
)

const masked = "***"

// Secret is a password. However it is printed, logged or encoded, it reads ***; Reveal is the one way to the words, so
// that every place that uses them can be found.
type Secret struct{ words string }

// Reveal returns the words, for the one call that logs in.
func (s Secret) Reveal() string { return s.words }

// Empty reports whether there is no password.
func (s Secret) Empty() bool { return s.words == "" }

func (Secret) String() string               { return masked }
func (Secret) GoString() string             { return masked }
func (Secret) LogValue() slog.Value         { return slog.StringValue(masked) }
func (Secret) MarshalText() ([]byte, error) { return []byte(masked), nil }
func (Secret) MarshalJSON() ([]byte, error) { return []byte(`"` + masked + `"`), nil }

// Format holds for every verb, also for those that would look inside a struct.
func (Secret) Format(f fmt.State, _ rune) { fmt.Fprint(f, masked) }
