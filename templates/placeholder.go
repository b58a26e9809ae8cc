package templates

import (
	"regexp"
	"slices"
	"strings"
)

// placeholder finds what a letter must not leave with: {{...}}, {first_name}, [Job Title], [your name] and what
// text/template prints for nothing.
var placeholder = regexp.MustCompile(`\{\{[^{}\n]*\}\}|\{[A-Za-z][A-Za-z0-9_ .|'-]{0,40}\}|\[[A-Za-z][A-Za-z0-9_ /|'’-]{0,40}\]|<no value>`)

// tags are what mail systems and people put in square brackets: they are no placeholders.
var tags = []string{"external", "ext", "extern", "sic", "redacted", "spam"}

// Placeholders returns the unfilled places of a text in their order, each once. A letter with one cannot be approved.
// The subject of a reply is theirs, brackets and all, and is not for this.
func Placeholders(text string) []string {
	var found []string
	for _, m := range placeholder.FindAllString(text, -1) {
		if !slices.Contains(found, m) && !slices.Contains(tags, strings.ToLower(strings.Trim(m, "[]"))) {
			found = append(found, m)
		}
	}
	return found
}
