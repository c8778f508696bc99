package roster_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/chamada/chamada/clients/roster"
)

// workbook is an XLSX of a sheet of cells, and of what set does to it.
func workbook(t *testing.T, rows [][]any, set func(*excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	for i, row := range rows {
		at, _ := excelize.CoordinatesToCellName(1, i+1)
		if err := f.SetSheetRow("Sheet1", at, &row); err != nil {
			t.Fatal(err)
		}
	}
	if set != nil {
		set(f)
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A number cell says what it shows, when that is digits: zeros of a format count.
func TestNumbersOfAWorkbook(t *testing.T) {
	l := roster.Read(workbook(t, [][]any{
		{"Lista de presença"}, {"Matrícula", "Nome"},
		{42191010, "Ana"}, {"042191011", "Bia"}, {42191012, "Caio"}, {20190800012345678, "Davi"},
		{"20190800012345678", "Eva"}, {42191013, nil},
	}, func(f *excelize.File) {
		zeros, thousands := "000000000", "#,##0"
		for cell, format := range map[string]string{"A3": zeros, "A5": thousands} {
			style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
			if err == nil {
				err = f.SetCellStyle("Sheet1", cell, cell, style)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}), roster.Options{})
	var got []string
	for _, e := range l.Entries {
		got = append(got, e.Number)
	}
	want := "042191010 042191011 42191012 2,01908000123456E+16 20190800012345678 42191013"
	if strings.Join(got, " ") != want || !l.Problems.Has(roster.ErrLostDigits) ||
		len(l.Problems) != 1 {
		t.Errorf("%q, %v", got, l.Problems)
	}
	if l.Entries[0].Line != 3 || l.Problems[0].Places[0].Line != 6 {
		t.Errorf("%+v, %+v", l.Entries[0], l.Problems)
	}
}

// The sheet with the header is read, and the others are told of.
func TestSheets(t *testing.T) {
	l := roster.Read(workbook(t, [][]any{{"Leia-me"}}, func(f *excelize.File) {
		_, err := f.NewSheet("Turma")
		for cell, text := range map[string]string{"A1": "RA", "B1": "Nome", "A2": "1",
			"B2": "Ana"} {
			if err == nil {
				err = f.SetCellStr("Turma", cell, text)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}), roster.Options{})
	if len(l.Problems) > 0 || len(l.Entries) != 1 || len(l.Notes) != 1 ||
		l.Notes[0].Places[0].Value != "Sheet1" {
		t.Errorf("%+v", l)
	}
}

// A workbook that unfolds to more than any list, or has rows without end, is refused.
func TestHugeWorkbook(t *testing.T) {
	const open, end = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`, `</sheetData></worksheet>`
	wide := strings.Repeat(`<row><c r="XFD1" t="str"><v>x</v></c></row>`, 1000)
	for name, c := range map[string]struct {
		sheet string
		err   error
	}{
		"much": {open + strings.Repeat(" ", 65<<20) + end, roster.ErrHuge},
		"wide": {open + wide + end, roster.ErrHuge},
	} {
		if l := roster.Read(withSheet(t, c.sheet), roster.Options{}); !l.Problems.Has(c.err) ||
			len(l.Entries) > 0 {
			t.Errorf("%s: %v", name, l.Problems)
		}
	}
}

// withSheet is a workbook whose first sheet is this XML.
func withSheet(t *testing.T, sheet string) []byte {
	t.Helper()
	const name = "xl/worksheets/sheet1.xml"
	plain := workbook(t, nil, nil)
	parts, err := zip.NewReader(bytes.NewReader(plain), int64(len(plain)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range parts.File {
		if f.Name == name {
			continue
		}
		if err := w.Copy(f); err != nil {
			t.Fatal(err)
		}
	}
	part, err := w.Create(name)
	if err == nil {
		_, err = part.Write([]byte(sheet))
	}
	if err := errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
