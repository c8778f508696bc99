package export

import (
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

const (
	// sizeA4 is the paper's number in a workbook.
	sizeA4 = 9
	// maxHeader bounds the title in a page's header, in characters: a header has 255, in which an
	// & takes two.
	maxHeader = 80
	// uprightHeight is the height of a header row of which some cells stand upright, in points.
	uprightHeight = 120
	// lineHeight is the height of one line of a row, in points.
	lineHeight = 15
)

// onPaper sets how a sheet is printed: A4 in landscape, as wide as so many pages, the header and
// the fixed columns on each, class and days above, name of the sheet and number of the page below.
func (b *book) onPaper(s sheet) error {
	fit, size, landscape := true, sizeA4, "landscape"
	across, asMany := max(s.across, 1), 0
	if err := b.SetSheetProps(s.name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	err := b.SetPageLayout(s.name, &excelize.PageLayoutOptions{Size: &size,
		Orientation: &landscape, FitToWidth: &across, FitToHeight: &asMany})
	if err != nil {
		return err
	}
	err = b.SetHeaderFooter(s.name, &excelize.HeaderFooterOptions{
		OddHeader: "&L" + plainHeader(b.title) + "&R" + plainHeader(b.days),
		OddFooter: "&L" + plainHeader(s.name) + "&R&P/&N"})
	if err != nil {
		return err
	}
	titles := fmt.Sprintf("'%s'!$1:$1", s.name)
	if s.fixed > 0 {
		last, err := excelize.ColumnNumberToName(s.fixed)
		if err != nil {
			return err
		}
		titles = fmt.Sprintf("'%s'!$A:$%s,%s", s.name, last, titles)
	}
	return b.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: titles,
		Scope: s.name})
}

// plainHeader is a text for a header, in which & begins an order.
func plainHeader(text string) string {
	if cut := []rune(text); len(cut) > maxHeader {
		text = string(cut[:maxHeader-1]) + "…"
	}
	return strings.ReplaceAll(text, "&", "&&")
}

// columns breaks text that is wider than its column into lines. The header of an upright sheet
// stands upright behind the fixed columns, so that a page has room for 40 of these.
func (b *book) columns(s sheet) error {
	lines := len(s.widths)
	if s.upright {
		lines = s.fixed
		if err := b.SetRowHeight(s.name, 1, uprightHeight); err != nil {
			return err
		}
		if err := b.styleColumns(s.name, s.fixed+1, len(s.widths), b.middle); err != nil {
			return err
		}
	}
	if err := b.styleColumns(s.name, 1, lines, b.lines); err != nil {
		return err
	}
	for i, row := range s.rows[1:] {
		if n := linesOf(row[:min(lines, len(row))], s.widths); n > 1 {
			if err := b.SetRowHeight(s.name, i+2, float64(n)*lineHeight); err != nil {
				return err
			}
		}
	}
	return nil
}

// linesOf is how many lines a row needs, with room for words that are not broken. No spreadsheet
// finds out by itself everywhere.
func linesOf(row []any, widths []float64) int {
	most := 1
	for i, value := range row {
		if text, ok := value.(string); ok {
			most = max(most, int(math.Ceil(float64(utf8.RuneCountInString(text))*1.1/widths[i])))
		}
	}
	return most
}

// styleColumns gives some columns a style, which is that of their cells that have no other.
func (b *book) styleColumns(sheet string, first, last, style int) error {
	if first > last {
		return nil
	}
	from, err := excelize.ColumnNumberToName(first)
	if err != nil {
		return err
	}
	until, err := excelize.ColumnNumberToName(last)
	if err != nil {
		return err
	}
	return b.SetColStyle(sheet, from+":"+until, style)
}
