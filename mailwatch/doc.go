// Package mailwatch turns messages into something that can be read: it watches IMAP folders without ever changing them
// and parses what it finds. It does not know what a note is.
package mailwatch
