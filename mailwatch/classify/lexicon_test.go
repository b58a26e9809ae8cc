package classify

import "testing"

func TestEveryLanguageCompiles(t *testing.T) {
	t.Parallel()
	all, err := lexicons()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range all {
		t.Logf("%s: %d phrases, %d states, %d words, trie %d KB", l.code, len(l.cues), len(l.states), len(l.vocab.index), len(l.vocab.forward.next)*4/1024)
	}
}
