package roster

import (
	"math"
	"strings"
)

const (
	separators = ";\t,|"
	// sample is how many rows tell what the separator is.
	sample = 50
)

// table is rows of cells with a header among them.
type table struct {
	records []row
	header  int // index of the header; -1: none was found
	columns columns
}

// separate finds the separator of a text, and splits it.
func (l *List) separate(text string, opts Options) table {
	line := 1
	comma, columns := byte(0), 0
	if first, rest, _ := strings.Cut(text, "\n"); saysSeparator(first) {
		comma, text, line = strings.TrimSpace(first)[len("sep=")], rest, 2
		columns, _ = usualLength((&splitter{text: text, comma: comma}).split(sample))
	} else if comma, columns = bestSeparator(text, opts); columns < 2 {
		if inside, ok := unwrapped(text); ok {
			l.Notes.Add(1, "", ErrWrapped)
			text = inside
			comma, columns = bestSeparator(text, opts)
		}
	}
	l.Form.Comma = rune(comma)
	s := &splitter{text: text, comma: comma, columns: columns}
	records := s.split(math.MaxInt)
	for i := range records {
		records[i].line += line - 1
	}
	for _, at := range s.unclosed {
		l.Problems.Add(at+line-1, "", ErrQuote)
	}
	return tableOf(records, opts)
}

// saysSeparator tells whether a line is the one that Excel writes and reads.
func saysSeparator(line string) bool {
	line = strings.TrimSpace(line)
	return len(line) == len("sep=;") && strings.EqualFold(line[:4], "sep=") &&
		strings.Contains(separators, line[4:])
}

// bestSeparator is the one that makes a table with a header, or else rows of one
// length; and that length, 1 when there is none.
func bestSeparator(text string, opts Options) (best byte, columns int) {
	best, columns, most := separators[0], 1, -1
	for _, comma := range []byte(separators) {
		s := &splitter{text: text, comma: comma}
		records := s.split(sample)
		length, share := usualLength(records)
		if t := tableOf(records, opts); t.header >= 0 && length > 1 {
			share += 1000 * t.columns.known()
		}
		if length > 1 && share > most {
			best, columns, most = comma, length, share
		}
	}
	return best, columns
}

// usualLength is how many cells the most rows have that have more than one, and how
// many of a thousand rows do.
func usualLength(records []row) (length, share int) {
	count, all := map[int]int{}, 0
	for _, r := range records {
		if !r.blank() {
			all++
			count[len(r.cells)]++
		}
	}
	length = 1
	for n := range count {
		if n > 1 &&
			(length == 1 || count[n] > count[length] || count[n] == count[length] && n > length) {
			length = n
		}
	}
	if length == 1 {
		return 1, 0
	}
	return length, 1000 * count[length] / all
}

// unwrapped is the text inside when each line of it stands in quotation marks.
func unwrapped(text string) (string, bool) {
	s := &splitter{text: text, comma: separators[0]}
	var inside strings.Builder
	for _, r := range s.split(math.MaxInt) {
		if len(r.cells) != 1 || strings.Contains(r.cells[0], "\n") {
			return "", false
		}
		inside.WriteString(r.cells[0] + "\n")
	}
	return inside.String(), len(s.unclosed) == 0 && inside.String() != text &&
		strings.HasPrefix(strings.TrimSpace(text), `"`)
}
