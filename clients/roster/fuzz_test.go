package roster_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/chamada/chamada/clients/roster"
)

// token is what a login or role must be for a file with it to say the same again.
var token = regexp.MustCompile(`^[0-9A-Za-z_]*$`)

// FuzzRead reads any text. What must hold: no panic; findings on lines that exist;
// without a problem at least one entry, each number once, and names that may be shown;
// and that what is written in the form of the file reads as the same.
func FuzzRead(f *testing.F) {
	fuzz(f, func(name string) bool { return filepath.Ext(name) != ".xlsx" })
}

// FuzzWorkbook is the same for XLSX, of which the library reads most.
func FuzzWorkbook(f *testing.F) {
	fuzz(f, func(name string) bool { return filepath.Ext(name) == ".xlsx" })
}

func fuzz(f *testing.F, is func(name string) bool) {
	files, err := filepath.Glob(filepath.Join("testdata", "corpus", "*"))
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		if is(path) {
			f.Add(data, 0)
		}
	}
	f.Fuzz(readsTheSame)
}

func readsTheSame(t *testing.T, data []byte, width int) {
	l := roster.Read(data, roster.Options{Width: width % 21})
	for _, found := range slices.Concat(l.Problems, l.Doubts, l.Notes) {
		checkPlaces(t, found)
	}
	if len(l.Problems) > 0 {
		return
	}
	rows, whole := rowsOf(t, l)
	if !whole {
		return
	}
	again, err := l.Form.Encode(rows)
	if err != nil {
		t.Fatal(err)
	}
	same(t, l.Entries, roster.Read(again, roster.Options{}))
}

func checkPlaces(t *testing.T, found roster.Finding) {
	if found.Err == nil || len(found.Places) == 0 {
		t.Fatalf("%+v", found)
	}
	for i, at := range found.Places {
		if at.Line < 1 || i > 0 && at.Line < found.Places[i-1].Line {
			t.Fatalf("%+v", found)
		}
	}
}

// rowsOf is the entries as rows below a header, and whether all can be written so
// that they read as the same.
func rowsOf(t *testing.T, l *roster.List) (rows [][]string, whole bool) {
	if len(l.Entries) == 0 {
		t.Fatalf("neither entries nor problems: %+v", l)
	}
	seen, whole := map[string]bool{}, true
	rows = [][]string{{"login", "role", "name"}}
	for _, e := range l.Entries {
		if e.Number == "" || seen[e.Number] || !utf8.ValidString(e.Name) ||
			strings.ContainsAny(e.Name, "\n\r\x00") {
			t.Fatalf("%+v", e)
		}
		seen[e.Number] = true
		whole = whole && token.MatchString(e.Number) && token.MatchString(e.Role)
		rows = append(rows, []string{e.Number, e.Role, e.Name})
	}
	return rows, whole
}

func same(t *testing.T, want []roster.Entry, l *roster.List) {
	if len(l.Problems) > 0 || len(l.Entries) != len(want) {
		t.Fatalf("%+v reads as %+v, %v", want, l.Entries, l.Problems)
	}
	for i, e := range l.Entries {
		if w := want[i]; e.Number != w.Number || e.Role != w.Role || e.Name != w.Name {
			t.Fatalf("%+v reads as %+v", w, e)
		}
	}
}
