package identity

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/chamada/chamada/coordinator/integrity"
)

// KnownFile is where a node that stands alone notes, in its data directory, which logins the
// bucket has. Nothing in the bucket tells that one is missing: it keeps only the latest of
// each, so there are gaps anyway.
const KnownFile = "chamada.logins"

// maxNamed bounds the logins that are named to people.
const maxNamed = 50

// known are the sequences of the logins in the bucket.
type known map[string]uint64

// ErrKnown says that the note on the logins cannot be used.
var ErrKnown = errors.New("the note on which logins there are is not as it was written")

// GoneError is that logins are not in the bucket, or older than they were.
type GoneError struct{ Logins []string } // sorted

func (e *GoneError) Error() string {
	named, more := e.Named()
	said := "logins are gone, or older than they were: " + strings.Join(named, ", ")
	if more > 0 {
		said += fmt.Sprintf(" and %d more", more)
	}
	return said + "; if older ones were restored on purpose, stop the node and remove " + KnownFile
}

// Named is the first of the logins, and how many there are beside.
func (e *GoneError) Named() (first []string, more int) {
	n := min(len(e.Logins), maxNamed)
	return e.Logins[:n], len(e.Logins) - n
}

// readKnown is the note of a data directory, empty when there is none.
func readKnown(dir string) (known, error) {
	text, err := os.ReadFile(filepath.Join(dir, KnownFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	line, body, _ := bytes.Cut(text, []byte{'\n'})
	all := known{}
	if string(line) != headOf(body) || json.Unmarshal(body, &all) != nil {
		return nil, ErrKnown
	}
	return all, nil
}

func headOf(body []byte) string {
	return fmt.Sprintf("chamada-logins 1 %08x", crc32.ChecksumIEEE(body))
}

// write makes it the note of a data directory, at once and synced.
func (k known) write(dir string) error {
	body, err := json.Marshal(k)
	if err != nil {
		return err
	}
	return integrity.WriteNote(filepath.Join(dir, KnownFile),
		fmt.Appendf(nil, "%s\n%s", headOf(body), body))
}

// found are the latest of all logins in the files of a bucket, with those that were removed, and
// what was deleted: a login is, before there is a mark of its removal.
func found(dir string, s integrity.Stream) (there, removed known, deleted map[uint64]bool) {
	there, removed = known{}, known{}
	deleted = integrity.Read(dir, s, func(m integrity.Message) {
		login := strings.TrimPrefix(m.Subject, keyPrefix)
		if m.Seq < max(there[login], removed[login]) {
			return
		}
		delete(there, login)
		delete(removed, login)
		if isRemoval(m.Headers) {
			removed[login] = m.Seq
		} else {
			there[login] = m.Seq
		}
	})
	return there, removed, deleted
}

// Compare adds to what was found of the files of a node that stands alone which logins it
// has seen in the bucket and are not there, or are older.
func Compare(dir string, report *integrity.Report) {
	noted, err := readKnown(dir)
	if err == nil && len(noted) == 0 {
		return
	}
	s := report.Place(integrity.Journal{Account: AccountCoordinators, Stream: stream})
	if err == nil {
		err = noted.missing(found(dir, *s))
	}
	if err != nil {
		s.Damages = append(s.Damages,
			integrity.Damage{Kind: integrity.BadContent, File: s.Dir, Err: err})
	}
}

// missing names the logins that are not there, nor were removed.
func (k known) missing(there, removed known, deleted map[uint64]bool) error {
	var gone []string
	for login, seq := range k {
		if max(there[login], removed[login]) < seq && !deleted[seq] {
			gone = append(gone, login)
		}
	}
	if len(gone) == 0 {
		return nil
	}
	slices.Sort(gone)
	return &GoneError{Logins: gone}
}

// Renew has the note of a data directory say what the files of the bucket have.
func Renew(dir string, report integrity.Report) error {
	s := report.Stream(stream)
	if s == nil {
		return nil
	}
	there, _, _ := found(dir, *s)
	return there.write(dir)
}

// noteEvery is how often it is written down which logins there are, at most: while many
// are created each of them must not wait for the disk twice.
const noteEvery = time.Second

// note writes down which logins there are, unless it was just done.
func (d *directory) note() {
	if time.Since(d.notedAt) >= noteEvery {
		d.noteNow()
	}
}

func (d *directory) noteNow() {
	if d.noted || d.noteIn == "" {
		return
	}
	d.notedAt = time.Now()
	if err := d.known.write(d.noteIn); err != nil {
		d.log.Warn("noting which logins there are", "err", err)
		return
	}
	d.noted = true
}

// remember has the next note say of a login what an entry says.
func (d *directory) remember(e entry) {
	switch was := d.known[e.login]; {
	case e.removed && was != 0:
		delete(d.known, e.login)
		d.noted = false
	case !e.removed && was != e.seq:
		d.known[e.login] = e.seq
		d.noted = false
	}
}
