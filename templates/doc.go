// Package templates turns facts into words: the embedded letters and their rendering. It knows nobody: letters are
// rendered from NoteData and nothing else.
package templates
