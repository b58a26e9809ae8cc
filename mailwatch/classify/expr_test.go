package classify

import "testing"

// TestExpressions compiles each expression: in the daemon that happens as late as a mail asks for it.
func TestExpressions(t *testing.T) {
	t.Parallel()
	for _, e := range exprs {
		e.re()
	}
}
