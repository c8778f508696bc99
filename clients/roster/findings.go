package roster

import (
	"errors"
	"slices"
)

// Problems of a file.
var (
	ErrTooBig     = errors.New("the file is over 8 MiB: split it")
	ErrEmpty      = errors.New("the file is empty")
	ErrOnlyHeader = errors.New("there is nobody below the columns' names")
	ErrMixed      = errors.New("the text is in two encodings: save it as CSV UTF-8")
	ErrHTML       = errors.New(
		"this is a page or XML, not a table: open it in a spreadsheet and save it as XLSX or CSV")
	ErrXLS = errors.New(
		"this is an old or locked Excel file: save it as XLSX without a password")
	ErrODS     = errors.New("this is an OpenDocument file: save it as XLSX or CSV")
	ErrNoTable = errors.New("this is neither CSV nor XLSX")
	ErrXLSX    = errors.New("the XLSX file is damaged, or cut short")
	ErrHuge    = errors.New("the sheet is too large: keep the rows of the list only")

	ErrNoNumber   = errors.New("no column is known to be the student number or login")
	ErrNoColumn   = errors.New("there is no such column")
	ErrTwoNumbers = errors.New("each of these columns could be the number")
	ErrNoName     = errors.New("no column is known to be the name")
	ErrTwoColumns = errors.New("these columns say the same: keep one")

	ErrQuote      = errors.New("a quotation mark is opened and not closed")
	ErrColumns    = errors.New("the row has fewer columns than the header")
	ErrMore       = errors.New("the row has more columns than the header")
	ErrNumberless = errors.New("the row has no number")
	ErrLostDigits = errors.New("a spreadsheet has taken digits from the number")
	ErrDuplicate  = errors.New("one number with two names")
	ErrName       = errors.New("a name is up to 200 characters, without control characters")
)

// Problems and doubts of a file that is the list of a class, see [List.Enrolled].
var (
	ErrStudent = errors.New("a student number is 1 to 20 digits, leading zeros count")
	ErrDate    = errors.New("a day is 2026-08-01 or 01/08/2026")
	ErrDays    = errors.New("the last day is before the first")
	ErrState   = errors.New("it is not known how this student stands: taken for active")
	ErrRole    = errors.New("who is no student was left out")
)

// Doubts about a file.
var (
	ErrShort = errors.New(
		"shorter than most, and none begins with 0: a spreadsheet takes leading zeros away")
	ErrZeros = errors.New("one name, and numbers that differ in leading zeros only")
	// ErrZeroThere is a doubt, or a note, of [List.Beside].
	ErrZeroThere = errors.New("this number is on the list with other leading zeros")
)

// Notes on a file.
var (
	ErrCodepage   = errors.New("not UTF-8, read as Windows-1252")
	ErrWrapped    = errors.New("each line stands in quotation marks: read what is inside")
	ErrRepeated   = errors.New("the same person once more")
	ErrPunctuated = errors.New("points, bars and dashes in the number were left out")
	ErrPadded     = errors.New("zeros were put before the number")
	ErrGarbled    = errors.New("the name has letters that were lost in another program")
	ErrSheets     = errors.New("other sheets of the file were not read")
)

var errXLSX = errors.New("XLSX")

// Place is where something was found, and what stands there.
type Place struct {
	Line  int    // from 1
	Value string // cut short; may be empty
}

// Finding is something to say of a file, and all places that it is true of.
type Finding struct {
	Err    error // one of those above, or of who reads the entries
	Places []Place
}

// Findings are several, alike ones together, in the order of the file.
type Findings []Finding

// maxValue is how many characters of a value are kept in a finding.
const maxValue = 40

// Add adds a place where err was found.
func (f *Findings) Add(line int, value string, err error) {
	if cut := []rune(value); len(cut) > maxValue {
		value = string(cut[:maxValue]) + "…"
	}
	at := Place{line, value}
	for i := range *f {
		if (*f)[i].Err == err {
			(*f)[i].put(at)
			return
		}
	}
	*f = append(*f, Finding{err, []Place{at}})
}

// put keeps the places in the order of their lines, each once.
func (f *Finding) put(at Place) {
	i := len(f.Places)
	for ; i > 0 && f.Places[i-1].Line >= at.Line; i-- {
		if f.Places[i-1] == at {
			return
		}
		if f.Places[i-1].Line == at.Line {
			break
		}
	}
	f.Places = slices.Insert(f.Places, i, at)
}

// Has tells whether err was found.
func (f Findings) Has(err error) bool {
	return slices.ContainsFunc(f, func(one Finding) bool { return one.Err == err })
}
