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

// heldFile is where a node notes which records its store holds.
const heldFile = "chamada.held"

// Held is what the store of a node holds, as its server knew it: a store whose end, or
// one of whose streams, is gone as a whole is otherwise as good as any other.
type Held struct {
	Streams []HeldStream
	// Stopped says that the server has stopped in good order after that: then front and end
	// of a stream are where they were. A server that runs purges, and of what loss of power
	// takes from the end the log of replication has a synced copy.
	Stopped bool
	// Alone says that the server stands alone: what it holds it has synced, so the end of a
	// stream must be where it was after the server was killed as well.
	Alone bool `json:",omitempty"`
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
		if d, ok := h.missing(held, r.Of(held.Key())); ok {
			all = append(all, d)
		}
	}
	return all
}

// Recall adds to what was found what the note of a data directory says that the store held, and
// that is not there.
func (r *Report) Recall(dataDir string) error {
	h, err := ReadHeld(dataDir)
	for _, held := range h.Streams {
		if d, ok := h.missing(held, r.Of(held.Key())); ok {
			s := r.Place(held.Key())
			s.Damages = append(s.Damages, d)
		}
	}
	return err
}

// Key names the stream.
func (s HeldStream) Key() Journal { return Journal{s.Account, s.Name} }

// missing is what a stream lacks of what was noted; s is nil when it is not there. The front of
// a server that stands alone is not looked at: a program that does not write the note may have run
// since, and have deleted there.
func (h Held) missing(held HeldStream, s *Stream) (d Damage, ok bool) {
	switch {
	case s == nil:
		return Damage{Kind: MissingStream, File: held.Key().dir(), First: held.First,
			Last: held.Last}, true
	case (h.Stopped || h.Alone) && s.end < held.Last:
		return Damage{Kind: MissingEnd, File: s.Dir, First: max(s.end+1, held.First),
			Last: held.Last}, true
	case h.Stopped && !h.Alone && s.First > held.First:
		return Damage{Kind: MissingFront, File: s.Dir, First: held.First, Last: s.First - 1}, true
	default:
		return Damage{}, false
	}
}

// last is the last record that was noted of a stream, 0 when there is none.
func (h Held) last(stream Journal) uint64 {
	for _, held := range h.Streams {
		if held.Key() == stream {
			return held.Last
		}
	}
	return 0
}
