package engine

// alert tells the user what waits, through Options.Tell: each thing once, few a day, nothing while she wants quiet.
func (e *Engine) alert() error { return nil } // not built yet (W6)
