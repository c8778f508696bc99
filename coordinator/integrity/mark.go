package integrity

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"
)

const (
	// markFile is where a node notes, in its data directory, how far it has
	// confirmed.
	markFile = "chamada.confirmed"
	// recordsFile is where it notes the same of the records.
	recordsFile = "chamada.confirmed-records"
	// slotBytes is the length of a note. There are two, written in turn: loss of
	// power while one is being written leaves the other.
	slotBytes = 256
	// markEvery is how often the notes are synced. What loss of power may hide is
	// what was confirmed in that time.
	markEvery = time.Second
)

// ErrGone says that the data directory is not where it was: it was removed or
// renamed, or another file system was mounted there or taken away.
var ErrGone = errors.New("the data directory is gone from under the running node")

// Confirmed is how far a node has confirmed what a journal holds.
type Confirmed struct {
	Journal string // which journal; empty: none yet
	First   uint64 // the first record that must still be there, 0 when all must
	Last    uint64 // the last record that was confirmed, 0: none
	Digest  Digest // of all records up to Last; zero: not known
}

// Digest says what records are. The owner of the records makes it.
type Digest [16]byte

// Mark is the note of a node on how far it has confirmed. It is written before
// each confirmation, so what the journal lacks afterwards is known to be lost: nothing in the
// journal itself tells that its end was cut off. Any goroutine may use it.
type Mark struct {
	path string
	file *os.File
	info os.FileInfo // of the file when it was opened

	mu    sync.Mutex
	now   Confirmed
	turn  int64 // grows with every note; its lowest bit is the slot
	dirty bool  // there is a note that is not synced
	buf   []byte

	stop    chan struct{}
	stopped chan struct{}
}

// OpenMark opens the note in a data directory, and makes it when it is
// missing. ErrDamaged comes with a Mark that can be used and knows nothing.
func OpenMark(dataDir string) (*Mark, error) { return openMark(dataDir, markFile) }

// OpenRecordsMark opens the note on the records, as [OpenMark] does that on the journal.
func OpenRecordsMark(dataDir string) (*Mark, error) { return openMark(dataDir, recordsFile) }

func openMark(dataDir, name string) (*Mark, error) {
	path := filepath.Join(dataDir, name)
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	m := &Mark{path: path, file: f, stop: make(chan struct{}), stopped: make(chan struct{})}
	if m.info, err = f.Stat(); err != nil {
		_ = f.Close()
		return nil, err
	}
	damaged := m.load()
	go m.syncAll()
	return m, damaged
}

// ReadMark is the note in a data directory that is not in use, the zero value
// when there is none.
func ReadMark(dataDir string) (Confirmed, error) { return readMark(dataDir, markFile) }

// ReadRecordsMark is the note on the records, as [ReadMark] is that on the journal.
func ReadRecordsMark(dataDir string) (Confirmed, error) { return readMark(dataDir, recordsFile) }

func readMark(dataDir, name string) (Confirmed, error) {
	m := &Mark{}
	var err error
	if m.file, err = os.Open(filepath.Join(dataDir, name)); errors.Is(err, fs.ErrNotExist) {
		return Confirmed{}, nil
	} else if err != nil {
		return Confirmed{}, err
	}
	defer m.file.Close()
	err = m.load()
	return m.now, err
}

// ErrDamaged says that the file of the note holds none.
var ErrDamaged = errors.New("the note on what was confirmed, " + markFile +
	", is not as it was written")

// load reads the newer of the two notes.
func (m *Mark) load() error {
	found, size := false, int64(0)
	for slot := range int64(2) {
		buf := make([]byte, slotBytes)
		n, err := m.file.ReadAt(buf, slot*slotBytes)
		if n < slotBytes && err == nil {
			return ErrDamaged
		}
		size += int64(n)
		if c, turn, ok := decodeMark(buf[:n]); ok && (!found || turn > m.turn) {
			m.now, m.turn, found = c, turn, true
		}
	}
	if !found && size > 0 {
		return ErrDamaged
	}
	return nil
}

// Confirmed is what was noted last.
func (m *Mark) Confirmed() Confirmed {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.now
}

// Confirm notes that the record at last is about to be confirmed, with the digest of all up to
// it, zero when that is not known. An error says that it must not be: [ErrGone], or that of the
// system.
func (m *Mark) Confirm(journal string, last uint64, digest Digest) error {
	return m.note(func(c *Confirmed) bool {
		changed := c.Journal != journal || last > c.Last
		if c.Journal != journal {
			*c = Confirmed{Journal: journal}
		}
		if last > c.Last {
			c.Last, c.Digest = last, digest
		}
		return changed
	})
}

// Purge notes that the records before first are about to be removed.
func (m *Mark) Purge(journal string, first uint64) error {
	return m.note(func(c *Confirmed) bool {
		if c.Journal != journal || first <= c.First {
			return false
		}
		c.First = first
		return true
	})
}

func (m *Mark) note(change func(*Confirmed) bool) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.Here(); err != nil {
		return err
	}
	if !change(&m.now) {
		return nil
	}
	m.turn++
	m.buf = encodeMark(m.buf[:0], m.now, m.turn)
	_, err := m.file.WriteAt(m.buf, m.turn%2*slotBytes)
	m.dirty = true
	return err
}

// Here is nil while the data directory is where it was when the note was
// opened, else [ErrGone].
func (m *Mark) Here() error {
	now, err := os.Stat(m.path)
	switch {
	case err != nil:
		return fmt.Errorf("%w: %w", ErrGone, err)
	case !os.SameFile(now, m.info):
		return ErrGone
	default:
		return nil
	}
}

// syncAll syncs the notes until the mark is closed.
func (m *Mark) syncAll() {
	defer close(m.stopped)
	tick := time.NewTicker(markEvery)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			_ = m.sync() // a disk that does not sync shows in the journal's own writes
		case <-m.stop:
			return
		}
	}
}

func (m *Mark) sync() error {
	m.mu.Lock()
	dirty := m.dirty
	m.dirty = false
	m.mu.Unlock()
	if !dirty {
		return nil
	}
	return m.file.Sync()
}

// Close syncs the last note.
func (m *Mark) Close() error {
	close(m.stop)
	<-m.stopped
	return errors.Join(m.sync(), m.file.Close())
}

// encodeMark is a line that a person can read, filled up with spaces. Its version is 1 without
// a digest, and 2 with one: programs that know only the first cannot read a journal whose
// records are noted with digests.
func encodeMark(buf []byte, c Confirmed, turn int64) []byte {
	version := 1
	if c.Digest != (Digest{}) {
		version = 2
	}
	buf = fmt.Appendf(buf, "chamada-confirmed %d %d ", version, turn)
	buf = strconv.AppendQuote(buf, c.Journal)
	buf = fmt.Appendf(buf, " from %d to %d ", c.First, c.Last)
	if version == 2 {
		buf = fmt.Appendf(buf, "%x ", c.Digest)
	}
	buf = fmt.Appendf(buf, "%08x", crc32.ChecksumIEEE(buf))
	buf = append(buf, bytes.Repeat([]byte{' '}, max(0, slotBytes-1-len(buf)))...)
	return append(buf, '\n')
}

func decodeMark(buf []byte) (c Confirmed, turn int64, ok bool) {
	if len(buf) != slotBytes {
		return Confirmed{}, 0, false
	}
	var version int
	_, err := fmt.Sscanf(string(buf), "chamada-confirmed %d %d %q from %d to %d ", &version, &turn,
		&c.Journal, &c.First, &c.Last)
	if fields := bytes.Fields(buf); version == 2 && len(fields) >= 2 {
		digest, _ := hex.DecodeString(string(fields[len(fields)-2]))
		copy(c.Digest[:], digest)
	}
	return c, turn, err == nil && bytes.Equal(encodeMark(nil, c, turn), buf)
}

// forgetDigest is for a store whose records are not all those that were confirmed any more, as
// its description says.
func forgetDigest(dataDir string) error {
	m, err := OpenMark(dataDir)
	if err != nil {
		return err
	}
	return errors.Join(m.note(func(c *Confirmed) bool {
		known := c.Digest != (Digest{})
		c.Digest = Digest{}
		return known
	}), m.Close())
}
