package main

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chamada/chamada/clients/session"
	"github.com/chamada/chamada/clients/terminal"
	"github.com/chamada/chamada/clients/texts"
	"github.com/chamada/chamada/coordinator/identity"
)

var created = []identity.Issued{{User: identity.User{Login: "clara", Role: identity.Teacher, Name: `"C", Lima`}}}

func TestSheet(t *testing.T) {
	path := filepath.Join(t.TempDir(), "codes.csv")
	s := &sheet{path: path}
	if err := errors.Join(s.check(), s.begin(), s.write(created)); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(path); err != nil || string(got) != "login,role,name,code\nclara,teacher,\"\"\"C\"\", Lima\",\n" {
		t.Errorf("%s, %v", got, err)
	}
	for _, again := range []error{(&sheet{path: path}).check(), (&sheet{path: path}).begin()} {
		if !errors.Is(again, fs.ErrExist) {
			t.Errorf("written over: %v", again)
		}
	}
}

// What was to have codes, and has none, is not left behind.
func TestSheetWithoutCodes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "codes.csv")
	s := &sheet{path: path}
	if err := errors.Join(s.begin(), s.write(nil)); err != nil {
		t.Fatal(err)
	}
	if err := s.check(); err != nil {
		t.Errorf("left behind: %v", err)
	}
}

// A file that cannot be written in the end, when the logins are there already,
// leaves the codes on standard output.
func TestCodesAreNotLost(t *testing.T) {
	var out, log bytes.Buffer
	said, _ := texts.Choose([]string{"--lang", "en"})
	u := &users{Session: session.New(said, terminal.New(strings.NewReader(""), &out, &log)), texts: usersTexts(true)}
	s := &sheet{path: filepath.Join(t.TempDir(), "codes.csv"), stdout: &out}
	if err := errors.Join(s.begin(), s.file.Close()); err != nil {
		t.Fatal(err)
	}
	done := identity.Imported{Created: created, InDoubt: []identity.Issued{{User: identity.User{Login: "davi"}}}}
	if err := u.writeCodes(s, done); err != nil {
		t.Error(err)
	}
	if got := out.String(); !strings.HasPrefix(got, "login,role,name,code\nclara,") || !strings.Contains(got, "\ndavi,") {
		t.Errorf("%s", got)
	}
	if got := log.String(); !strings.Contains(got, "codes.csv: file already closed") || !strings.Contains(got, "if so the codes written are good: davi") {
		t.Errorf("%s", got)
	}
	u.texts.unwritten = "%w"
	if err := u.writeCodes(&sheet{stdout: full{}}, done); !errors.Is(err, errFull) || !strings.HasPrefix(err.Error(), "clara, davi: ") {
		t.Errorf("nowhere to write to: %v", err)
	}
}

var errFull = errors.New("full")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }
