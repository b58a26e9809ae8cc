package store

import "os"

// secureFolder makes the folder. Who may look into it is inherited from the user's own folder.
func secureFolder(folder string) error { return os.MkdirAll(folder, 0o700) }

// secureFile checks nothing: Windows has no mode bits.
func secureFile(string) error { return nil }

// syncFolder does nothing: Windows cannot flush a folder.
func syncFolder(string) error { return nil }
