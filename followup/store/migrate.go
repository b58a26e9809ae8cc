package store

import (
	"encoding/json"
	"fmt"

	"go.etcd.io/bbolt"
)

// Schema is the version of the layout that this program writes: that of the last step.
const Schema = 1

// step brings a file from the version before to version. It may count on all the steps before it.
type step struct {
	version int
	what    string
	run     func(*bbolt.Tx) error
}

// steps is the ordered list of migrations. Version 1 is what create makes. A step is never changed once it was in a
// release; a new one comes with a golden file in testdata, made by the release before it.
var steps []step

func latest(steps []step) int {
	if len(steps) == 0 {
		return 1
	}
	return steps[len(steps)-1].version
}

// migrate runs the steps that the file still lacks, each in one transaction with its version. Before the first it
// makes a verified copy and returns its path. The copy is named by the version it has, so that starts which fail again
// and again do not fill the disk with copies.
func migrate(db *bbolt.DB, steps []step, from int) (backup string, err error) {
	if from >= latest(steps) {
		return "", nil
	}
	backup = fmt.Sprintf("%s.schema-%d", db.Path(), from)
	if err := backupTo(db, backup); err != nil {
		return "", fmt.Errorf("back up before migration: %w", err)
	}
	for _, s := range steps {
		if s.version <= from {
			continue
		}
		err := guarded(func() error {
			return db.Update(func(btx *bbolt.Tx) error {
				if err := s.run(btx); err != nil {
					return err
				}
				return setSchema(btx, s.version)
			})
		})
		if err != nil {
			return backup, fmt.Errorf("migrate to version %d (%s), copy from before in %s: %w", s.version, s.what, backup, err)
		}
	}
	return backup, nil
}

func setSchema(btx *bbolt.Tx, version int) error {
	meta := bucket{btx.Bucket(bucketMeta), bucketMeta}
	if err := meta.putJSON([]byte(metaSchema), version); err != nil {
		return err
	}
	return meta.putJSON([]byte(metaProgram), program())
}

// readSchema reads the version from the bytes of its record. The record of the version itself never changes its form.
func readSchema(record []byte) (int, error) {
	payload, err := unseal(bucketMeta, []byte(metaSchema), record)
	if err != nil {
		return 0, err
	}
	var version int
	if err := json.Unmarshal(payload, &version); err != nil || version < 1 {
		return 0, &DamageError{Bucket: string(bucketMeta), Key: []byte(metaSchema), Why: "it is no version"}
	}
	return version, nil
}
