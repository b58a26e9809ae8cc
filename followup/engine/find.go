package engine

import (
	"bytes"
	"reflect"
	"strings"

	"followup/followup"
	"followup/followup/store"
)

// minPrefix is how much of an id a person has to type.
const minPrefix = 4

// hasID reports whether given names id, in full or by a prefix that is long enough.
func hasID(id, given string) bool {
	return given != "" && (id == given || len(given) >= minPrefix && strings.HasPrefix(id, strings.ToLower(given)))
}

// view runs fn in a read transaction.
func (e *Engine) view(fn func(*change) error) error {
	return e.Store.View(func(tx *store.Tx) error { return fn(&change{Engine: e, tx: tx, now: tx.Now()}) })
}

// find looks for the one application that holds an id: first by the rows that a list shows, which is quick, then
// through all of them, because what has ended is in no row.
func (c *change) find(id string, match func(followup.Application) bool) (followup.Application, error) {
	hits, err := c.shown(id, match)
	if err == nil && len(hits) == 0 {
		err = c.tx.Applications(func(app followup.Application) error {
			if match(app) {
				hits = append(hits, app)
			}
			return nil
		})
	}
	switch {
	case err != nil:
		return followup.Application{}, err
	case len(hits) == 0:
		return followup.Application{}, ErrNotFound
	case len(hits) > 1:
		return followup.Application{}, ErrAmbiguous
	}
	return hits[0], nil
}

// shown returns the applications with a row that names the id and of which match holds.
func (c *change) shown(id string, match func(followup.Application) bool) ([]followup.Application, error) {
	var hits []followup.Application
	named := []byte(`"` + strings.ToLower(id))
	for _, lane := range Lanes {
		err := c.tx.Lane(store.Lane(lane), 0, func(appID string, rows []byte) error {
			if !bytes.Contains(rows, named) {
				return nil
			}
			app, err := c.load(appID)
			if err == nil && match(app) {
				hits = append(hits, app)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return hits, nil
}

// findApp finds an application by its id or a prefix of it.
func (c *change) findApp(id string) (followup.Application, error) {
	if app, ok, err := c.tx.Application(id); ok || err != nil {
		return app, err
	}
	return c.find(id, func(app followup.Application) bool { return hasID(app.ID, id) })
}

// findNote finds a note by its id or a prefix of it. The id of an application does for its only open note.
func (c *change) findNote(id string) (followup.Application, followup.Note, error) {
	app, err := c.find(id, func(app followup.Application) bool { return noteIn(app, id) >= 0 })
	if err == nil {
		if i := noteIn(app, id); i != several {
			return app, app.Notes[i], nil
		}
		return app, followup.Note{}, ErrAmbiguous
	}
	if err != ErrNotFound {
		return app, followup.Note{}, err
	}
	if app, err = c.findApp(id); err != nil {
		return app, followup.Note{}, err
	}
	open := -1
	for i, n := range app.Notes {
		if n.Status.Open() {
			if open >= 0 {
				return app, followup.Note{}, ErrAmbiguous
			}
			open = i
		}
	}
	if open < 0 {
		return app, followup.Note{}, ErrNotFound
	}
	return app, app.Notes[open], nil
}

// several is what noteIn says when a prefix fits more than one note.
const several = 1 << 30

func noteIn(app followup.Application, id string) int {
	hit := -1
	for i, n := range app.Notes {
		switch {
		case n.ID == id:
			return i
		case hasID(n.ID, id) && hit >= 0:
			hit = several
		case hasID(n.ID, id):
			hit = i
		}
	}
	return hit
}

// firstOpen returns the first note that may still leave.
func firstOpen(app followup.Application) *followup.Note {
	for i := range app.Notes {
		if app.Notes[i].Status.Open() {
			return &app.Notes[i]
		}
	}
	return nil
}

func same(a, b followup.Application) bool { return reflect.DeepEqual(a, b) }
