package roster

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// kind is what a column says.
type kind int

const (
	number kind = iota
	role
	fullName
	firstName
	lastName
	social
	state
	class
	from
	until
	kinds // how many there are
)

// known are the names of the columns in exports of SIGAA, Moodle, Google Classroom,
// Canvas and our own, as [key] makes them.
var known = func() map[string]kind {
	all := map[string]kind{}
	for k, names := range [kinds]string{
		number: `login matricula nmatricula nomatricula nummatricula numeromatricula numerodematricula
			numerodamatricula matriculadoaluno matriculadodiscente ra registroacademico idnumber
			numerodeidentificacao studentid sisuserid identifier username`,
		role: `role`,
		fullName: `name nome nomecompleto nomedoaluno nomedodiscente aluno discente estudante
			fullname studentname`,
		firstName: `firstname givenname primeironome`,
		lastName:  `lastname familyname surname sobrenome ultimonome`,
		social:    `nomesocial socialname`,
		state:     `situacao status`,
		class:     `turma`,
		from:      `desde inicio datadeinicio datadeentrada from`,
		until:     `ate fim datadofim datadesaida until`,
	} {
		for _, name := range strings.Fields(names) {
			all[name] = kind(k)
		}
	}
	return all
}()

// columns are the indices of each kind of column.
type columns [kinds][]int

// known is how many kinds there are.
func (c columns) known() (n int) {
	for _, at := range c {
		n += min(len(at), 1)
	}
	return n
}

// of is the index of the column of a kind, -1 when there is none.
func (c columns) of(k kind) int {
	if len(c[k]) == 0 {
		return -1
	}
	return c[k][0]
}

func (c columns) hasName() bool {
	return c.of(fullName) >= 0 || c.of(firstName) >= 0 && c.of(lastName) >= 0
}

// key is a column's name in lower case, without accents, spaces and punctuation.
func key(name string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(name) {
		if (unicode.IsLetter(r) || unicode.IsDigit(r)) && r != 'º' && r != 'ª' {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

func columnsOf(header row, opts Options) (c columns) {
	chosen := key(opts.Number)
	for i, cell := range header.cells {
		name := key(cell)
		k, ok := known[name]
		if chosen != "" && (name == chosen || k == number) {
			k, ok = number, name == chosen
		}
		if ok && name != "" {
			c[k] = append(c[k], i)
		}
	}
	c.name()
	c.own(header)
	return c
}

// name tells apart a "Nome" that stands beside the family name.
func (c *columns) name() {
	if len(c[fullName]) == 1 && len(c[firstName]) == 0 && len(c[lastName]) == 1 {
		c[firstName], c[fullName] = c[fullName], nil
	}
}

// own takes "login" for the number in a file that is made for logins.
func (c *columns) own(header row) {
	if len(c[role]) == 0 {
		return
	}
	for _, i := range c[number] {
		if key(header.cells[i]) == "login" {
			c[number] = []int{i}
			return
		}
	}
}

// headerWithin is how many rows at most stand above the first person, header included.
const headerWithin = 20

// tableOf finds the header: the first of the rows with a number and a name, or else
// the first with a number.
func tableOf(records []row, opts Options) table {
	t := table{records: records, header: -1}
	for i, r := range records[:min(len(records), headerWithin)] {
		c := columnsOf(r, opts)
		if c.of(number) < 0 || t.header >= 0 && !c.hasName() {
			continue
		}
		t.header, t.columns = i, c
		if c.hasName() {
			break
		}
	}
	return t
}

// check adds the problems of a header, and tells whether there are none.
func (l *List) check(t table, opts Options) bool {
	switch {
	case widest(t.records).line == 0:
		l.Problems.Add(1, "", ErrEmpty)
	case t.header < 0 && opts.Number != "":
		l.name(widest(t.records), nil, ErrNoColumn)
	case t.header < 0:
		l.name(widest(t.records), nil, ErrNoNumber)
	case !t.columns.hasName():
		l.name(t.records[t.header], nil, ErrNoName)
	}
	for k, at := range t.columns {
		err := ErrTwoColumns
		if kind(k) == number {
			err = ErrTwoNumbers
		}
		if len(at) > 1 {
			l.name(t.records[t.header], at, err)
		}
	}
	return len(l.Problems) == 0
}

// name adds a problem of these columns of a header, or of all.
func (l *List) name(header row, which []int, err error) {
	for i, cell := range header.cells {
		if cell = strings.TrimSpace(cell); cell != "" &&
			(which == nil || slices.Contains(which, i)) {
			l.Problems.Add(header.line, cell, err)
		}
	}
}

// widest is the row that may have been meant as the header: the first of the first
// ones that has the most cells.
func widest(records []row) (header row) {
	most := 0
	for _, r := range records[:min(len(records), headerWithin)] {
		n := 0
		for _, c := range r.cells {
			if strings.TrimSpace(c) != "" {
				n++
			}
		}
		if n > most {
			header, most = r, n
		}
	}
	return header
}
