package healing

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/chamada/chamada/coordinator/audit"
	"github.com/chamada/chamada/coordinator/integrity"
	"github.com/chamada/chamada/subjects"
)

// notedFile is where a node notes, in its data directory, that it takes the others' copies, until
// the audit says so. It has no store then to write anything else into.
const notedFile = "chamada.healed"

// Note notes that a node is about to take the others' copies, because of that damage. Of the same
// that is tried again before the audit has it one is kept.
func Note(dataDir, node string, damage error, now subjects.Time) error {
	all, err := noted(dataDir)
	if err != nil {
		return err
	}
	e := audit.Entry{What: audit.NodeHeal, Time: now, Node: node}
	if d, ok := errors.AsType[*integrity.DamagedError](damage); ok {
		e.Streams = d.Streams()
	}
	if n := len(all); n > 0 && slices.Equal(all[n-1].Streams, e.Streams) {
		all = all[:n-1]
	}
	return note(dataDir, append(all, e))
}

// Tell writes what is noted into the audit, until ctx is done, and notes it no more.
func Tell(ctx context.Context, dataDir string, a *audit.Audit) error {
	all, err := noted(dataDir)
	for err == nil && len(all) > 0 {
		if err = tell(ctx, a, &all[0]); err == nil {
			all = all[1:]
			err = note(dataDir, all)
		}
	}
	return err
}

// tell writes an entry, unless it is the last: then this node has died before it noted that.
func tell(ctx context.Context, a *audit.Audit, e *audit.Entry) error {
	last, _, err := a.Last(ctx, e.What)
	if err != nil || last.Node == e.Node && last.Time == e.Time {
		return err
	}
	return a.Write(ctx, e)
}

func noted(dataDir string) (all []audit.Entry, err error) {
	text, err := os.ReadFile(filepath.Join(dataDir, notedFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err == nil && json.Unmarshal(text, &all) != nil {
		return nil, nil // loss of power has cut it, or somebody has written into it
	}
	return all, err
}

// note notes these entries and no others, at once and synced.
func note(dataDir string, all []audit.Entry) error {
	path := filepath.Join(dataDir, notedFile)
	if len(all) == 0 {
		return os.Remove(path)
	}
	text, err := json.Marshal(all)
	if err != nil {
		return err
	}
	if err := integrity.WriteNote(path, text); err != nil {
		return fmt.Errorf("noting that this node takes the others' copies: %w", err)
	}
	return nil
}
