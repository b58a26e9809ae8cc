package followup

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// Each of the seventeen guards has a test of its own name, and the rows stand in order.
func TestEveryGuardIsNamed(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]int{}
	name := regexp.MustCompile(`(?m)^func TestGuard(\d\d)[A-Z]`)
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range name.FindAllStringSubmatch(string(b), -1) {
			found[m[1]]++
		}
	}
	if len(guards) != 17 || len(found) != 17 {
		t.Errorf("%d guards and %d tests, want 17 of each", len(guards), len(found))
	}
	for i, g := range guards {
		if g.n != i+1 || g.words == "" || found[fmt.Sprintf("%02d", g.n)] != 1 {
			t.Errorf("guard %d has %d tests of its name", g.n, found[fmt.Sprintf("%02d", g.n)])
		}
	}
}
