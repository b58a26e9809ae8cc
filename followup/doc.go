// Package followup is the rules: what an application is, what an event does to it, and what time will ask for. It is
// pure: no input or output, no clock, no randomness.
package followup
