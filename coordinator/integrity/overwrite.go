package integrity

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
)

var (
	// ErrNotPlain: the files are encrypted or compressed, and are left as they are.
	ErrNotPlain = errors.New("its files are encrypted or compressed")
	// ErrNotWhole: something in the files does not verify, and they are left as they are.
	ErrNotWhole = errors.New("something in its files is not as it was written")
)

// Overwritten is what became of the bytes of messages that a stream has no more.
type Overwritten struct {
	Dir      string // of the stream, in the data directory
	Messages int    // whose bytes stood, and do no more
	Left     int    // files that a server was writing when it died, and that are removed
	Err      error  // nil: no bytes of deleted messages stand
}

// Overwrite does in the streams of some names what a server that dies leaves undone: it notes
// first that a message is deleted, and overwrites its bytes then. When it is started again it only
// reads that the message is deleted. A message is overwritten as the server does it, and only where
//
//   - a tombstone of it stands behind it, or
//   - the stream has one message of a subject at most, and another of the same subject stands
//     behind it. Where that one is deleted in its turn, a server that has to read all files holds
//     the older one for living.
//
// Of logs of replication, which say nothing of what is deleted, only the files go that a server
// was writing when it died. No server may use the files. What is not understood is left alone, see
// the errors.
func Overwrite(ctx context.Context, dataDir string, names []string) (all []Overwritten,
	err error) {
	places, err := places(dataDir)
	if err != nil {
		return nil, err
	}
	for _, p := range places {
		log := p.account == ""
		if len(names) == 0 || !log && !slices.Contains(names, filepath.Base(p.path)) {
			continue
		}
		if err := ctx.Err(); err != nil {
			return all, err
		}
		o := overwriting{name: filepath.Base(p.path), path: p.path}
		run := o.run
		if log {
			run = o.clean
		}
		done := Overwritten{Dir: relative(dataDir, p.path), Err: run()}
		done.Messages, done.Left = o.messages, o.left
		all = append(all, done)
	}
	return all, nil
}

// overwriting is one stream in which deleted messages are overwritten.
type overwriting struct {
	name, path string
	single     bool // it has one message of a subject at most

	graves   map[uint64]bool // tombstones behind the message that is looked at
	subjects map[string]bool // of the messages behind it, where single
	messages int
	left     int
}

func (o *overwriting) run() error {
	if err := o.readMeta(); err != nil {
		return err
	}
	r := reading{Stream: &Stream{Name: o.name}, path: o.path}
	indexes, dir := r.blocks()
	if len(r.Damages) > 0 {
		return ErrNotWhole
	}
	dir = filepath.Join(o.path, dir)
	dead, err := o.find(dir, indexes)
	if err != nil {
		return err
	}
	// From the first one on: what tells that a message is dead stands behind it, and may be
	// overwritten itself.
	for _, index := range indexes {
		if len(dead[index]) == 0 {
			continue
		}
		file := filepath.Join(dir, blockName(index))
		if err := o.overwrite(file, index, dead[index]); err != nil {
			return err
		}
	}
	return o.clean()
}

// readMeta reads how the stream is stored.
func (o *overwriting) readMeta() error {
	text, err := os.ReadFile(filepath.Join(o.path, metaFile))
	if err != nil {
		return err
	}
	var c struct {
		MaxPerSubject int64  `json:"max_msgs_per_subject"`
		Compression   string `json:"compression"`
	}
	if json.Unmarshal(text, &c) != nil {
		return ErrNotWhole
	}
	_, err = os.Stat(filepath.Join(o.path, keyFile))
	if !errors.Is(err, fs.ErrNotExist) || c.Compression != "" && c.Compression != "none" {
		return ErrNotPlain
	}
	o.single = c.MaxPerSubject == 1
	return nil
}

// keyFile is there where a stream is encrypted.
const keyFile = "meta.key"

// find gives, of each block, where dead messages begin whose bytes stand.
func (o *overwriting) find(dir string, indexes []int) (map[int][]int, error) {
	o.graves, o.subjects = map[uint64]bool{}, map[string]bool{}
	dead := map[int][]int{}
	for i, index := range slices.Backward(indexes) {
		buf, err := os.ReadFile(filepath.Join(dir, blockName(index)))
		if err != nil {
			return nil, err
		}
		var all []piece
		whole := true
		block{buf: buf, hash: blockHasher(o.name, index), last: i == len(indexes)-1}.walk(
			func(m storedMessage, at int) { all = append(all, piece{storedMessage: m, at: at}) },
			func(d Damage) { whole = whole && d.Harmless() })
		if !whole {
			return nil, ErrNotWhole
		}
		for _, p := range slices.Backward(all) {
			if o.dead(&p.storedMessage) {
				dead[index] = append(dead[index], p.at)
			}
		}
	}
	return dead, nil
}

// dead tells whether a message is deleted, by what stands behind it.
func (o *overwriting) dead(m *storedMessage) bool {
	if m.marker {
		if m.grave {
			o.graves[m.seq] = true
		}
		return false
	}
	dead := o.graves[m.seq]
	if o.single {
		dead = dead || o.subjects[string(m.subject)]
		o.subjects[string(m.subject)] = true
	}
	return dead
}

// overwrite puts a block in the place of one in which messages are dead.
func (o *overwriting) overwrite(file string, index int, dead []int) error {
	buf, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	h := blockHasher(o.name, index)
	for _, at := range dead {
		m, _, ok := parse(h, buf[at:])
		if !ok || m.marker {
			return fmt.Errorf("%w: byte %d", ErrNotWhole, at)
		}
		eraseRecord(buf[at:at+m.bytes], m.seq)
		copy(buf[at+m.bytes-hashBytes:], sum(h, buf[at+4:at+20],
			buf[at+headerBytes:at+m.bytes-hashBytes]))
	}
	if err := replace(file, buf); err != nil {
		return err
	}
	o.messages += len(dead)
	return nil
}

// eraseRecord makes a record, but for its hash, one that was erased: of the same length, without a
// time, a subject or headers, and with random bytes.
func eraseRecord(record []byte, seq uint64) {
	_, _ = rand.Read(record[headerBytes:]) // it never fails
	binary.LittleEndian.PutUint32(record, uint32(len(record)))
	binary.LittleEndian.PutUint64(record[4:], seq|erased)
	binary.LittleEndian.PutUint64(record[12:], 0)
	binary.LittleEndian.PutUint16(record[20:], 0)
}

// replace puts a file in the place of another, wholly or not at all.
func replace(file string, b []byte) error {
	info, err := os.Stat(file)
	if err != nil {
		return err
	}
	left := file + leftSuffix
	err = writeSynced(left, b)
	if err == nil {
		err = os.Chmod(left, info.Mode().Perm())
	}
	if err == nil {
		err = os.Rename(left, file)
	}
	if err != nil {
		_ = os.Remove(left)
		return err
	}
	return syncDir(filepath.Dir(file))
}

// leftSuffix is of the file that is about to take the place of another.
const leftSuffix = ".tmp"

// unfinished are files that a server writes to put them in the place of a block or of the index:
// one that is started again neither reads nor removes them.
var unfinished = regexp.MustCompile(`^([0-9]+\.new|[0-9]+\.blk\.tmp|index\.db\.tmp)$`)

// clean removes what a server that has died was writing.
func (o *overwriting) clean() error {
	dir := filepath.Join(o.path, messagesDir)
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, e := range entries {
		if !unfinished.MatchString(e.Name()) {
			continue
		}
		if err := os.Remove(filepath.Join(dir, e.Name())); err != nil {
			return err
		}
		o.left++
	}
	if o.left == 0 {
		return nil
	}
	return syncDir(dir)
}
