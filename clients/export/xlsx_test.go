package export_test

import (
	"bytes"
	"reflect"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/chamada/chamada/clients/export"
	"github.com/chamada/chamada/clients/texts"
)

func open(t *testing.T, s *export.Semester, l texts.Language) *excelize.File {
	t.Helper()
	var file bytes.Buffer
	if err := s.XLSX(&file, l); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func TestEveryCellOfTheWorkbook(t *testing.T) {
	const zé = "@Zé; \"o\" <b>"
	f := open(t, semester(), texts.Portuguese)
	for name, want := range map[string][][]string{
		"Diário": {
			{"MATRÍCULA", "NOME", "03/08/2026 08:00", "03/08/2026 23:30"},
			{"042191010", "José Conceição", "P", "P"},
			{"042191011", "=1+1", "AT", "FJ"},
			{"000000001", zé, "F", "F"},
			{"7", "-Ana", "—", "AB"},
			{"0099", "", "•", "—"},
		},
		"Resumo": {
			{"MATRÍCULA", "NOME", "P", "AT", "F", "FJ", "AB", "HORAS DADAS", "HORAS DE FALTA",
				"FREQUÊNCIA", "FREQUÊNCIA DO PREVISTO", "PODE FALTAR", "OBSERVAÇÃO"},
			{"042191010", "José Conceição", "2", "0", "0", "0", "0", "4", "0", "100.0", "100.0",
				"1"},
			{"042191011", "=1+1", "0", "1", "0", "1", "0", "4", "2", "50.0", "96.6", "-1",
				"PASSOU DO LIMITE (1 h)"},
			{"000000001", zé, "0", "0", "2", "0", "0", "4", "4", "0.0", "93.3", "-3",
				"PASSOU DO LIMITE (3 h)"},
			{"7", "-Ana", "0", "0", "0", "0", "1", "2", "0", "100.0", "—", "0"},
			{"0099", "", "—", "—", "—", "—", "—", "—", "—", "—", "—", "—",
				"fora da lista da turma"},
		},
		"Correções": {
			{"CHAMADA", "O QUÊ", "NOME", "ANTES", "DEPOIS", "HORAS DE FALTA", "QUEM", "QUANDO",
				"MOTIVO"},
			{"03/08/2026 08:00", "a chamada toda", "", "", "", "", "", "",
				"o diário do servidor foi danificado durante a chamada e reparado depois; " +
					"podem faltar alunos"},
			{"03/08/2026 08:00", "042191011", "=1+1", "F", "AT", "0", "root",
				"04/08/2026 10:00", "ônibus; \"linha 3\""},
			{"03/08/2026 23:30", "a chamada toda", "", "", "feita no papel", "", "clara",
				"05/08/2026 09:00", "=luz"},
			{"10/08/2026 08:00", "a chamada toda", "", "2 h", "não conta", "", "clara",
				"10/08/2026 08:05", "por engano"},
		},
	} {
		got, err := f.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(trimmed(got), trimmed(want)) {
			t.Errorf("%s is\n%q, not\n%q", name, got, want)
		}
	}
	if got := f.GetSheetList(); !reflect.DeepEqual(got, []string{"Diário", "Resumo", "Correções"}) {
		t.Errorf("the sheets are %v", got)
	}
}

// trimmed has no empty cells at the ends of rows: whether there are any says nothing.
func trimmed(rows [][]string) [][]string {
	for i, r := range rows {
		for len(r) > 0 && r[len(r)-1] == "" {
			r = r[:len(r)-1]
		}
		rows[i] = r
	}
	return rows
}

// Numbers of students and what looks like a formula are text, amounts are numbers, days are days,
// and the header stays in place.
func TestKindsOfCells(t *testing.T) {
	f := open(t, semester(), texts.Portuguese)
	for cell, want := range map[[2]string]excelize.CellType{
		{"Diário", "A2"}: excelize.CellTypeSharedString,
		{"Diário", "B3"}: excelize.CellTypeSharedString,
		{"Diário", "C1"}: excelize.CellTypeUnset, // a number, of days
		{"Resumo", "A5"}: excelize.CellTypeSharedString,
		{"Resumo", "C2"}: excelize.CellTypeUnset,
		{"Resumo", "J3"}: excelize.CellTypeUnset,
	} {
		if got, err := f.GetCellType(cell[0], cell[1]); err != nil || got != want {
			t.Errorf("%v is of type %v, not %v (%v)", cell, got, want, err)
		}
		if formula, _ := f.GetCellFormula(cell[0], cell[1]); formula != "" {
			t.Errorf("%v has the formula %q", cell, formula)
		}
	}
	day, err := f.GetCellValue("Diário", "D1", excelize.Options{RawCellValue: true})
	if err != nil || day[:5] != "46237" { // 2026-08-03, also where UTC has the next day
		t.Errorf("the day is %s, %v", day, err)
	}
	for _, sheet := range f.GetSheetList() {
		if p, err := f.GetPanes(sheet); err != nil || !p.Freeze || p.YSplit != 1 {
			t.Errorf("%s: the header is not frozen: %+v, %v", sheet, p, err)
		}
	}
}

func TestEnglishWorkbook(t *testing.T) {
	f := open(t, semester(), texts.English)
	got, err := f.GetRows("Diary")
	if err != nil || got[0][2] != "2026-08-03 08:00" || got[2][2] != "L" {
		t.Errorf("%v, %v", got, err)
	}
}
