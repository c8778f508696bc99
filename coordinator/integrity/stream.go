package integrity

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// config is what matters here of a stream's description.
type config struct {
	DenyDelete    bool              `json:"deny_delete"`
	MaxPerSubject int64             `json:"max_msgs_per_subject"`
	Metadata      map[string]string `json:"metadata"`
}

// whole tells whether nothing but the front of the stream is ever removed. A bucket
// drops the older value of a key, wherever it is.
func (c config) whole() bool { return c.DenyDelete && c.MaxPerSubject <= 0 }

// reading is one stream, or one log, while it is read.
type reading struct {
	*Stream
	dataDir string
	path    string
	pace    func(bytes int)
	whole   bool // nothing but its front may be deleted, so no sequence may be missing

	last uint64   // the sequence of the record before, 0 at the beginning
	open []Damage // since that record
}

func (r *reading) read(ctx context.Context) error {
	r.readMeta()
	indexes, dir := r.blocks()
	for i, index := range indexes {
		if err := ctx.Err(); err != nil {
			return err
		}
		r.readBlock(dir, index, i == len(indexes)-1)
	}
	r.close(0)
	r.forgive()
	if r.Log() {
		r.readSnapshots()
	}
	return nil
}

// readMeta checks the description against its checksum. The server makes a new
// stream on top of one whose description does not verify.
func (r *reading) readMeta() {
	text, err := os.ReadFile(filepath.Join(r.path, metaFile))
	if err != nil {
		r.unreadable(BadMeta, metaFile, err)
		return
	}
	var c config
	decoded := json.Unmarshal(text, &c)
	r.whole, r.Metadata = decoded == nil && c.whole(), c.Metadata
	r.lost = ParseLosses(c.Metadata[LossKey])
	written, err := os.ReadFile(filepath.Join(r.path, sumFile))
	switch {
	case err != nil:
		r.unreadable(BadMeta, sumFile, err)
	case hexSum(r.path, text) != string(written):
		r.damage(Damage{Kind: BadMeta, File: r.file(metaFile), Bytes: int64(len(text))})
	case decoded != nil:
		r.unreadable(BadMeta, metaFile, decoded)
	}
}

// blocks are the numbers of the files with records, in order, and where they
// are: a purge of everything moves a new directory into the place of the old one.
func (r *reading) blocks() (indexes []int, dir string) {
	for _, dir = range []string{newDir, messagesDir} {
		entries, err := os.ReadDir(filepath.Join(r.path, dir))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			r.unreadable(Unreadable, dir, err)
		}
		for _, e := range entries {
			name, ok := strings.CutSuffix(e.Name(), blockSuffix)
			if index, err := strconv.Atoi(name); ok && err == nil {
				indexes = append(indexes, index)
			}
		}
		if len(indexes) > 0 {
			break
		}
	}
	slices.Sort(indexes)
	return indexes, dir
}

func (r *reading) readBlock(dir string, index int, last bool) {
	name := filepath.Join(dir, strconv.Itoa(index)+blockSuffix)
	buf, err := os.ReadFile(filepath.Join(r.path, name))
	if err != nil {
		r.unreadable(Unreadable, name, err)
		return
	}
	r.pace(len(buf))
	b := block{file: r.file(name), buf: buf, hash: blockHasher(r.Name, index), last: last}
	b.walk(func(rec storedMessage, at int) {
		r.count(b.file, rec, at)
	}, func(d Damage) { r.open = append(r.open, d) })
}

// count counts a record, and says what is missing before it.
func (r *reading) count(file string, rec storedMessage, at int) {
	switch {
	case rec.marker:
		r.end = max(r.end, rec.seq)
		return
	case r.whole && r.last > 0 && rec.seq <= r.last:
		r.damage(
			Damage{Kind: BadOrder, File: file, Offset: int64(at), Bytes: int64(rec.bytes),
				First: rec.seq, Last: rec.seq})
		return
	case r.whole && r.last > 0 && rec.seq > r.last+1 && len(r.open) == 0 &&
		Lost(r.lost, r.last+1, rec.seq-1) < rec.seq-r.last-1:
		r.damage(
			Damage{Kind: Missing, File: file, Offset: int64(at), First: r.last + 1,
				Last: rec.seq - 1})
	}
	r.close(rec.seq)
	r.last = rec.seq
	r.Records++
	r.Last = max(r.Last, rec.seq)
	r.end = max(r.end, r.Last)
	if r.First == 0 || rec.seq < r.First {
		r.First = rec.seq
	}
}

// close names the records that the damage since the last one touches, when next
// is the record that follows it, 0 when none does.
func (r *reading) close(next uint64) {
	for _, d := range r.open {
		switch {
		case next == 0:
			d.First = r.last + 1
		case next > r.last+1:
			d.First, d.Last = r.last+1, next-1
		}
		r.damage(d)
	}
	r.open = nil
}

// readSnapshots checks those of a log: the server forgets one that does not verify,
// and with it all that it stands for.
func (r *reading) readSnapshots() {
	entries, err := os.ReadDir(filepath.Join(r.path, snapshots))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		r.unreadable(Unreadable, snapshots, err)
	}
	for _, e := range entries {
		if !isSnapshot(e.Name()) {
			continue // left by a server that died while it was writing one
		}
		name := filepath.Join(snapshots, e.Name())
		buf, err := os.ReadFile(filepath.Join(r.path, name))
		if err != nil {
			r.unreadable(Unreadable, name, err)
			continue
		}
		r.pace(len(buf))
		end := len(buf) - hashBytes
		if end < 0 || string(sum(hasher(r.Name), buf[:end])) != string(buf[end:]) {
			r.damage(Damage{Kind: BadSnapshot, File: r.file(name), Bytes: int64(len(buf))})
		}
	}
}

func isSnapshot(name string) bool {
	var term, index uint64
	_, err := fmt.Sscanf(name, "snap.%d.%d", &term, &index)
	return err == nil && name == fmt.Sprintf("snap.%d.%d", term, index)
}

// forgive takes back that a stream without records has no description: a server that dies
// while it makes one leaves that, and makes it again.
func (r *reading) forgive() {
	if r.end > 0 {
		return
	}
	r.Damages = slices.DeleteFunc(r.Damages, func(d Damage) bool {
		return d.Kind == BadMeta && errors.Is(d.Err, fs.ErrNotExist)
	})
}

func (r *reading) damage(d Damage) { r.Damages = append(r.Damages, d) }

// unreadable notes a file that is not to be had. One that is not there any more was
// removed by the server, which a second look tells, see [Live].
func (r *reading) unreadable(kind Kind, name string, err error) {
	r.damage(Damage{Kind: kind, File: r.file(name), Err: err})
}

func (r *reading) file(name string) string {
	return relative(r.dataDir, filepath.Join(r.path, name))
}
