package identity

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Row is a login that a file asks for.
type Row struct {
	Line  int // in the file, from 1
	Login string
	Role  Role
	Name  string
}

// Problems of a file, to be told apart with errors.Is. Those of a login are
// [ErrRole], [ErrStudent] and [ErrLogin].
var (
	ErrTooBig    = errors.New("the file is over 8 MiB: split it")
	ErrEmpty     = errors.New("the file is empty: its first line must be login,role,name")
	ErrEncoding  = errors.New("the text is not UTF-8: save the file as CSV UTF-8")
	ErrHeader    = errors.New("the first line must name the columns login, role and name, each once")
	ErrSyntax    = errors.New("the line is no CSV: close quotation marks, and double those inside")
	ErrColumns   = errors.New("the line has fewer columns than the first line")
	ErrName      = errors.New("a name is up to 200 characters, without control characters")
	ErrDuplicate = errors.New("the login is in the file twice: keep one line")
)

// LineError is a problem of a file, and where it is.
type LineError struct {
	Line  int    // from 1
	Value string // what is wrong, cut short; may be empty
	Err   error  // one of the problems above
}

func (e *LineError) Error() string {
	if e.Value == "" {
		return fmt.Sprintf("line %d: %v", e.Line, e.Err)
	}
	return fmt.Sprintf("line %d, %q: %v", e.Line, e.Value, e.Err)
}

// Unwrap is the problem.
func (e *LineError) Unwrap() error { return e.Err }

const (
	maxFile  = 8 << 20
	maxName  = 200
	maxValue = 40 // of a value in an error, in characters
)

var columns = []string{"login", "role", "name"}

// ReadCSV reads the logins of a file: UTF-8, the columns in any order, separated by
// commas or semicolons. Other columns are passed over, so that a file with codes
// can be read again. There are either rows or problems, which are all that could
// be found; only reading itself gives an error.
func ReadCSV(r io.Reader) ([]Row, []*LineError, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return nil, nil, err
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	switch {
	case len(data) > maxFile:
		return nil, []*LineError{{Line: 1, Err: ErrTooBig}}, nil
	case len(bytes.TrimSpace(data)) == 0:
		return nil, []*LineError{{Line: 1, Err: ErrEmpty}}, nil
	}
	if bad := notUTF8(data); bad != nil {
		return nil, bad, nil
	}
	t := &table{csv: newCSV(data), seen: map[string]bool{}}
	t.read()
	if len(t.problems) > 0 {
		return nil, t.problems, nil
	}
	return t.rows, nil, nil
}

func notUTF8(data []byte) (bad []*LineError) {
	n := 0
	for line := range bytes.Lines(data) {
		if n++; !utf8.Valid(line) {
			bad = append(bad, &LineError{Line: n, Err: ErrEncoding})
		}
	}
	return bad
}

func newCSV(data []byte) *csv.Reader {
	r := csv.NewReader(bytes.NewReader(data))
	first, _, _ := bytes.Cut(bytes.TrimLeft(data, "\r\n"), []byte("\n"))
	if bytes.Count(first, []byte(";")) > bytes.Count(first, []byte(",")) {
		r.Comma = ';'
	}
	r.FieldsPerRecord = -1
	r.TrimLeadingSpace = true
	return r
}

// table is a file that is being read.
type table struct {
	csv      *csv.Reader
	index    [3]int // of the columns
	seen     map[string]bool
	rows     []Row
	problems []*LineError
}

func (t *table) read() {
	if !t.header() {
		return
	}
	for {
		fields, err := t.csv.Read()
		if err == io.EOF {
			return
		}
		if err != nil { // the reader cannot go on after it
			t.syntax(err)
			return
		}
		line, _ := t.csv.FieldPos(0)
		if !blank(fields) {
			t.row(line, fields)
		}
	}
}

func (t *table) header() bool {
	fields, err := t.csv.Read()
	if err != nil {
		t.syntax(err)
		return false
	}
	for i, f := range fields {
		fields[i] = strings.ToLower(strings.TrimSpace(f))
	}
	for i, name := range columns {
		at := slices.Index(fields, name)
		if at < 0 || slices.Contains(fields[at+1:], name) {
			line, _ := t.csv.FieldPos(0)
			t.problem(line, name, ErrHeader)
			return false
		}
		t.index[i] = at
	}
	return true
}

func (t *table) row(line int, fields []string) {
	if len(fields) <= slices.Max(t.index[:]) {
		t.problem(line, "", ErrColumns)
		return
	}
	r := Row{
		Line:  line,
		Login: strings.TrimSpace(fields[t.index[0]]),
		Role:  Role(strings.ToLower(strings.TrimSpace(fields[t.index[1]]))),
		Name:  strings.TrimSpace(fields[t.index[2]]),
	}
	if err := CheckLogin(r.Role, r.Login); errors.Is(err, ErrRole) {
		t.problem(line, string(r.Role), err)
	} else if err != nil {
		t.problem(line, r.Login, err)
	} else if t.seen[r.Login] {
		t.problem(line, r.Login, ErrDuplicate)
	}
	if utf8.RuneCountInString(r.Name) > maxName || strings.ContainsFunc(r.Name, unicode.IsControl) {
		t.problem(line, r.Name, ErrName)
	}
	t.seen[r.Login] = true
	t.rows = append(t.rows, r)
}

func blank(fields []string) bool {
	return !slices.ContainsFunc(fields, func(f string) bool { return strings.TrimSpace(f) != "" })
}

func (t *table) syntax(err error) {
	line := 1
	if e, ok := errors.AsType[*csv.ParseError](err); ok {
		line = e.StartLine
	}
	t.problem(line, "", ErrSyntax)
}

func (t *table) problem(line int, value string, err error) {
	if cut := []rune(value); len(cut) > maxValue {
		value = string(cut[:maxValue]) + "…"
	}
	t.problems = append(t.problems, &LineError{Line: line, Value: value, Err: err})
}
