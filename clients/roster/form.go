package roster

import (
	"bytes"
	"encoding/csv"
	"strings"
)

// Form is how a file was written, so that one can be written alike. The encoding is
// always UTF-8; where the file had another, the mark tells a spreadsheet so.
type Form struct {
	Comma rune // the separator
	CRLF  bool // ends of lines
	BOM   bool // it begins with the byte order mark
	XLSX  bool // it was a workbook; the rest is how Excel in Brazil writes CSV
}

// Encode writes a table as CSV of this form, or as XLSX. No cell of it is a formula
// to a spreadsheet.
func (f Form) Encode(rows [][]string) ([]byte, error) {
	if f.XLSX {
		return encodeXLSX(rows) // where text is never a formula
	}
	var b bytes.Buffer
	if f.BOM {
		b.WriteString(bom)
	}
	w := csv.NewWriter(&b)
	w.UseCRLF = f.CRLF
	if f.Comma != 0 {
		w.Comma = f.Comma
	}
	for _, row := range rows {
		safe := make([]string, len(row))
		for i, cell := range row {
			safe[i] = Defused(cell)
		}
		if err := w.Write(safe); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

// quoted is a cell of a workbook that reads as it is. Reading takes a ' away from a cell that
// begins as [Defused] has it, so such a cell gets another.
func quoted(cell string) string {
	if strings.HasPrefix(cell, "'") && Defused(cell[1:]) == cell {
		return "'" + cell
	}
	return cell
}

// Defused is a cell that is no formula to a spreadsheet: one that would begin one
// gets a ' before it.
func Defused(cell string) string {
	if strings.HasPrefix(cell, "'") && Defused(cell[1:]) != cell[1:] {
		return "'" + cell // so that reading takes away one, not this
	}
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
