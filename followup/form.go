package followup

// voice returns language, tone and form of address for a letter to who, as their last mail has them.
func (p Policy) voice(_ *Application, _ Person) (language string, tone Tone, form Form) {
	return "", p.Tone, FormUnknown // not built yet (W3)
}
