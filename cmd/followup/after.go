package main

import "followup/followup"

// afterNo says what may be done after a rejection, calmly and in few lines.
func afterNo(followup.Application) []string { return nil } // not built yet (W6)
