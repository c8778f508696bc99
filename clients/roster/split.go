package roster

import "strings"

// row is a row of a table.
type row struct {
	line  int // from 1
	cells []string
}

func (r row) blank() bool {
	for _, c := range r.cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}

// cell is the i-th, empty where there is none.
func (r row) cell(i int) string {
	if i < 0 || i >= len(r.cells) {
		return ""
	}
	return r.cells[i]
}

// maxLines bounds a cell in quotation marks: a longer one was not closed.
const maxLines = 32

// splitter reads separated values as Excel and Calc do: a quotation mark means
// something at the start of a cell only, and what follows the one that closes the
// cell belongs to it. Unlike them it does not swallow rows when one is not closed.
type splitter struct {
	text     string
	comma    byte
	columns  int // that most rows have; 0: not known
	at, line int
	unclosed []int // lines on which a quotation mark is not closed
}

// split makes up to limit records of text.
func (s *splitter) split(limit int) (records []row) {
	for s.line = 1; s.at < len(s.text) && len(records) < limit; s.line++ {
		r := row{line: s.line}
		for more := true; more; {
			r.cells = append(r.cells, s.cell())
			more = s.at < len(s.text) && s.text[s.at] == s.comma
			s.at++ // the separator, or the end of the line
		}
		records = append(records, r)
	}
	return records
}

func (s *splitter) cell() string {
	start := s.at
	for start < len(s.text) && s.text[start] == ' ' {
		start++
	}
	if start < len(s.text) && s.text[start] == '"' {
		if cell, ok := s.quoted(start + 1); ok {
			return cell
		}
		s.unclosed = append(s.unclosed, s.line)
	}
	return s.plain()
}

// plain goes up to the next separator or the end of the line.
func (s *splitter) plain() string {
	rest := s.text[s.at:]
	end := strings.IndexAny(rest, string(rune(s.comma))+"\n")
	if end < 0 {
		end = len(rest)
	}
	s.at += end
	return rest[:end]
}

// quoted reads what is in quotation marks, from after the first.
func (s *splitter) quoted(from int) (string, bool) {
	var cell strings.Builder
	for {
		end := strings.IndexByte(s.text[from:], '"')
		if end < 0 {
			return "", false
		}
		cell.WriteString(s.text[from : from+end])
		if from += end + 1; !strings.HasPrefix(s.text[from:], `"`) {
			break
		}
		cell.WriteByte('"')
		from++
	}
	before := s.at
	s.at = from
	rest := s.plain()
	if s.swallowed(cell.String(), rest) {
		s.at = before
		return "", false
	}
	s.line += strings.Count(cell.String(), "\n")
	return cell.String() + strings.TrimRight(rest, " "), true
}

// swallowed tells whether a cell of several lines is rather a quotation mark that
// was not closed, up to the next one that opens a cell.
func (s *splitter) swallowed(cell, rest string) bool {
	lines := strings.Count(cell, "\n")
	if lines == 0 {
		return false
	}
	if lines > maxLines || strings.TrimSpace(rest) != "" {
		return true
	}
	for _, line := range strings.Split(cell, "\n")[1:] {
		if s.columns > 1 && strings.Count(line, string(rune(s.comma))) >= s.columns-1 {
			return true
		}
	}
	return false
}
