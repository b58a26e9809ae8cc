package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

// unbuilt is the body of a command that is not there yet.
func unbuilt(owner string) func(*cobra.Command, []string) error {
	return func(*cobra.Command, []string) error { return fmt.Errorf("not built yet (%s)", owner) }
}
