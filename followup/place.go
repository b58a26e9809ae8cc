package followup

// Placed is where a mail belongs and what it does there.
type Placed struct {
	Link  Link
	App   Application // the one it belongs to, or a new one without an ID; the zero value where it belongs nowhere or must ask
	Sig   Signal      // as it reads there
	Kinds []EventKind // it enters as these; none: it is set aside
	Why   Reason
}

// Place says to which of the candidates a signal belongs and as what it enters there. It is what the daemon does with
// every mail, and scan.
func (p Policy) Place(sig Signal, candidates []Application) Placed {
	d := Placed{Link: p.Match(sig, candidates), Sig: sig}
	switch {
	case d.Link.App != "":
		d.App = pick(candidates, d.Link.App)
		d.Sig = sig.InConversation()
	case len(d.Link.Ask) > 0:
		d.Sig = sig.InConversation()
		d.Kinds, d.Why = p.Admit(pick(candidates, d.Link.Ask[0]), d.Sig)
		return d
	}
	d.Sig = p.Weigh(d.App, d.Sig)
	d.Kinds, d.Why = p.Admit(d.App, d.Sig)
	switch {
	case d.Link.App == "" && !d.Link.New:
		d.Kinds = nil
	case d.Link.Nameless && len(d.Kinds) > 0:
		d.Kinds, d.Why = asks("it names neither an employer nor a role: say where it belongs")
	}
	return d
}

func pick(apps []Application, id string) Application {
	for _, a := range apps {
		if a.ID == id {
			return a
		}
	}
	return Application{}
}
