package followup

import "slices"

// acted remembers an act of the user by hand, so that it can be taken back. Words say it in a list.
func (s *step) acted(words string) {
	app := s.app
	if s.ev.ID == "" || slices.ContainsFunc(app.Acts, func(a Act) bool { return a.ID == s.ev.ID }) {
		return
	}
	app.Acts = append(app.Acts, Act{ID: s.ev.ID, Kind: s.ev.Kind, At: s.at, Words: words})
	if n := len(app.Acts) - actsKept; n > 0 {
		app.Acts = app.Acts[n:]
	}
}
