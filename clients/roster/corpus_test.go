package roster_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chamada/chamada/clients/roster"
)

var update = flag.Bool("update", false, "write testdata/corpus.txt anew")

// options are what a person would add to a file, beside the corpus as it comes.
var options = map[string][]roster.Options{
	"moodle-two-numbers.csv": {{Number: "ID number"}},
	"classroom.csv":          {{Number: "Email Address"}, {Number: "Matrícula"}},
	"zeros-eaten.csv":        {{Width: 9}},
}

// TestCorpus reads files as schools export them; testdata/corpus.txt is what becomes
// of each, to be read by people. go test -update writes it anew.
func TestCorpus(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "corpus", "*"))
	if err != nil || len(files) < 30 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	var got bytes.Buffer
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(path)
		for _, opts := range append([]roster.Options{{}}, options[name]...) {
			fmt.Fprintf(&got, "== %s", name)
			if opts != (roster.Options{}) {
				fmt.Fprintf(&got, " %+v", opts)
			}
			fmt.Fprintln(&got)
			show(&got, roster.Read(data, opts))
		}
	}
	golden := filepath.Join("testdata", "corpus.txt")
	if *update {
		if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil || !bytes.Equal(got.Bytes(), want) {
		t.Errorf("not as in %s (%v); see with -update and git diff. Got:\n%s", golden, err,
			got.Bytes())
	}
}

func show(w *bytes.Buffer, l *roster.List) {
	fmt.Fprintf(w, "%q", l.Form.Comma)
	for _, has := range []struct {
		sign string
		it   bool
	}{{"CRLF", l.Form.CRLF}, {"BOM", l.Form.BOM}, {"XLSX", l.Form.XLSX}} {
		if has.it {
			fmt.Fprint(w, " ", has.sign)
		}
	}
	fmt.Fprintln(w)
	for _, e := range l.Entries {
		fmt.Fprintf(w, "%3d  %s|%s|%s", e.Line, e.Number, e.Role, e.Name)
		if e.Social+e.State+e.Class != "" {
			fmt.Fprintf(w, "|%s|%s|%s", e.Social, e.State, e.Class)
		}
		fmt.Fprintln(w)
	}
	say(w, "problem", l.Problems)
	say(w, "doubt", l.Doubts)
	say(w, "note", l.Notes)
	if l.Width > 0 {
		fmt.Fprintf(w, "width %d\n", l.Width)
	}
}

func say(w *bytes.Buffer, what string, all roster.Findings) {
	for _, f := range all {
		fmt.Fprintf(w, "%s: %v:", what, f.Err)
		for _, at := range f.Places {
			fmt.Fprintf(w, " %d %q", at.Line, at.Value)
		}
		fmt.Fprintln(w)
	}
}
