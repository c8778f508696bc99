package main

import (
	"encoding/csv"
	"errors"
	"io"
	"io/fs"
	"os"

	"github.com/chamada/chamada/coordinator/identity"
)

// sheet is where access codes are written, once: a new file that only its owner
// may read, or standard output.
type sheet struct {
	path   string // empty: stdout
	stdout io.Writer
	begun  bool
	file   *os.File
}

var codeColumns = []string{"login", "role", "name", "code"}

// name is that of a problem with it.
func (s *sheet) name() string {
	if s.path == "" {
		return "stdout"
	}
	return s.path
}

// check tells early whether the file is there already: then nobody is asked for
// a password.
func (s *sheet) check() error {
	if s.path == "" {
		return nil
	}
	_, err := os.Lstat(s.path)
	switch {
	case err == nil:
		return fs.ErrExist
	case errors.Is(err, fs.ErrNotExist):
		return nil
	default:
		return err
	}
}

// begin writes the columns' names: whether it can be written to is then known.
func (s *sheet) begin() (err error) {
	w := s.stdout
	if s.path != "" {
		if s.file, err = os.OpenFile(s.path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600); err != nil {
			return err
		}
		w = s.file
	}
	s.begun = true
	if err := writeCSV(w, codeColumns); err != nil {
		return errors.Join(err, s.write(nil))
	}
	return nil
}

// write writes the codes, to the disk if it is a file, and ends the sheet. A file
// that would have none is not left behind.
func (s *sheet) write(all []identity.Issued) error {
	if len(all) == 0 {
		if s.file == nil {
			return nil
		}
		return errors.Join(s.file.Close(), os.Remove(s.path))
	}
	if !s.begun {
		if err := s.begin(); err != nil {
			return err
		}
	}
	var lines [][]string
	for _, i := range all {
		lines = append(lines, []string{i.Login, string(i.Role), i.Name, i.Code.Reveal()})
	}
	if s.file == nil {
		return writeCSV(s.stdout, lines...)
	}
	return errors.Join(writeCSV(s.file, lines...), s.file.Sync(), s.file.Close())
}

func writeCSV(w io.Writer, lines ...[]string) error { return csv.NewWriter(w).WriteAll(lines) }
