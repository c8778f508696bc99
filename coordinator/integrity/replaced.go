package integrity

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

const (
	// replacedPrefix begins the name of a directory with a store that was replaced.
	replacedPrefix = "replaced-"
	// replacedKept is how many of these there may be: each is as large as a store.
	replacedKept = 2
)

// Replaced is a store that was put aside, for another to take its place.
type Replaced struct {
	Dir   string
	Bytes int64 // of all its files
}

// Replace puts the whole store of a data directory aside: streams, logs and votes of
// replication, which make sense only together. No server may have it open. The latest
// two that were put aside stay, older ones are removed. A directory without a store has
// nothing to be put aside, and gives the zero value. What the store held is forgotten.
func Replace(dataDir string, now time.Time) (Replaced, error) {
	store := filepath.Join(dataDir, storeDir)
	if _, err := os.Stat(store); errors.Is(err, fs.ErrNotExist) {
		return Replaced{}, forgetHeld(dataDir)
	}
	r :=
		Replaced{
			Dir: filepath.Join(dataDir, replacedPrefix+now.UTC().Format("20060102T150405.000Z"))}
	if err := os.Mkdir(r.Dir, 0o700); err != nil {
		return Replaced{}, err
	}
	if err := os.Rename(store, filepath.Join(r.Dir, storeDir)); err != nil {
		return Replaced{}, err
	}
	r.Bytes = bytesBelow(r.Dir)
	return r,
		errors.Join(forgetHeld(dataDir), syncDir(r.Dir), syncDir(dataDir), dropReplaced(dataDir))
}

// dropReplaced removes all but the latest: their names sort by time.
func dropReplaced(dataDir string) error {
	names, err := list(dataDir)
	if err != nil {
		return err
	}
	names = slices.DeleteFunc(names, func(n string) bool {
		return !strings.HasPrefix(n, replacedPrefix)
	})
	slices.Sort(names)
	for _, old := range names[:max(0, len(names)-replacedKept)] {
		err = errors.Join(err, os.RemoveAll(filepath.Join(dataDir, old)))
	}
	return err
}

func bytesBelow(dir string) (n int64) {
	_ = filepath.WalkDir(dir, func(_ string, e fs.DirEntry, err error) error {
		if err != nil {
			return nil // what cannot be read is not counted
		}
		if info, err := e.Info(); err == nil && !e.IsDir() {
			n += info.Size()
		}
		return nil
	})
	return n
}
