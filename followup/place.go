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
	sig = sound(sig)
	d := Placed{Link: p.Match(sig, candidates), Sig: sig}
	switch {
	case d.Link.App != "":
		d.App = pick(candidates, d.Link.App)
		d.Sig = sig.InConversation()
		if d.Sig.Kind == Other && d.Sig.Detail == NoDetail && !sig.JobContext && !sig.Mail.Bulk && human(sig) {
			d.Sig.Detail = DetailHuman // a person wrote, if without a word about the job
		}
	case len(d.Link.Ask) > 0:
		d.Sig = sig.InConversation()
		d.Kinds, d.Why = p.Admit(pick(candidates, d.Link.Ask[0]), d.Sig)
		return d
	}
	d.Sig = p.Weigh(d.App, d.Sig)
	d.Kinds, d.Why = p.Admit(d.App, d.Sig)
	switch {
	case d.Link.App == "" && !d.Link.New:
		if len(d.Kinds) > 0 {
			d.Why = "it belongs to no application that is known"
		}
		d.Kinds = nil
	case d.Link.Nameless && len(d.Kinds) > 0:
		d.Kinds, d.Why = asks("it names neither an employer nor a role: say where it belongs")
	}
	return d
}

// sound takes out of a signal what was taken for an employer and is the title of the position or the name of who writes.
func sound(sig Signal) Signal {
	words := nameWords(sig.Employer)[0]
	switch {
	case sig.Employer == "" || sig.Domain != "" && likeLabel(sig.Domain, sig.Employer) > unlike:
	case sig.Role == "" && titleOnly(sig.Employer):
		sig.Role, sig.Employer = sig.Employer, ""
	case sig.Domain != "" && len(words) > 0 && covers(words, whoWords(sig.Person.Name)) && namedSender(sig.Mail.From):
		sig.Employer = ""
	}
	return sig
}

func pick(apps []Application, id string) Application {
	for _, a := range apps {
		if a.ID == id {
			return a
		}
	}
	return Application{}
}
