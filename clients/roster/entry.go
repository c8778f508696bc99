package roster

import (
	"slices"
	"strings"
)

// student is the role of who is a student, in a file that has roles.
const student = "student"

// IsStudent tells whether the entry is a student, as all are in a file without roles.
func (e Entry) IsStudent() bool { return e.Role == "" || e.Role == student }

// reader makes entries of a table.
type reader struct {
	*List
	opts Options
	seen map[string]int // entry of a number
	t    table
}

func (r *reader) read(t table) {
	if r.t = t; !r.check(t, r.opts) {
		return
	}
	r.HasRole = t.columns.of(role) >= 0
	r.Has = Columns{
		Social: t.columns.of(social) >= 0, State: t.columns.of(state) >= 0,
		From: t.columns.of(from) >= 0, Until: t.columns.of(until) >= 0,
	}
	header := t.records[t.header]
	for _, rec := range t.records[t.header+1:] {
		// some exports repeat it on each page
		if !rec.blank() && !slices.Equal(rec.cells, header.cells) {
			r.row(rec, len(header.cells))
		}
	}
	if len(r.Entries) == 0 && len(r.Problems) == 0 {
		r.Problems.Add(header.line, "", ErrOnlyHeader)
	}
}

func (r *reader) row(rec row, width int) {
	cell := func(k kind) string { return rec.cell(r.t.columns.of(k)) }
	e := Entry{
		Line: rec.line, Role: strings.ToLower(clean(cell(role))), Name: clean(cell(fullName)),
		Social: clean(cell(social)), State: clean(cell(state)), Class: clean(cell(class)),
		From: clean(cell(from)), Until: clean(cell(until)),
	}
	if e.Name == "" {
		e.Name = clean(cell(firstName) + " " + cell(lastName))
	}
	e.Number = r.number(rec, e.IsStudent())
	switch {
	case len(rec.cells) > width && !(row{cells: rec.cells[width:]}).blank():
		r.Problems.Add(e.Line, strings.TrimSpace(rec.cells[width]), ErrMore)
	case len(rec.cells) <= r.needed() && !r.Form.XLSX: // a workbook leaves out cells that are blank
		r.Problems.Add(e.Line, "", ErrColumns)
	case e.Number == "":
		r.Problems.Add(e.Line, e.Name, ErrNumberless)
	}
	if !validName(e.Name) || !validName(e.Social) {
		r.Problems.Add(e.Line, e.Name, ErrName)
	} else if garbled(e.Name) || garbled(e.Social) {
		r.Notes.Add(e.Line, e.Name, ErrGarbled)
	}
	r.add(e)
}

// needed is the index of the last column that a row must reach: those of number,
// role and name.
func (r *reader) needed() (last int) {
	for _, k := range []kind{number, role, fullName, firstName, lastName} {
		last = max(last, r.t.columns.of(k))
	}
	return last
}

// number is that of a row.
func (r *reader) number(rec row, isStudent bool) string {
	s := bare(rec.cell(r.t.columns.of(number)))
	if scientific.MatchString(s) {
		r.Problems.Add(rec.line, s, ErrLostDigits)
		return s
	}
	if !isStudent {
		return s
	}
	if punctuated.MatchString(s) && !isDigits(s) {
		r.Notes.Add(rec.line, s, ErrPunctuated)
		s = digits(s)
	}
	if missing := r.opts.Width - len(s); missing > 0 && isDigits(s) {
		r.Notes.Add(rec.line, s, ErrPadded)
		s = strings.Repeat("0", min(missing, maxPadding)) + s
	}
	return s
}

// maxPadding bounds what a width can ask for; no number is as long.
const maxPadding = 64

// add keeps each number once.
func (r *reader) add(e Entry) {
	if e.Number == "" {
		return
	}
	i, again := r.seen[e.Number]
	switch {
	case !again:
		r.seen[e.Number] = len(r.Entries)
		r.Entries = append(r.Entries, e)
	case SameName(r.Entries[i].Name, e.Name) && r.Entries[i].Role == e.Role:
		r.Notes.Add(e.Line, e.Number, ErrRepeated)
	default:
		r.Problems.Add(r.Entries[i].Line, e.Number, ErrDuplicate)
		r.Problems.Add(e.Line, e.Number, ErrDuplicate)
	}
}
