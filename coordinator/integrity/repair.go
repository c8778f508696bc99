package integrity

import (
	"context"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"
)

// ErrCluster says that a directory is of a node of a cluster: the other nodes have
// what is damaged here.
var ErrCluster = errors.New("this is a node of a cluster: move its data directory away and start it, and it is given what the others have")

// ErrInterrupted says that an earlier repair did not come to its end.
var ErrInterrupted = errors.New(
	"an earlier repair was interrupted: put back the copy that it made, " +
		"and begin again")

// ErrAltered says that the records of the journal are whole and yet others than those that were
// confirmed: which of them are cannot be told, so nothing can be taken out.
var ErrAltered = errors.New("the records of the journal are whole, and others than those that " +
	"this node has confirmed: restore a backup")

// repairing begins the name of a directory that a repair works in.
const repairing = "repairing-"

// Repairing is how a store is repaired.
type Repairing struct {
	DataDir string // of a server that does not run
	Journal Journal
	Now     time.Time
	// Examine adds to what was found what only the owner of the store can tell; nil is
	// [Report.Compare].
	Examine func(*Report)
	// Foreign tells whether a record of the journal was written for another one; nil: none.
	Foreign func(payload []byte) bool
	// Describe makes the description of a stream whose own is damaged, from the payload
	// of the first of its records that is whole, nil without any. Its error ends the repair.
	Describe func(stream string, payload []byte) ([]byte, error)
}

// Repair takes what does not verify out of a store: the damaged streams are made anew from
// the records that are whole, each the same to the byte, and the old ones are moved to a
// directory beside the store, whose path it gives back. What is missing then is written
// into the description of the journal, see [LossKey]. A store without damage is left alone. An
// error leaves all files somewhere in the data directory; as long as nothing could be made
// anew, where they were.
func (r Repairing) Repair(ctx context.Context) (kept string, err error) {
	report, err := r.inspect(ctx)
	if err != nil {
		return "", err
	}
	damaged := slices.DeleteFunc(slices.Clone(report.Streams), func(s Stream) bool {
		return !s.Damaged()
	})
	switch {
	case len(damaged) == 0:
		return "", nil
	case slices.ContainsFunc(damaged, Stream.halfMended):
		return "", ErrInterrupted
	case report.Cluster():
		return "", ErrCluster
	case report.Altered():
		return "", ErrAltered
	}
	stamp := r.Now.UTC().Format("20060102T150405Z")
	work := filepath.Join(r.DataDir, repairing+stamp)
	for _, s := range damaged {
		if err := r.build(s, filepath.Join(work, "new", s.Dir)); err != nil {
			return "", errors.Join(fmt.Errorf("%s: %w", s.Dir, err), os.RemoveAll(work))
		}
	}
	for _, s := range damaged {
		if err := r.exchange(s, work); err != nil {
			return "", fmt.Errorf("%s: %w", s.Dir, err)
		}
	}
	kept = filepath.Join(r.DataDir, "damaged-"+stamp)
	built := filepath.Join(work, "new")
	return kept, errors.Join(forgetDigest(r.DataDir), os.RemoveAll(built), os.Rename(work, kept),
		syncDir(r.DataDir))
}

func (r Repairing) inspect(ctx context.Context) (Report, error) {
	if r.Examine == nil {
		return Inspect(ctx, r.DataDir, r.Journal)
	}
	report, err := Check(ctx, r.DataDir, nil)
	if err == nil {
		r.Examine(&report)
	}
	return report, err
}

// Damaged tells whether there is more than what a server mends by itself.
func (s Stream) Damaged() bool {
	return slices.ContainsFunc(s.Damages, func(d Damage) bool { return !d.Harmless() })
}

// exchange puts what was built in the place of what is damaged. Of the note of what was
// confirmed nothing is: a new one is begun.
func (r Repairing) exchange(s Stream, work string) error {
	place := filepath.Join(r.DataDir, filepath.FromSlash(s.Dir))
	if err := move(place, filepath.Join(work, s.Dir)); err != nil || s.Log() {
		return err
	}
	return move(filepath.Join(work, "new", s.Dir), place)
}

// build makes a stream anew from its records that are whole.
func (r Repairing) build(s Stream, to string) error {
	if s.Log() {
		return nil
	}
	m := r.mend(s, to)
	if err := m.copyWhole(); err != nil {
		return err
	}
	meta, err := m.describe()
	if err != nil {
		return err
	}
	hash := hex.EncodeToString(sum(hasher(s.Name), meta))
	return errors.Join(
		writeSynced(filepath.Join(to, metaFile), meta),
		writeSynced(filepath.Join(to, sumFile), []byte(hash)),
		syncDir(to),
	)
}

func (r Repairing) mend(s Stream, to string) *mending {
	confirmed, _ := ReadMark(r.DataDir) // a damaged one is moved away
	from := filepath.Join(r.DataDir, filepath.FromSlash(s.Dir))
	return &mending{Repairing: r, Stream: s, confirmed: confirmed, from: from, to: to}
}

// nothingUpTo is the record by which the server knows that there are no messages up
// to seq.
func nothingUpTo(stream string, index int, seq uint64, now time.Time) []byte {
	b := make([]byte, headerBytes, minRecord)
	binary.LittleEndian.PutUint32(b, minRecord)
	binary.LittleEndian.PutUint64(b[4:], seq|erased)
	binary.LittleEndian.PutUint64(b[12:], uint64(now.UnixNano()))
	return append(b, sum(blockHasher(stream, index), b[4:20])...)
}

func blockName(index int) string { return strconv.Itoa(index) + blockSuffix }

// move moves a file or directory, which may not be there, below a directory that need
// not be.
func move(from, to string) error {
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return err
	}
	if err := os.Rename(from, to); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return syncDir(filepath.Dir(to))
}

func writeSynced(file string, b []byte) error {
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	return errors.Join(err, f.Sync(), f.Close())
}
