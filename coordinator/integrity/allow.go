package integrity

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// nextSuffix is of the description that is about to take the place of a stream's.
const nextSuffix = ".next"

// AllowDelete has the streams of some names let their messages be deleted, as those do not that
// an earlier version made: a server lets nobody take that back. It is for a node that stands
// alone, whose server does not use the files; of a cluster each node is told how a stream is by
// the others. The result names the streams that were changed. One whose description does not verify
// is left alone, which [Check] tells of.
func AllowDelete(dataDir string, names []string) (changed []string, err error) {
	all, err := places(dataDir)
	if err != nil {
		return nil, err
	}
	for _, p := range all {
		name := filepath.Base(p.path)
		if p.account == "" || !slices.Contains(names, name) {
			continue
		}
		done, err := allowDelete(p.path)
		if err != nil {
			return changed, err
		}
		if done {
			changed = append(changed, name)
		}
	}
	return changed, nil
}

// allowDelete changes one description. That and its checksum are two files. So the new one stands
// beside the old before the checksum is the new one's, and who comes when this was interrupted
// finds a checksum that is of the one beside.
func allowDelete(path string) (changed bool, err error) {
	file := filepath.Join(path, metaFile)
	sums, err := os.ReadFile(filepath.Join(path, sumFile))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	} else if err != nil {
		return false, err
	}
	verified := func(file string) []byte {
		text, err := os.ReadFile(file)
		if err != nil || hexSum(path, text) != string(sums) {
			return nil
		}
		return text
	}
	if verified(file+nextSuffix) == nil {
		text := withoutDenial(verified(file))
		if text == nil {
			return false, nil
		}
		err = errors.Join(writeSynced(file+nextSuffix, text), syncDir(path))
		if err == nil {
			err = replace(filepath.Join(path, sumFile), []byte(hexSum(path, text)))
		}
	}
	if err == nil {
		err = os.Rename(file+nextSuffix, file)
	}
	return err == nil, errors.Join(err, syncDir(path))
}

// hexSum is the checksum of the description of a stream, as it stands in its file.
func hexSum(path string, text []byte) string {
	return hex.EncodeToString(sum(hasher(filepath.Base(path)), text))
}

// withoutDenial is a description that denies deletes, but for that; nil when it does not.
func withoutDenial(text []byte) []byte {
	var fields map[string]json.RawMessage
	if json.Unmarshal(text, &fields) != nil || string(fields["deny_delete"]) != "true" {
		return nil
	}
	fields["deny_delete"] = json.RawMessage("false")
	text, err := json.Marshal(fields)
	if err != nil {
		return nil
	}
	return text
}
