package integrity

import (
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// heldFile is where a node of a cluster notes which records its store holds.
const heldFile = "chamada.held"

// Held is what the store of a node holds, as its server knew it: a store whose end, or
// one of whose streams, is gone as a whole is otherwise as good as any other.
type Held struct {
	Streams []HeldStream
	// Stopped says that the server has stopped in good order after that: then front and end
	// of a stream are where they were. A server that runs purges, and of what loss of power
	// takes from the end the log of replication has a synced copy.
	Stopped bool
}

// HeldStream is a stream with at least one record.
type HeldStream struct {
	Account, Name string
	First, Last   uint64 // its records
}

// ErrHeldDamaged says that the note of what a store holds cannot be used.
var ErrHeldDamaged = errors.New("the note on what the store holds, " + heldFile +
	", is not as it was written")

// WriteHeld notes what is held, in the place of what was noted before. It is not synced:
// what loss of power leaves is an earlier note, or one that is known to be none.
func WriteHeld(dataDir string, h Held) error {
	text, err := json.Marshal(h)
	if err != nil {
		return err
	}
	next := filepath.Join(dataDir, heldFile+".new")
	line := fmt.Appendf(nil, "%s\n%08x\n", text, crc32.ChecksumIEEE(text))
	if err := os.WriteFile(next, line, 0o600); err != nil {
		return err
	}
	return os.Rename(next, filepath.Join(dataDir, heldFile))
}

// ReadHeld is what was noted last, the zero value when nothing was.
func ReadHeld(dataDir string) (h Held, err error) {
	buf, err := os.ReadFile(filepath.Join(dataDir, heldFile))
	if errors.Is(err, fs.ErrNotExist) {
		return Held{}, nil
	} else if err != nil {
		return Held{}, err
	}
	text, sum, _ := strings.Cut(string(buf), "\n")
	if sum != fmt.Sprintf("%08x\n", crc32.ChecksumIEEE([]byte(text))) ||
		json.Unmarshal([]byte(text), &h) != nil {
		return Held{}, ErrHeldDamaged
	}
	return h, nil
}

// forgetHeld removes the note, with the store that it is of.
func forgetHeld(dataDir string) error {
	err := os.Remove(filepath.Join(dataDir, heldFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// Miss gives the damages of a store that does not hold what was noted.
func (r Report) Miss(h Held) (all []Damage) {
	for _, held := range h.Streams {
		s := r.Of(Journal{held.Account, held.Name})
		switch {
		case s == nil:
			dir := Journal{held.Account, held.Name}.dir()
			all = append(all,
				Damage{Kind: MissingStream, File: dir, First: held.First, Last: held.Last})
		case h.Stopped && s.end < held.Last:
			all = append(all,
				Damage{Kind: MissingEnd, File: s.Dir, First: max(s.end+1, held.First),
					Last: held.Last})
		case h.Stopped && s.First > held.First:
			all = append(all,
				Damage{Kind: MissingFront, File: s.Dir, First: held.First, Last: s.First - 1})
		}
	}
	return all
}
