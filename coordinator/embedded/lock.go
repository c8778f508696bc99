package embedded

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/gofrs/flock"
)

const (
	// lockFile is locked, never read and never removed: to remove it would let
	// two servers lock two files of the same name.
	lockFile = "chamada.lock"
	// pidFile names the holder for people. It stands apart because Windows
	// does not let others read a file that is locked.
	pidFile = "chamada.pid"
)

// lock keeps a data directory to one server. The system lets go of it when
// the process dies, however it dies.
type lock struct {
	file *flock.Flock
	dir  string
}

// acquire makes the directory when it is missing and locks it.
func acquire(dir string) (*lock, error) {
	if err := MakeDataDir(dir); err != nil {
		return nil, err
	}
	l := &lock{flock.New(filepath.Join(dir, lockFile), flock.SetPermissions(0o600)), dir}
	locked, err := l.file.TryLock()
	if err != nil {
		return nil, &Error{Code: DataNotWritable, Subject: dir, Err: err}
	}
	if !locked {
		return nil, &Error{Code: DataInUse, Subject: dir, PID: l.holder()}
	}
	if err := l.sign(); err != nil {
		_ = l.file.Unlock()
		return nil, err
	}
	return l, nil
}

// Lock keeps servers off a data directory until unlock is called. The error is an
// [*Error]: [DataInUse] when a server has it.
func Lock(dir string) (unlock func(), err error) {
	l, err := acquire(dir)
	if err != nil {
		return nil, err
	}
	return func() { _ = l.release() }, nil
}

// MakeDataDir makes a data directory, its owner's alone, when it is missing. The
// error is an [*Error].
func MakeDataDir(dir string) error {
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return &Error{Code: DataNotDir, Subject: dir}
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return &Error{Code: DataNotWritable, Subject: dir, Err: err}
	}
	return nil
}

// sign leaves this process's id for the message of the next one that tries.
func (l *lock) sign() error {
	pid := strconv.Itoa(os.Getpid()) + "\n"
	if err := os.WriteFile(filepath.Join(l.dir, pidFile), []byte(pid), 0o600); err != nil {
		return &Error{Code: DataNotWritable, Subject: l.dir, Err: err}
	}
	return nil
}

func (l *lock) holder() int {
	text, _ := os.ReadFile(filepath.Join(l.dir, pidFile))
	pid, _ := strconv.Atoi(strings.TrimSpace(string(text)))
	return pid // 0 when it cannot be told
}

func (l *lock) release() error {
	err := os.Remove(filepath.Join(l.dir, pidFile))
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return errors.Join(err, l.file.Unlock())
}
