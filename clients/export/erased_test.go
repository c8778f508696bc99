package export_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/chamada/chamada/clients/export"
	"github.com/chamada/chamada/clients/texts"
	"github.com/chamada/chamada/subjects"
)

// TestErasedAreNotCalledUnlisted has somebody be erased from the list and its records: files for
// people say that, and the one for Moodle, which knows no such number, leaves them out.
func TestErasedAreNotCalledUnlisted(t *testing.T) {
	gone := string(subjects.NewNobody())
	first := roll("2026-08-03 08:00", []subjects.RecordLine{
		line("042191010", "José Conceição", subjects.MarkPresent, 0),
		line(gone, "", subjects.MarkPresent, 0, subjects.Correction{Before: subjects.MarkAbsent,
			After: subjects.MarkPresent, Time: at("2026-08-04 10:00"), Reason: "engano"})})
	s := &export.Semester{Records: []subjects.Record{first}, Report: report()}
	var table, page, moodle bytes.Buffer
	if err := s.CSV(&table, texts.Portuguese); err != nil {
		t.Fatal(err)
	}
	if err := s.Page(&page, texts.English); err != nil {
		t.Fatal(err)
	}
	if err := export.Moodle(&moodle, &first); err != nil {
		t.Fatal(err)
	}
	if got := table.String(); !strings.Contains(got, gone+";;P;—;—;—;—;dados apagados\r\n") {
		t.Error(got)
	}
	if got := page.String(); !strings.Contains(got, "(data erased)") {
		t.Error(got)
	}
	book := open(t, s, texts.Portuguese)
	for _, sheet := range []string{"Diário", "Correções"} {
		rows, err := book.GetRows(sheet)
		if err != nil || !slices.Contains(flat(rows), "(dados apagados)") {
			t.Errorf("%s: %v %v", sheet, rows, err)
		}
	}
	if got := moodle.String(); strings.Contains(got, gone) {
		t.Error(got)
	}
}
