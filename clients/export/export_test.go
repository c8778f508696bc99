package export_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/chamada/chamada/clients/export"
	"github.com/chamada/chamada/clients/roster"
	"github.com/chamada/chamada/clients/texts"
	"github.com/chamada/chamada/subjects"
)

var update = flag.Bool("update", false, "write the golden files as they are now")

// golden compares what is written with a file of testdata, byte by byte.
func golden(t *testing.T, name string, write func(io.Writer) error) {
	t.Helper()
	var got bytes.Buffer
	if err := write(&got); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("%s is now:\n%s", name, got.Bytes())
	}
}

func TestFilesAreAsTheyWere(t *testing.T) {
	s := semester()
	for _, l := range texts.Languages() {
		golden(t, "semester."+l.Code()+".csv", func(w io.Writer) error { return s.CSV(w, l) })
		golden(t, "semester."+l.Code()+".html", func(w io.Writer) error { return s.Page(w, l) })
	}
	golden(t, "semester.json", s.JSON)
	golden(t, "moodle.csv",
		func(w io.Writer) error { return export.Moodle(w, &s.Records[0]) })
}

// A spreadsheet must take no cell for a formula, and a class list comes back from the file.
func TestCSVIsAListWithoutFormulas(t *testing.T) {
	for _, l := range texts.Languages() {
		var file bytes.Buffer
		if err := semester().CSV(&file, l); err != nil {
			t.Fatal(err)
		}
		r := csv.NewReader(strings.NewReader(strings.TrimPrefix(file.String(), "\ufeff")))
		if r.Comma = ';'; l == texts.English {
			r.Comma = ','
		}
		rows, err := r.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, cell := range strings.Split(strings.Join(flat(rows), "\x00"), "\x00") {
			if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
				t.Errorf("the cell %q begins a formula", cell)
			}
		}
		list := roster.Read(file.Bytes(), roster.Options{})
		if len(list.Problems) > 0 || len(list.Entries) != 5 {
			t.Fatalf("read again: %v, %v", list.Problems, list.Entries)
		}
		if e := list.Entries[1]; e.Number != "042191011" || e.Name != "=1+1" {
			t.Errorf("read again: %+v", e)
		}
	}
}

func flat(rows [][]string) (all []string) {
	for _, r := range rows {
		all = append(all, r...)
	}
	return all
}

func TestJSONReadsAsTheSame(t *testing.T) {
	var file bytes.Buffer
	if err := semester().JSON(&file); err != nil {
		t.Fatal(err)
	}
	var got export.Semester
	if err := json.Unmarshal(file.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if want := semester(); !reflect.DeepEqual(got.Report, want.Report) ||
		len(got.Records) != 3 ||
		got.Records[0].Students[1].Corrections[0].Reason != `ônibus; "linha 3"` {
		t.Errorf("read again: %+v", got)
	}
}

func TestNothingIsKept(t *testing.T) {
	empty := &export.Semester{Report: subjects.Report{Class: 3030}}
	golden(t, "empty.csv", func(w io.Writer) error { return empty.CSV(w, texts.Portuguese) })
	golden(t, "empty.json", empty.JSON)
	golden(t, "empty.html", func(w io.Writer) error { return empty.Page(w, texts.Portuguese) })
}

func TestUnknownMarks(t *testing.T) {
	s := semester()
	s.Records[0].Students[0].Mark = "dreaming"
	var file bytes.Buffer
	if err := s.CSV(&file, texts.Portuguese); err != nil ||
		!strings.Contains(file.String(), "dreaming") {
		t.Errorf("%v\n%s", err, &file)
	}
	if err := export.Moodle(io.Discard, &s.Records[0]); err == nil {
		t.Error("Moodle has a status for a mark that it does not know")
	}
}

func TestUnknownZone(t *testing.T) {
	s := semester()
	s.Records[0].Zone = "Mars/Olympus"
	if s.CSV(io.Discard, texts.English) == nil || s.XLSX(io.Discard, texts.English) == nil ||
		s.Page(io.Discard, texts.English) == nil {
		t.Error("days in a zone that nobody knows")
	}
}

func TestAgrees(t *testing.T) {
	if !semester().Agrees() {
		t.Error("a report of just these records does not agree with them")
	}
	aside := semester()
	locked := &aside.Records[0].Students[3]
	locked.State, locked.Mark = subjects.StateLocked, subjects.MarkPresent
	if !aside.Agrees() {
		t.Error("somebody came who is in no total, and the report does not agree")
	}
	for what, change := range map[string]func(s *export.Semester){
		"mark":  func(s *export.Semester) { s.Records[0].Students[0].Mark = subjects.MarkLate },
		"hours": func(s *export.Semester) { s.Records[0].Students[2].AbsentHours = 1 },
		"void":  func(s *export.Semester) { s.Records[0].Void = true },
		"more":  func(s *export.Semester) { s.Records[2].Void = false },
	} {
		s := semester()
		if change(s); s.Agrees() {
			t.Errorf("%s: the report agrees with records that were changed", what)
		}
	}
}

// TestInactiveIsInNoTotal has somebody who was not active that day be marked: no export counts
// that, Moodle's file does not have it, and how many it lacks is told.
func TestInactiveIsInNoTotal(t *testing.T) {
	for _, mark := range []subjects.Mark{subjects.MarkPresent, subjects.MarkExcused} {
		s := semester()
		line := &s.Records[0].Students[3]
		line.State, line.Mark = subjects.StateLocked, mark
		var file strings.Builder
		if err := export.Moodle(&file, &s.Records[0]); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(file.String(), string(line.Student)) {
			t.Errorf("Moodle would count %s: %s", mark, file.String())
		}
		if n := export.Inactive(&s.Records[0]); n != 1 || !s.Agrees() {
			t.Errorf("%s: %d are left out, and the report agrees: %v", mark, n, s.Agrees())
		}
	}
}

// One sheet of paper has 40 roll calls; all are printed once, and each sheet has everybody.
func TestPageHasFortyColumns(t *testing.T) {
	for n, sheets := range map[int]int{1: 1, 40: 1, 41: 2, 80: 2, 81: 3} {
		s := semester()
		one := s.Records[0]
		s.Records = nil
		for i := range n {
			one.Started = at("2026-08-03 08:00") + subjects.Time(i)*86_400_000
			s.Records = append(s.Records, one)
		}
		var file strings.Builder
		if err := s.Page(&file, texts.Portuguese); err != nil {
			t.Fatal(err)
		}
		if got := strings.Count(file.String(), "<section>"); got != sheets {
			t.Errorf("%d roll calls are on %d sheets, not %d", n, got, sheets)
		}
		if got := strings.Count(file.String(), `<th class="roll">`); got != n {
			t.Errorf("%d roll calls are in %d columns", n, got)
		}
		if got := strings.Count(file.String(), "José"); got != sheets {
			t.Errorf("José is %d times on %d sheets", got, sheets)
		}
	}
}
