package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"go.etcd.io/bbolt"
)

// create makes a new store beside path and gives it its name when it is whole, because a power cut in the very first
// initialisation of a bbolt file leaves one that cannot be opened. If another process was quicker, its file
// stays and there is an error.
func create(path string, o Options, schema int) error {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".new-*") // 0600
	if err != nil {
		return err
	}
	temp := f.Name()
	defer os.Remove(temp)
	if err := f.Close(); err != nil {
		return err
	}
	db, err := openBolt(temp, o.Timeout, false)
	if err != nil {
		return err
	}
	err = db.Update(func(btx *bbolt.Tx) error {
		if err := makeProfile(btx, o.Profile); err != nil {
			return err
		}
		meta := bucket{btx.Bucket(bucketMeta), bucketMeta}
		if err := meta.putJSON([]byte(metaCreated), o.Now().UTC()); err != nil {
			return err
		}
		return setSchema(btx, schema)
	})
	if err := errors.Join(err, db.Close(), syncFile(temp)); err != nil {
		return err
	}
	// A link, unlike a rename, never replaces what stands there.
	err = os.Link(temp, path)
	if err != nil && !errors.Is(err, fs.ErrExist) {
		if _, there := os.Lstat(path); there == nil {
			return err
		}
		err = os.Rename(temp, path) // a file system without links
	}
	if err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

// leftovers are the files of starts that were killed before the store had its name.
func leftovers(path string) []string {
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return nil
	}
	var rest []string
	for _, e := range entries {
		if ok, _ := filepath.Match(filepath.Base(path)+".new-*", e.Name()); ok {
			rest = append(rest, filepath.Join(filepath.Dir(path), e.Name()))
		}
	}
	return rest
}

// makeProfile makes the buckets that a profile still lacks.
func makeProfile(btx *bbolt.Tx, profile string) error {
	if _, err := btx.CreateBucketIfNotExists(bucketMeta); err != nil {
		return fmt.Errorf("make bucket meta: %w", err)
	}
	root, err := btx.CreateBucketIfNotExists(bucketProfile)
	if err != nil {
		return fmt.Errorf("make bucket profile: %w", err)
	}
	if root, err = root.CreateBucketIfNotExists([]byte(profile)); err != nil {
		return fmt.Errorf("make profile %s: %w", profile, err)
	}
	derived, err := root.CreateBucketIfNotExists(bucketDerived)
	if err != nil {
		return fmt.Errorf("make bucket derived: %w", err)
	}
	for _, name := range factBuckets {
		if _, err := root.CreateBucketIfNotExists(name); err != nil {
			return fmt.Errorf("make bucket %s: %w", name, err)
		}
	}
	for _, name := range derivedBuckets {
		if _, err := derived.CreateBucketIfNotExists(name); err != nil {
			return fmt.Errorf("make bucket %s: %w", name, err)
		}
	}
	return nil
}

// mark writes the restored mark.
func mark(btx *bbolt.Tx, why string, now time.Time) error {
	meta := bucket{btx.Bucket(bucketMeta), bucketMeta}
	return meta.putJSON([]byte(MetaRestored), now.UTC().Format(time.RFC3339)+": "+why)
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// stamp makes a time a part of a file's name.
func stamp(t time.Time) string { return t.UTC().Format("20060102T150405.000Z") }
