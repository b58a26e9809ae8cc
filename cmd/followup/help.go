package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// helpWidth is how wide the help is written in this source; a narrower terminal gets it broken anew.
const helpWidth = 120

// help prints what a command does, as wide as the terminal is.
func (f *face) help(c *cobra.Command) {
	about := strings.TrimRight(or(c.Long, c.Short), "\n")
	if w := f.out.width; w > 0 && w < helpWidth {
		about = f.out.paragraphs(about)
		c.Root().SetUsageTemplate(strings.ReplaceAll(c.UsageTemplate(), ".FlagUsages |", fmt.Sprintf(".FlagUsagesWrapped %d |", w)))
	}
	fmt.Fprintf(f.out, "%s\n\n%s", about, c.UsageString())
}

// paragraphs breaks the lines of a text anew. A line that begins with a space is one of a list: it stays a line, and goes
// on below under its second column.
func (p *printer) paragraphs(text string) string {
	var out, running []string
	flush := func() {
		if len(running) > 0 {
			out, running = append(out, p.wrap(strings.Join(running, " "), "")), nil
		}
	}
	for line := range strings.SplitSeq(text, "\n") {
		switch {
		case line == "":
			flush()
			out = append(out, "")
		case line[0] == ' ':
			flush()
			words := strings.TrimLeft(line, " ")
			hang := len(line) - len(words) + 4
			if i := strings.Index(words, "  "); i > 0 { // under the second column
				hang = len(line) - len(strings.TrimLeft(words[i:], " "))
			}
			out = append(out, p.wrap(line, pad("", hang)))
		default:
			running = append(running, line)
		}
	}
	flush()
	return strings.Join(out, "\n")
}
