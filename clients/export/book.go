package export

import (
	"fmt"
	"time"

	"github.com/xuri/excelize/v2"
)

// book is a workbook that is being made.
type book struct {
	*excelize.File
	header, headerAt, at, share, middle, lines int // styles

	title, days string // class and days, for the header on paper
	sheets      int
}

func newBook(t *words, title, days string) (b *book, err error) {
	b = &book{File: excelize.NewFile(), title: title, days: days}
	family, err := b.GetDefaultFont()
	if err != nil {
		return nil, err
	}
	bold := &excelize.Font{Bold: true, Family: family}
	top := &excelize.Alignment{Vertical: "top"}
	share := "0.0"
	for _, s := range []struct {
		id    *int
		style excelize.Style
	}{
		{&b.header, excelize.Style{Font: bold}},
		{&b.headerAt, excelize.Style{Font: bold, CustomNumFmt: &t.minuteCells,
			Alignment: &excelize.Alignment{TextRotation: 90, Horizontal: "center"}}},
		{&b.at, excelize.Style{CustomNumFmt: &t.minuteCells,
			Alignment: &excelize.Alignment{Horizontal: "left", Vertical: "top"}}},
		{&b.share, excelize.Style{CustomNumFmt: &share, Alignment: top}},
		{&b.middle, excelize.Style{Alignment: &excelize.Alignment{Horizontal: "center",
			Vertical: "top"}}},
		{&b.lines, excelize.Style{Alignment: &excelize.Alignment{WrapText: true,
			Vertical: "top"}}},
	} {
		if *s.id, err = b.NewStyle(&s.style); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// add appends a sheet.
func (b *book) add(s sheet) (err error) {
	if b.sheets++; b.sheets == 1 {
		err = b.SetSheetName("Sheet1", s.name)
	} else {
		_, err = b.NewSheet(s.name)
	}
	if err != nil {
		return err
	}
	for _, set := range []func(sheet) error{b.freeze, b.columns, b.onPaper} {
		if err := set(s); err != nil {
			return err
		}
	}
	for i, row := range s.rows {
		for j, value := range row {
			if err := b.set(s.name, j+1, i+1, value); err != nil {
				return err
			}
		}
	}
	return nil
}

// freeze keeps the header and the first columns in place, and gives columns their widths.
func (b *book) freeze(s sheet) error {
	for i, width := range s.widths {
		name, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		if err := b.SetColWidth(s.name, name, name, width); err != nil {
			return err
		}
	}
	corner, err := cell(s.fixed+1, 2)
	if err != nil {
		return err
	}
	pane := "bottomLeft"
	if s.fixed > 0 {
		pane = "bottomRight"
	}
	return b.SetPanes(s.name, &excelize.Panes{Freeze: true, XSplit: s.fixed, YSplit: 1,
		TopLeftCell: corner, ActivePane: pane})
}

// set fills one cell. A string stays text, whatever it looks like.
func (b *book) set(sheet string, column, line int, value any) error {
	name, err := cell(column, line)
	if err != nil {
		return err
	}
	style := 0
	if line == 1 {
		style = b.header
	}
	switch v := value.(type) {
	case string:
		err = b.SetCellStr(sheet, name, v)
	case int:
		err = b.SetCellInt(sheet, name, int64(v))
	case float64:
		style, err = b.share, b.SetCellFloat(sheet, name, v, 1, 64)
	case time.Time:
		if style = b.at; line == 1 {
			style = b.headerAt
		}
		err = b.SetCellValue(sheet, name, wall(v))
	default:
		err = fmt.Errorf("a cell cannot hold a %T", value)
	}
	if err != nil || style == 0 {
		return err
	}
	return b.SetCellStyle(sheet, name, name, style)
}

// wall is what the clock shows, to the minute, without a zone: a spreadsheet knows none.
func wall(at time.Time) time.Time {
	return time.Date(at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), 0, 0, time.UTC)
}
