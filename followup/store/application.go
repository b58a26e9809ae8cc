package store

import (
	"fmt"

	"followup/followup"
)

// Application returns the application with that id, and whether there is one. An application that only its index still
// knows is damage, not absence.
func (tx *Tx) Application(id string) (followup.Application, bool, error) {
	var app followup.Application
	ok, err := tx.app.getJSON([]byte(id), &app)
	if ok || err != nil {
		return app, ok, err
	}
	_, known, err := tx.index.get([]byte(id))
	if known && err == nil {
		err = &DamageError{Bucket: string(bucketApp), Key: []byte(id), Why: "the record is missing, its index is not"}
	}
	return app, false, err
}

// Applications calls fn for each application, in the order of their ids.
func (tx *Tx) Applications(fn func(followup.Application) error) error {
	for _, k := range tx.app.keys(nil, 0, nil) {
		var app followup.Application
		ok, err := tx.app.getJSON(k, &app)
		if err != nil {
			return err
		}
		if !ok {
			continue // fn has deleted it
		}
		if err := fn(app); err != nil {
			return err
		}
	}
	return nil
}

// PutApplication writes the aggregate and replaces all that is derived from it.
func (tx *Tx) PutApplication(app followup.Application, ix Index) error {
	if err := own("application", app.ID); err != nil {
		return err
	}
	entries, err := derive(app, ix)
	if err != nil {
		return fmt.Errorf("index application %s: %w", app.ID, err)
	}
	if err := tx.app.putJSON([]byte(app.ID), app); err != nil {
		return err
	}
	return tx.reindex(app.ID, entries)
}

// DeleteApplication forgets an application: the aggregate, its journal, the letters of its notes and all that is
// derived from it. What was seen stays seen. Move its journal first where another application takes it over. There is
// no error where there is no such application.
func (tx *Tx) DeleteApplication(id string) error {
	app, ok, err := tx.Application(id)
	if err != nil || !ok {
		return err
	}
	for _, note := range app.Notes {
		for _, k := range tx.letter.keys(key([]byte(note.ID), nil), 0, nil) {
			if err := tx.letter.drop(k); err != nil {
				return err
			}
		}
	}
	for _, k := range tx.journal.keys(journalKey(id), 0, nil) {
		if err := tx.journal.drop(k); err != nil {
			return err
		}
	}
	if err := tx.reindex(id, nil); err != nil {
		return err
	}
	return tx.app.drop([]byte(id))
}
