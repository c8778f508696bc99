package integrity

import "os"

// WriteNote writes a small file of a data directory whole or not at all, for its owner alone, in
// the place of what it was. Its text is synced, its name is not: loss of power may leave what it
// was.
func WriteNote(path string, text []byte) error {
	if err := writeSynced(path+".new", text); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}
