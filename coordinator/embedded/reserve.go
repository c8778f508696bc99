package embedded

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// The reserve is a file of no use but that it takes room: a full disk stays full for whoever else
// writes to it, and the store gets that room. Only what makes the journal shrink is written there:
// the records of roll calls that have ended. A node of a cluster has none, for the others go on.
const (
	reserveFile = "chamada.reserve"
	// reserveSize, in bytes, is room for the records of some thousand roll calls.
	reserveSize = 16 << 20
	// reserveFrom is how much must be free for it to be made.
	reserveFrom = 4 * reserveSize
	// reserveLeast is the room without which opening the store again is of no use.
	reserveLeast = 256 << 10
)

// errReserve is beside why the disk is full while the store writes into the reserve.
var errReserve = errors.New(
	"the records of roll calls that have ended are stored in the room kept for them")

// errLent is what a server finds when it starts.
var errLent = errors.New("the room kept for records is in use")

// keepReserve makes the reserve where it is missing and there is plenty of room.
func (s *storage) keepReserve(free uint64) {
	if s.clustered || s.state() != nil || free < reserveFrom {
		return
	}
	if s.reserved() {
		return
	}
	err := makeReserve(filepath.Join(s.dir, reserveFile))
	switch {
	case err != nil && !s.unreserved:
		s.log.Warn("no room is kept for the records of roll calls that have ended, for when the "+
			"disk is full", "data", s.dir, "err", err)
	case err == nil:
		s.log.Debug("room is kept for records", "data", s.dir, "bytes", reserveSize)
	}
	if s.unreserved = err != nil; err == nil {
		s.lent = 0
	}
}

// makeReserve makes it as a whole or not at all.
func makeReserve(name string) error {
	f, err := os.OpenFile(name, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	if err = allocate(f, reserveSize); err != nil {
		_, err = io.CopyN(f, rand.Reader, reserveSize) // zeros may take no room
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(err, os.Remove(name))
	}
	return nil
}

// giveUp gives the room of the reserve to the store, which is opened again with it. The state stays
// as it is: nothing but records is stored. What is left is an empty file, so that a server that is
// started meanwhile knows. Without a reserve there is what JetStream's own limit has left.
func (s *storage) giveUp() {
	if s.clustered || s.given {
		return
	}
	if s.reserved() {
		if err := os.Truncate(filepath.Join(s.dir, reserveFile), 0); err != nil {
			s.log.Debug("giving up the reserve", "data", s.dir, "err", err)
			return
		}
		s.lent = reserveSize
	}
	free, err := freeSpace(s.dir)
	full := s.state()
	if err != nil || free < reserveLeast || full == nil || full.Code != StorageFull {
		return
	}
	if s.given = s.restart(int64(s.used + min(free, reserveSize))); s.given {
		s.log.Warn("the records of roll calls that have ended are stored in the room kept for "+
			"them, and the journal gives back what it can; requests are refused meanwhile",
			"data", s.dir, "free_bytes", free)
		s.say(full, fmt.Errorf("%w; %w", full.Err, errReserve))
	}
}

// reserved tells whether the reserve is there.
func (s *storage) reserved() bool {
	info, err := os.Stat(filepath.Join(s.dir, reserveFile))
	return err == nil && info.Size() == reserveSize
}

// recall finds that an earlier process had given up the reserve, and that there is no room yet.
func (s *storage) recall() {
	info, err := os.Stat(filepath.Join(s.dir, reserveFile))
	if s.clustered || err != nil || info.Size() != 0 {
		return
	}
	s.lent = reserveSize
	if on, _ := s.look(); on && !s.roomy() {
		s.enter(StorageFull, errLent)
		s.giveUp()
	}
}

// say gives another cause of a state, unless that has become something else.
func (s *storage) say(was *Error, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.now == was {
		s.now = &Error{Code: was.Code, Subject: was.Subject, Err: err}
	}
}

// Full is why nothing but records is to be stored, nil while all may be. The disk of a node of a
// cluster is its own affair.
func (s *Server) Full() error {
	if e := s.storage.state(); e != nil && e.Code == StorageFull && !s.clustered {
		return e
	}
	return nil
}
