package followup

// EffectKind is something the engine does after a step, in the same transaction or right after it.
type EffectKind string

// The effects.
const (
	Compose  EffectKind = "compose"   // write the words of a proposed note from its template
	Kick     EffectKind = "kick"      // the outbox has something to look at
	FileCopy EffectKind = "file copy" // see that the copy lies in Sent
	Tell     EffectKind = "tell"      // a notice for the user
)

// Effect is one thing to do after a step.
type Effect struct {
	Kind  EffectKind
	Note  string // Note.ID
	Words string // Tell: the sentence
}
