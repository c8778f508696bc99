package session

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Vacant is nil where a file of that name may be made. Standard output always may.
func Vacant(path string) error {
	if path == "" {
		return nil
	}
	_, err := os.Lstat(path)
	switch {
	case err == nil:
		return fs.ErrExist
	case errors.Is(err, fs.ErrNotExist):
		return nil
	default:
		return err
	}
}

// WriteNew makes a file with all of data in it, or none: it gets its name when everything is on
// the disk. Only its owner may read it; who else may is for the owner to say.
func WriteNew(path string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	err = errors.Join(err, f.Close())
	if err == nil {
		err = Vacant(path) // somebody may have made one since
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}
