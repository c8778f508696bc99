package users

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chamada/chamada/clients/roster"
	"github.com/chamada/chamada/clients/texts"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/cmd/chamada/internal/terminal"
	"github.com/chamada/chamada/coordinator/identity"
)

var (
	clara = teacherIssued("clara", `"C", Lima`)
	davi  = teacherIssued("davi", "=1+1")
)

// teacherIssued is a teacher's new login.
func teacherIssued(login, name string) identity.Issued {
	return identity.Issued{User: identity.User{Login: login, Role: identity.Teacher, Name: name}}
}

const (
	header    = "login,role,name,code\n"
	claraLine = "clara,teacher,\"\"\"C\"\", Lima\",\n"
	daviLine  = "davi,teacher,'=1+1,\n"
)

func TestSheet(t *testing.T) {
	path := filepath.Join(t.TempDir(), "codes.csv")
	s := &sheet{path: path}
	if err := errors.Join(s.check(), s.begin([]identity.Issued{clara, davi})); err != nil {
		t.Fatal(err)
	}
	holds(t, path, header+claraLine+daviLine)
	if err := s.end([]identity.Issued{davi}); err != nil {
		t.Fatal(err)
	}
	holds(t, path, header+daviLine)
	if info, err := os.Stat(path); err != nil || filepath.Separator == '/' &&
		info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	for _, again := range []error{(&sheet{path: path}).check(),
		(&sheet{path: path}).begin([]identity.Issued{clara})} {
		if !errors.Is(again, fs.ErrExist) {
			t.Errorf("written over: %v", again)
		}
	}
	if left, err := os.ReadDir(filepath.Dir(path)); err != nil || len(left) != 1 {
		t.Errorf("%v, %v", left, err)
	}
}

func holds(t *testing.T, path, want string) {
	t.Helper()
	if got, err := os.ReadFile(path); err != nil || string(got) != want {
		t.Errorf("%s, %v", got, err)
	}
}

// What was to have codes, and has none, is not left behind.
func TestSheetWithoutCodes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "codes.csv")
	s := &sheet{path: path}
	if err := errors.Join(s.begin([]identity.Issued{clara}), s.end(nil)); err != nil {
		t.Fatal(err)
	}
	if err := s.check(); err != nil {
		t.Errorf("left behind: %v", err)
	}
}

// The codes come in the form of the file that asked for them; .xlsx is a workbook.
func TestFormOfSheet(t *testing.T) {
	dir := t.TempDir()
	for name, want := range map[string]string{
		"codes.csv":  "\ufefflogin;role;name;code\r\ndavi;teacher;'=1+1;\r\n",
		"codes.XLSX": "PK\x03\x04",
	} {
		s := &sheet{path: filepath.Join(dir, name)}
		s.like(roster.Form{Comma: ';', CRLF: true, BOM: true, XLSX: true})
		if err := s.begin([]identity.Issued{davi}); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(s.path); err != nil || !bytes.HasPrefix(got, []byte(want)) {
			t.Errorf("%s: %.80q, %v", name, got, err)
		}
	}
}

// A file that cannot be changed in the end, when the logins are there already, leaves
// the codes on standard output; and when that fails it is told whose are lost.
func TestCodesAreNotLost(t *testing.T) {
	var out, log bytes.Buffer
	english := *languages.In(texts.English)
	term := terminal.New(strings.NewReader(""), &out, &log)
	u := &users{Session: session.New(texts.English, term), texts: &english}
	dir := filepath.Join(t.TempDir(), "gone")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	s := &sheet{path: filepath.Join(dir, "codes.csv"), stdout: &out}
	if err := errors.Join(s.begin([]identity.Issued{clara}), os.RemoveAll(dir)); err != nil {
		t.Fatal(err)
	}
	done := issued{all: []identity.Issued{clara}, inDoubt: []identity.Issued{davi},
		doubt: u.texts.inDoubt, from: "t.csv"}
	if err := u.writeCodes(s, done); err != nil {
		t.Error(err)
	}
	if got := out.String(); got != header+claraLine+daviLine {
		t.Errorf("%s", got)
	}
	for _, want := range []string{"codes.csv: there is no such file",
		"codes.csv may have codes as well", "if so the codes written are good: davi"} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("%q is not told:\n%s", want, log.String())
		}
	}
	u.texts.unwritten = "%w"
	err := u.writeCodes(&sheet{stdout: full{}}, done)
	p, ok := errors.AsType[*session.Problem](err)
	if !ok || !errors.Is(err, errFull) || p.Subject != "clara, davi" ||
		!strings.Contains(p.Hint, "users renew --from t.csv") {
		t.Errorf("nowhere to write to: %+v", err)
	}
}

var errFull = errors.New("full")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }
