package users

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/chamada/chamada/clients/roster"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/coordinator/identity"
)

// sheet is where access codes are written: a new file that only its owner may read,
// or standard output.
//
// Invariant: no login is created or renewed before its code is in the file, on the
// disk. What then was not done is taken out of it.
type sheet struct {
	path   string // empty: stdout
	stdout io.Writer
	form   roster.Form // of the file that asked for the codes

	begun   bool
	written []identity.Issued // in the file
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
func (s *sheet) check() error { return session.Vacant(s.path) }

// like makes it one of the form of a file; what is called .xlsx is a workbook, and
// nothing else is.
func (s *sheet) like(form roster.Form) {
	s.form = form
	s.form.XLSX = strings.EqualFold(filepath.Ext(s.path), ".xlsx")
}

// begin writes the codes that will be good to the file. Of standard output, which
// takes nothing back, it tries with the columns' names whether it can be written to.
func (s *sheet) begin(all []identity.Issued) error {
	if len(all) == 0 {
		return nil
	}
	if s.begun = true; s.path == "" {
		return s.print(s.form, [][]string{codeColumns})
	}
	f, err := os.OpenFile(s.path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if err := s.fill(f, all); err != nil {
		return errors.Join(err, os.Remove(s.path))
	}
	s.written = all
	return nil
}

// end leaves the codes of what was done, and no file where there are none.
func (s *sheet) end(done []identity.Issued) error {
	switch {
	case s.path == "":
		return s.printDone(done)
	case !s.begun:
		return s.begin(done)
	case slices.EqualFunc(s.written, done, sameCode):
		return nil
	case len(done) == 0:
		return os.Remove(s.path)
	default:
		return s.replace(done)
	}
}

func (s *sheet) printDone(done []identity.Issued) error {
	if len(done) == 0 {
		return nil
	}
	if !s.begun {
		if err := s.begin(done); err != nil {
			return err
		}
	}
	rest := s.form
	rest.BOM = false
	return s.print(rest, codeRows(done))
}

func (s *sheet) print(form roster.Form, rows [][]string) error {
	b, err := form.Encode(rows)
	if err == nil {
		_, err = s.stdout.Write(b)
	}
	return err
}

// replace puts a file with fewer codes in the place of the one that was written.
func (s *sheet) replace(done []identity.Issued) error {
	f, err := os.CreateTemp(filepath.Dir(s.path), "."+filepath.Base(s.path)+"-*")
	if err != nil {
		return err
	}
	if err = s.fill(f, done); err == nil {
		err = os.Rename(f.Name(), s.path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

// fill writes the codes to the disk and closes the file.
func (s *sheet) fill(f *os.File, all []identity.Issued) error {
	b, err := s.form.Encode(slices.Concat([][]string{codeColumns}, codeRows(all)))
	if err == nil {
		_, err = f.Write(b)
	}
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

func codeRows(all []identity.Issued) (rows [][]string) {
	for _, i := range all {
		rows = append(rows, []string{i.Login, string(i.Role), i.Name, i.Code.Reveal()})
	}
	return rows
}

func sameCode(a, b identity.Issued) bool { return a.Login == b.Login && a.Code == b.Code }
