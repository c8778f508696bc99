package integrity

import (
	"context"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
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

// Repairing is how a store is repaired.
type Repairing struct {
	DataDir string // of a server that does not run
	Journal Journal
	Now     time.Time
	// Describe makes the description of a stream whose own is damaged, from a payload
	// of one of its records, nil without any. Its error ends the repair.
	Describe func(stream string, payload []byte) ([]byte, error)
}

// Repair takes what does not verify out of a store: the damaged streams are moved to a
// directory beside the store, whose path it gives back, and made anew from the records
// that are whole, each in its place and the same to the byte. What is missing then is
// written into the description of the stream, see [LossKey]. A store without damage is left
// alone. An error leaves all files somewhere in the data directory.
func (r Repairing) Repair(ctx context.Context) (kept string, err error) {
	report, err := Inspect(ctx, r.DataDir, r.Journal)
	if err != nil || len(report.Damages()) == 0 {
		return "", err
	}
	if slices.ContainsFunc(report.Streams, Stream.Log) {
		return "", ErrCluster
	}
	kept = filepath.Join(r.DataDir, "damaged-"+r.Now.UTC().Format("20060102T150405Z"))
	for _, s := range report.Streams {
		if len(s.Damages) == 0 {
			continue
		}
		if err := r.repair(s, kept); err != nil {
			return kept, fmt.Errorf("%s: %w", s.Dir, err)
		}
	}
	return kept, nil
}

func (r Repairing) repair(s Stream, kept string) error {
	if s.Account == "" { // the note of what was confirmed: a new one is begun
		return move(filepath.Join(r.DataDir, s.Dir), filepath.Join(kept, s.Dir))
	}
	path := filepath.Join(r.DataDir, storeDir, s.Account, streamsDir, s.Name)
	old := filepath.Join(kept, storeDir, s.Account, streamsDir, s.Name)
	if err := move(path, old); err != nil {
		return err
	}
	payload, err := r.copyWhole(s, old, path)
	if err != nil {
		return err
	}
	meta, err := r.describe(s, old, payload)
	if err != nil {
		return err
	}
	hash := hex.EncodeToString(sum(hasher(s.Name), meta))
	return errors.Join(
		writeSynced(filepath.Join(path, metaFile), meta),
		writeSynced(filepath.Join(path, sumFile), []byte(hash)),
		syncDir(path), syncDir(filepath.Dir(path)),
	)
}

// copyWhole writes the records that are whole, and gives back the payload of one.
func (r Repairing) copyWhole(s Stream, from, to string) (payload []byte, err error) {
	if err := os.MkdirAll(filepath.Join(to, messagesDir), 0o700); err != nil {
		return nil, err
	}
	reading := reading{Stream: &Stream{Name: s.Name, Account: s.Account}, dataDir: r.DataDir, path: from, pace: func(int) {}}
	reading.readMeta()
	ordered := reading.whole || s.Name == r.Journal.Stream
	indexes, dir := reading.blocks()
	var last uint64
	for _, index := range indexes {
		buf, err := os.ReadFile(filepath.Join(from, dir, blockName(index)))
		if err != nil {
			continue // that it cannot be read is one of the damages
		}
		var whole []byte
		block{buf: buf, hash: blockHasher(s.Name, index)}.walk(func(rec record, at int) {
			if ordered && !rec.marker {
				if rec.seq <= last {
					return
				}
				last = rec.seq
			}
			whole = append(whole, buf[at:at+rec.bytes]...)
			payload = rec.payload
		}, func(Damage) {})
		if err := writeSynced(filepath.Join(to, messagesDir, blockName(index)), whole); err != nil {
			return nil, err
		}
	}
	return payload, r.markEnd(s, to, indexes)
}

// markEnd has the server go on after the last record that was confirmed, though it is
// lost: its number is on somebody's receipt.
func (r Repairing) markEnd(s Stream, to string, indexes []int) error {
	end := slices.IndexFunc(s.Damages, func(d Damage) bool { return d.Kind == MissingEnd })
	if end < 0 {
		return syncDir(filepath.Join(to, messagesDir))
	}
	index := 1
	if len(indexes) > 0 {
		index = indexes[len(indexes)-1] + 1
	}
	marker := nothingUpTo(s.Name, index, s.Damages[end].Last, r.Now)
	return errors.Join(writeSynced(filepath.Join(to, messagesDir, blockName(index)), marker), syncDir(filepath.Join(to, messagesDir)))
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

// describe is the stream's description with what was lost in it.
func (r Repairing) describe(s Stream, old string, payload []byte) ([]byte, error) {
	meta, err := os.ReadFile(filepath.Join(old, metaFile))
	damaged := func(d Damage) bool { return d.Kind == BadMeta }
	if err != nil || slices.ContainsFunc(s.Damages, damaged) {
		if meta, err = r.Describe(s.Name, payload); err != nil {
			return nil, err
		}
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(meta, &fields); err != nil {
		return nil, err
	}
	metadata := make(map[string]string)
	if err := json.Unmarshal(fields["metadata"], &metadata); len(fields["metadata"]) > 0 && err != nil {
		return nil, err
	}
	losses := ParseLosses(metadata[LossKey])
	for _, d := range s.Damages {
		if d.First > 0 && d.Last > 0 && d.Kind != BadOrder {
			losses = append(losses, Loss{d.First, d.Last, r.Now})
		}
	}
	if len(losses) > 0 && s.Name == r.Journal.Stream {
		metadata[LossKey] = FormatLosses(losses)
	}
	if fields["metadata"], err = json.Marshal(metadata); err != nil {
		return nil, err
	}
	return json.Marshal(fields)
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
	return errors.Join(syncDir(filepath.Dir(to)), os.MkdirAll(filepath.Dir(from), 0o700))
}

func writeSynced(file string, b []byte) error {
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	return errors.Join(err, f.Sync(), f.Close())
}
