package roster_test

import (
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/chamada/chamada/clients/roster"
	"github.com/chamada/chamada/subjects"
)

var words = roster.Words{
	Student: "matrícula", Name: "nome", Social: "nome social", State: "situação", From: "desde",
	Until: "até", Active: "ativo", Locked: "trancado", Transferred: "transferido",
	Exempt: "dispensado",
}

// enrolled draws students as they are on a list that was imported once.
var enrolled = rapid.Custom(func(t *rapid.T) []subjects.Enrolled {
	numbers := rapid.SliceOfNDistinct(rapid.StringMatching(`[0-9]{1,20}`), 1, 8, rapid.ID).
		Draw(t, "numbers")
	slices.Sort(numbers)
	names := rapid.SampledFrom([]string{"Ana Souza", "José D'Ávila", `"Zé" S.`, "=HYPERLINK(1)",
		"'=x", "a;b,c|d", "-", "7"})
	var all []subjects.Enrolled
	for _, number := range numbers {
		s := subjects.Enrolled{
			Student: subjects.Student(number), Name: names.Draw(t, "name"),
			From:  rapid.SampledFrom([]string{"", "2026-02-28"}).Draw(t, "from"),
			Until: rapid.SampledFrom([]string{"", "2026-02-28", "2026-12-01"}).Draw(t, "until"),
			State: rapid.SampledFrom([]subjects.State{"", subjects.StateLocked,
				subjects.StateTransferred, subjects.StateExempt}).Draw(t, "state"),
		}
		if social := names.Draw(t, "social"); rapid.Bool().Draw(t, "has") && social != s.Name {
			s.Social = social
		}
		all = append(all, s)
	}
	return all
})

// TestExportsAreImports writes lists in every form, and reads them as the same.
func TestExportsAreImports(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := enrolled.Draw(t, "students")
		form := roster.Form{Comma: rapid.SampledFrom([]rune{';', ',', '\t'}).Draw(t, "comma"),
			CRLF: rapid.Bool().Draw(t, "CRLF"), BOM: rapid.Bool().Draw(t, "BOM"),
			XLSX: rapid.Bool().Draw(t, "XLSX")}
		data, err := form.Encode(words.Rows(want))
		if err != nil {
			t.Fatal(err)
		}
		l := roster.Read(data, roster.Options{})
		if got := l.Enrolled(); !reflect.DeepEqual(got, want) || len(l.Problems) > 0 {
			t.Fatalf("%+v reads as %+v, %+v", want, got, l.Problems)
		}
		d := roster.Compare(want, l.Enrolled(), l.Has, true, "2026-08-01")
		if !d.Empty() || d.Large() || !reflect.DeepEqual(d.All, want) {
			t.Fatalf("the same changes %+v", d)
		}
	})
}

// TestCompare has a list meet a file that has numbers and names only.
func TestCompare(t *testing.T) {
	list := []subjects.Enrolled{
		{Student: "1", Name: "Ana", Social: "Bia", State: subjects.StateLocked},
		{Student: "2", Name: "Caio", From: "2026-08-01"},
		{Student: "3", Name: "Davi", Until: "2026-05-01"},
		{Student: "4", Name: "Eva"},
		{Student: "5", Name: "Rui", Until: "2026-05-01"},
	}
	file := []subjects.Enrolled{{Student: "1", Name: "Ana"}, {Student: "3", Name: "Davi"},
		{Student: "6", Name: "Zoé"}}
	d := roster.Compare(list, file, roster.Columns{}, true, "2026-08-01")
	want := []subjects.Enrolled{
		list[0], // what the file has no column for stays
		{Student: "2", Name: "Caio", From: "2026-08-01", Until: "2026-08-01"}, // not before it came
		{Student: "3", Name: "Davi"},                                          // is back
		{Student: "4", Name: "Eva", Until: "2026-07-31"},
		list[4], // has left before
		file[2],
	}
	if !reflect.DeepEqual(d.All, want) || len(d.Left) != 2 || len(d.Changed) != 1 || d.Same != 1 ||
		len(d.Added) != 1 || len(d.Beside) != 1 || !d.Large() {
		t.Errorf("%+v", d)
	}
	d = roster.Compare(list, file, roster.Columns{}, false, "2026-08-01")
	if len(d.Left) != 0 || len(d.Beside) != 3 || d.Large() {
		t.Errorf("without leaving %+v", d)
	}
}

// TestBeside doubts who may be on the list already by another number, and notes another name.
func TestBeside(t *testing.T) {
	list := []subjects.Enrolled{{Student: "041", Name: "Ana"}, {Student: "042", Name: "Bia"},
		{Student: "043", Name: "Caio"}}
	l := roster.Read([]byte("matricula,nome\n41,Ana\n42,Davi\n043,Caio\n44,Eva\n"),
		roster.Options{})
	doubts, notes := l.Beside(list)
	want := func(line int, pair string) roster.Findings {
		return roster.Findings{{Err: roster.ErrZeroThere,
			Places: []roster.Place{{Line: line, Value: pair}}}}
	}
	if !reflect.DeepEqual(doubts, want(2, "41 ~ 041")) ||
		!reflect.DeepEqual(notes, want(3, "42 ~ 042")) {
		t.Errorf("doubts %v, notes %v", doubts, notes)
	}
}
