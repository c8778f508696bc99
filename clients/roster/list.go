package roster

import "bytes"

// MaxFile is the size of the largest file that is read, in bytes.
const MaxFile = 8 << 20

// Options are what a person adds to a file.
type Options struct {
	Number string // name of the column of the numbers or logins; empty: one that is known
	Width  int    // digits that shorter student numbers are filled up to with zeros; 0: none are
}

// List is what a file says.
type List struct {
	Form    Form    // how it was written
	HasRole bool    // there is a column of roles
	Has     Columns // which others there are
	Entries []Entry // in the order of the file; each number once
	Width   int     // digits of most student numbers, when there is a doubt about shorter ones

	Problems Findings // while there is one, nothing of the file counts
	Doubts   Findings // the file counts only when somebody confirms
	Notes    Findings // it was read so; somebody should know
}

// Entry is one person.
type Entry struct {
	Line   int    // of the file, or row of the sheet, from 1
	Number string // or login; "" in no entry
	Role   string // in lower case; a student where the file has none
	Name   string
	Social string // the name to show, where the file has one
	State  string // of the enrolment, as it stands there
	Class  string // as it stands there
	From   string // first day on the list, as it stands there
	Until  string // last day
}

// Columns are those of a file that not every one has.
type Columns struct{ Social, State, From, Until bool }

// Read reads a file: CSV in any usual form, or XLSX.
func Read(data []byte, opts Options) *List {
	l := &List{}
	if len(data) > MaxFile {
		l.Problems.Add(1, "", ErrTooBig)
		return l
	}
	t := l.open(data, opts)
	if len(l.Problems) > 0 {
		return l
	}
	r := &reader{List: l, opts: opts, seen: map[string]int{}}
	r.read(t)
	r.doubt()
	return l
}

// open makes a table of a file of any format.
func (l *List) open(data []byte, opts Options) table {
	switch format := formatOf(data); format {
	case nil:
		text := l.decode(data)
		if len(l.Problems) > 0 {
			return table{}
		}
		return l.separate(text, opts)
	case errXLSX:
		l.Form = Form{Comma: ';', CRLF: true, BOM: true, XLSX: true}
		return l.openXLSX(data, opts)
	default:
		l.Problems.Add(1, "", format)
		return table{}
	}
}

// formatOf is nil for text, errXLSX for that, and otherwise the problem.
func formatOf(data []byte) error {
	head := data[:min(len(data), 512)]
	start := bytes.ToLower(bytes.TrimLeft(head, "\ufeff \t\r\n"))
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")) &&
		bytes.Contains(head, []byte("opendocument")):
		return ErrODS
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return errXLSX
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0")):
		return ErrXLS
	case hasPrefix(start, "<html", "<!doctype", "<table", "<?xml", "<meta", "<head"):
		return ErrHTML
	case hasPrefix(head, "%PDF", "\x1f\x8b", "{\\rtf", "\x89PNG", "\xff\xd8\xff"):
		return ErrNoTable
	default:
		return nil
	}
}

func hasPrefix(data []byte, prefixes ...string) bool {
	for _, p := range prefixes {
		if bytes.HasPrefix(data, []byte(p)) {
			return true
		}
	}
	return false
}
