package roster

import (
	"archive/zip"
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

const (
	// maxUnzipped bounds what a workbook may unfold to, in bytes. All of it is read in
	// memory; a list of 5,000 people takes some 4 MB.
	maxUnzipped = 64 << 20
	// maxCells bounds what a sheet may have, blank ones included.
	maxCells = 1 << 20
	// exactDigits is how many digits of a number a spreadsheet keeps.
	exactDigits = 15
)

// openXLSX makes a table of the first sheet that has a header, or else of the first
// that has anything.
func (l *List) openXLSX(data []byte, opts Options) (t table) {
	defer func() {
		if recover() != nil { // the library's, over bytes that nobody has foreseen
			l.Problems.Add(1, "", ErrXLSX)
		}
	}()
	if unfolded(data) > maxUnzipped {
		l.Problems.Add(1, "", ErrHuge)
		return table{}
	}
	f, err := excelize.OpenReader(bytes.NewReader(data),
		excelize.Options{UnzipSizeLimit: maxUnzipped, UnzipXMLSizeLimit: maxUnzipped})
	if err != nil {
		l.Problems.Add(1, "", ErrXLSX)
		return table{}
	}
	defer func() { _ = f.Close() }()
	return l.sheets(f, opts)
}

// unfolded is how many bytes a workbook says that it unfolds to; the library holds it
// to that.
func unfolded(data []byte) (n uint64) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return 0 // for the library to say
	}
	for _, part := range z.File {
		n += part.UncompressedSize64
	}
	return n
}

// sheets reads all sheets, and takes one.
func (l *List) sheets(f *excelize.File, opts Options) (chosen table) {
	var name string
	var others []string
	for _, sheet := range f.GetSheetList() {
		records, err := readSheet(f, sheet)
		if err != nil {
			l.Problems.Add(1, sheet, err)
			return table{}
		}
		if len(records) == 0 {
			continue
		}
		t := tableOf(records, opts)
		if name == "" || chosen.header < 0 && t.header >= 0 {
			name, chosen = sheet, t
		}
		others = append(others, sheet)
	}
	for _, sheet := range others {
		if sheet != name {
			l.Notes.Add(1, sheet, ErrSheets)
		}
	}
	if name == "" {
		l.Problems.Add(1, "", ErrEmpty)
	}
	return chosen
}

// readSheet is the rows of a sheet that are not blank.
func readSheet(f *excelize.File, sheet string) (records []row, err error) {
	rows, err := f.Rows(sheet)
	if err != nil {
		return nil, ErrXLSX
	}
	defer func() { _ = rows.Close() }()
	raw, err := f.Rows(sheet)
	if err != nil {
		return nil, ErrXLSX
	}
	defer func() { _ = raw.Close() }()
	cells := 0
	for line := 1; rows.Next() && raw.Next(); line++ {
		shown, err := rows.Columns()
		if err != nil {
			return nil, ErrXLSX
		}
		kept, err := raw.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return nil, ErrXLSX
		}
		if cells += len(kept) + 1; cells > maxCells {
			return nil, ErrHuge
		}
		if r := (row{line, faithful(shown, kept)}); !r.blank() {
			records = append(records, lossy(f, sheet, r))
		}
	}
	return records, nil
}

// faithful takes cells as they are shown (a format may add the zeros that count) but
// for numbers that are shown with other signs than digits.
func faithful(shown, kept []string) []string {
	cells := slices.Clone(kept)
	for i, cell := range shown {
		if i < len(cells) && isDigits(cells[i]) && isDigits(cell) &&
			strings.HasSuffix(cell, cells[i]) {
			cells[i] = cell
		}
	}
	return cells
}

// lossy writes numbers that are longer than a spreadsheet can keep as it shows them:
// their last digits are not those that were typed.
func lossy(f *excelize.File, sheet string, r row) row {
	for i, cell := range r.cells {
		if !isDigits(cell) || len(cell) <= exactDigits {
			continue
		}
		name, err := excelize.CoordinatesToCellName(i+1, r.line)
		if err != nil {
			continue
		}
		if t, err := f.GetCellType(sheet, name); err == nil &&
			(t == excelize.CellTypeUnset || t == excelize.CellTypeNumber) {
			r.cells[i] = fmt.Sprintf("%s,%sE+%d", cell[:1], cell[1:exactDigits], len(cell)-1)
		}
	}
	return r
}

func encodeXLSX(rows [][]string) ([]byte, error) {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	for i, row := range rows {
		for j, cell := range row {
			name, err := excelize.CoordinatesToCellName(j+1, i+1)
			if err != nil {
				return nil, err
			}
			if err := f.SetCellStr("Sheet1", name, quoted(cell)); err != nil {
				return nil, err
			}
		}
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
