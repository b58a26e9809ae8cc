package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/mail"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"followup/followup"
	"followup/followup/engine"
)

// words are what a person can change in a letter.
type words struct {
	To      followup.Address
	Subject string
	Text    string
}

// maxWords caps what is read back from an editor; a letter has at most 16 KiB.
const maxWords = 64 << 10

func (f *face) editCommand() *cobra.Command {
	var from string
	c := &cobra.Command{
		Use:   "edit ID",
		Short: "change a letter in your editor",
		Long: `Edit opens the letter in the editor that VISUAL or EDITOR names: the recipient, the subject and the text. An edited
letter needs a new yes, also if you had said yes to the old words. If something goes wrong your words are kept, and edit
says in which file; --file takes them from there.`,
		Example: `  followup edit 3f2a
  followup edit 3f2a --file letter.txt`,
		Args: f.exactly(noteID),
		RunE: f.onDesk(func(ctx context.Context, desk engine.Desk, args []string) error {
			card, err := f.letter(ctx, desk, args[0])
			if err != nil {
				return err
			}
			n, keep := *card.Note, from
			if keep == "" {
				if keep, err = inEditor(ctx, n, editor()); err != nil {
					return err
				}
			}
			w, err := readWords(keep)
			if errors.Is(err, fs.ErrNotExist) {
				return fmt.Errorf("read the letter: %w", err)
			}
			if err != nil {
				return keptIn(keep, n.ID, err)
			}
			if w == (words{n.To, n.Subject, strings.TrimRight(n.Text, "\n")}) {
				if from == "" {
					os.RemoveAll(filepath.Dir(keep))
				}
				return nothing("Nothing was changed.")
			}
			after, err := desk.Edit(ctx, engine.EditRequest{Note: n.ID, Fingerprint: n.Fingerprint, To: w.To, Subject: w.Subject, Text: w.Text})
			if err != nil {
				return keptIn(keep, n.ID, err)
			}
			if from == "" {
				os.RemoveAll(filepath.Dir(keep))
			}
			f.printLetter(after, f.now().In(f.zone()))
			f.out.line("Changed. \"followup approve %s\" says yes to these words.", short(n.ID))
			return nil
		}),
	}
	c.Flags().StringVar(&from, "file", "", "take the letter from this `file` instead of an editor")
	return c
}

// keptIn adds to an error where the words of the person lie.
func keptIn(path, id string, err error) error {
	return hinted{err, fmt.Sprintf("your words are kept in %s; \"followup edit %s --file %s\" takes them from there", path, short(id), path)}
}

// editLetter lets the person change a letter in their editor and returns what they made of it.
func editLetter(ctx context.Context, n followup.Note) (to followup.Address, subject, text string, err error) {
	path, err := inEditor(ctx, n, editor())
	if err != nil {
		return to, "", "", err
	}
	w, err := readWords(path)
	if err != nil {
		return to, "", "", fmt.Errorf("%w; your words are kept in %s", err, path)
	}
	return w.To, w.Subject, w.Text, os.RemoveAll(filepath.Dir(path))
}

// inEditor writes a letter to a file that only this user can read, in a folder of its own, and opens it in an editor.
func inEditor(ctx context.Context, n followup.Note, editor string) (path string, err error) {
	dir, err := os.MkdirTemp("", "followup-edit-") // 0700
	if err != nil {
		return "", fmt.Errorf("make a place for the letter: %w", err)
	}
	path = filepath.Join(dir, "letter.txt")
	if err := os.WriteFile(path, writeWords(words{n.To, n.Subject, n.Text}), 0o600); err != nil {
		return "", errors.Join(fmt.Errorf("write the letter: %w", err), os.RemoveAll(dir))
	}
	name, args := "sh", []string{"-c", editor + ` "$1"`, "sh", path} // an editor may come with flags of its own
	if runtime.GOOS == "windows" {
		fields := strings.Fields(editor)
		name, args = fields[0], append(fields[1:], path)
	}
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := cmd.Run(); err != nil {
		return "", hinted{fmt.Errorf("edit the letter with %s: %w", editor, err),
			"set EDITOR to an editor that works here; what you wrote is kept in " + path}
	}
	return path, nil
}

func writeWords(w words) []byte {
	var b bytes.Buffer
	b.WriteString("# Lines that begin with # up here are for you alone. The text begins after the first empty line.\n")
	fmt.Fprintf(&b, "To: %s\nSubject: %s\n\n%s\n", (&mail.Address{Name: w.To.Name, Address: w.To.Addr}).String(), w.Subject,
		strings.TrimRight(w.Text, "\n"))
	return b.Bytes()
}

// readWords reads a letter back from a file.
func readWords(path string) (words, error) {
	file, err := os.Open(path)
	if err != nil {
		return words{}, err
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, maxWords+1))
	if err != nil {
		return words{}, err
	}
	if len(text) > maxWords {
		return words{}, fmt.Errorf("read the letter: it is longer than %d KiB", maxWords>>10)
	}
	return parseWords(string(text))
}

// parseWords reads To, Subject and the text. It refuses what it does not know rather than drop it: nobody should
// believe that a Cc or a Bcc was taken.
func parseWords(s string) (w words, err error) {
	rest := strings.TrimPrefix(strings.ReplaceAll(s, "\r\n", "\n"), "\uFEFF")
	seen := map[string]bool{}
	for {
		line, after, found := strings.Cut(rest, "\n")
		rest = after
		switch {
		case strings.HasPrefix(line, "#"):
		case strings.TrimSpace(line) == "" && len(seen) > 0:
			if !seen["to"] || !seen["subject"] {
				return w, errors.New("read the letter: the lines \"To:\" and \"Subject:\" must stand above the text")
			}
			w.Text = strings.TrimRight(rest, " \t\n")
			if strings.TrimSpace(w.Text) == "" {
				return w, errors.New("read the letter: it says nothing")
			}
			return w, nil
		case strings.TrimSpace(line) == "":
		default:
			key, value, ok := strings.Cut(line, ":")
			key, value = strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
			if !ok || key != "to" && key != "subject" {
				return w, fmt.Errorf("read the letter: %q stands above the text; there are To and Subject, then an empty line", line)
			}
			if seen[key] {
				return w, fmt.Errorf("read the letter: %s stands there twice", key)
			}
			seen[key] = true
			if key == "subject" {
				w.Subject = value
				continue
			}
			a, err := mail.ParseAddress(value)
			if err != nil {
				return w, fmt.Errorf("read the letter: %q is not one mail address", value)
			}
			local, domain, _ := cutLast(a.Address, "@")
			w.To = followup.Address{Name: a.Name, Addr: local + "@" + strings.ToLower(domain)}
		}
		if !found {
			return w, errors.New("read the letter: there is no text; it begins after the first empty line")
		}
	}
}

func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// editor is the program that a letter is edited with.
func editor() string {
	for _, name := range []string{"VISUAL", "EDITOR"} {
		if e := os.Getenv(name); e != "" {
			return e
		}
	}
	return "vi"
}
