package followup

// Finding is something that lint noticed in a draft. A finding that blocks must be mended before a yes.
type Finding struct {
	Words  string `json:"words"`
	Blocks bool   `json:"blocks,omitempty"`
}
