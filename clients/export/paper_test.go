package export_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/chamada/chamada/clients/export"
	"github.com/chamada/chamada/clients/texts"
	"github.com/chamada/chamada/subjects"
)

// longSemester has so many roll calls, of 60 students.
func longSemester(rolls int) *export.Semester {
	s := &export.Semester{Report: subjects.Report{Class: 3030, Name: "Redes & Protocolos",
		Rolls: rolls, Waived: "counts"}}
	var lines []subjects.RecordLine
	for i := range 60 {
		number := subjects.Student(fmt.Sprintf("04219%04d", i))
		name := fmt.Sprintf("Estudante %02d da Silva Conceição", i)
		lines = append(lines, line(string(number), name, subjects.Marks[i%len(subjects.Marks)], 0))
		s.Report.Students = append(s.Report.Students, subjects.ReportLine{Student: number,
			Name: name, Hours: rolls, Frequency: percent("75.0"),
			FrequencyPlanned: percent("80.0")})
	}
	for day := range rolls {
		s.Records = append(s.Records, roll(fmt.Sprintf("2026-%02d-%02d 08:00", 8+day/28, 1+day%28),
			lines))
	}
	return s
}

// Each sheet is printed in landscape, with its header and the students on each page, and says of
// which class and days it is. A page is as wide as 40 roll calls.
func TestWorkbookOnPaper(t *testing.T) {
	for rolls, wide := range map[int]int{1: 1, 40: 1, 41: 2, 100: 3} {
		f := open(t, longSemester(rolls), texts.Portuguese)
		titles := map[string]string{}
		for _, n := range f.GetDefinedName() {
			titles[n.Scope] += n.Name + " " + n.RefersTo
		}
		for name, want := range map[string]string{
			"Diário":    "_xlnm.Print_Titles 'Diário'!$A:$B,'Diário'!$1:$1",
			"Resumo":    "_xlnm.Print_Titles 'Resumo'!$A:$B,'Resumo'!$1:$1",
			"Correções": "_xlnm.Print_Titles 'Correções'!$1:$1",
		} {
			if titles[name] != want {
				t.Errorf("%s: on each page are %q, not %q", name, titles[name], want)
			}
			across := 1
			if name == "Diário" {
				across = wide
			}
			p, err := f.GetPageLayout(name)
			if err != nil || *p.Orientation != "landscape" || *p.Size != 9 ||
				*p.FitToWidth != across || *p.FitToHeight != 0 {
				t.Errorf("%s, %d roll calls: %+v %v", name, rolls, p, err)
			}
			props, err := f.GetSheetProps(name)
			if err != nil || !*props.FitToPage {
				t.Errorf("%s: it fits no page, %v", name, err)
			}
			h, err := f.GetHeaderFooter(name)
			if err != nil || !strings.HasPrefix(h.OddHeader,
				"&LTurma 3030: Redes && Protocolos&RPeríodo: 01/08/2026 a ") ||
				h.OddFooter != "&L"+name+"&R&P/&N" {
				t.Errorf("%s: %+v %v", name, h, err)
			}
		}
	}
}

// The longest name of a class that there may be fits into the header of a page, an empty semester
// has one, too.
func TestHeaderOnPaper(t *testing.T) {
	s := longSemester(1)
	s.Report.Name = strings.Repeat("&", 200)
	if h, err := open(t, s, texts.Portuguese).GetHeaderFooter("Diário"); err != nil ||
		!strings.Contains(h.OddHeader, "…&RPeríodo") {
		t.Errorf("%+v %v", h, err)
	}
	empty := &export.Semester{Report: subjects.Report{Class: 3030}}
	if h, err := open(t, empty, texts.English).GetHeaderFooter("Diary"); err != nil ||
		h.OddHeader != "&LClass 3030&R" {
		t.Errorf("%+v %v", h, err)
	}
}

// A reason or a name that is wider than its column is broken into lines, and the row is as high as
// these.
func TestLongTextOnPaper(t *testing.T) {
	s := longSemester(1)
	students := s.Records[0].Students
	students[3].Corrections = []subjects.Correction{{Before: subjects.MarkAbsent,
		After: subjects.MarkExcused, By: "clara", Time: at("2026-08-05 09:00"),
		Reason: strings.Repeat("atestado ", 20)}}
	s.Report.Students[1].Name = strings.Repeat("Conceição ", 6)
	f := open(t, s, texts.Portuguese)
	for cell, want := range map[[2]string]float64{
		{"Correções", "I2"}: 60, {"Diário", "B3"}: 30, {"Resumo", "B3"}: 30, {"Resumo", "B2"}: 15,
	} {
		_, row, err := excelize.CellNameToCoordinates(cell[1])
		if err != nil {
			t.Fatal(err)
		}
		if height, err := f.GetRowHeight(cell[0], row); err != nil || height != want {
			t.Errorf("%v is %v high, not %v (%v)", cell, height, want, err)
		}
		id, err := f.GetCellStyle(cell[0], cell[1])
		if err != nil {
			t.Fatal(err)
		}
		if style, err := f.GetStyle(id); err != nil || !style.Alignment.WrapText {
			t.Errorf("%v is not broken into lines: %v", cell, err)
		}
	}
}

// TestDaysOfTwoYears has a semester that goes on after the new year, with two lessons on one day of
// two months alike: the printed page tells them apart by the year, which it has nowhere else.
func TestDaysOfTwoYears(t *testing.T) {
	one := []subjects.RecordLine{line("7", "Ana", subjects.MarkPresent, 0)}
	s := &export.Semester{Records: []subjects.Record{roll("2026-03-05 08:00", one),
		roll("2027-03-05 08:00", one)}}
	for language, days := range map[texts.Language][2]string{
		texts.Portuguese: {"<span>05/03/2026 08:00", "<span>05/03/2027 08:00"},
		texts.English:    {"<span>2026-03-05 08:00", "<span>2027-03-05 08:00"},
	} {
		var page strings.Builder
		if err := s.Page(&page, language); err != nil {
			t.Fatal(err)
		}
		for _, day := range days {
			if !strings.Contains(page.String(), day) {
				t.Errorf("no %s: %s", day, page.String())
			}
		}
	}
}
