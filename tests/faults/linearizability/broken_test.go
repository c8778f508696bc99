//go:build faults && linux

package linearizability_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chamada/chamada/tests/faults"
)

// broken is a program with a fault, made from the same sources but for a few
// lines. The sources themselves know nothing of it.
type broken struct {
	name  string
	edits []edit
	added map[string]string // by file, what is in testdata
}

// edit replaces the one place in a file that has the text.
type edit struct{ file, text, by string }

const coordinatorDir = "../../../coordinator"

// ownState has a replica know the rolls it has applied, for shortcuts.
var ownState = []edit{
	{"rollcall/state.go", "in.openRoll(r)",
		"in.openRoll(r)\n\tOwn.Store(c.Class, OwnRoll{r.id, pos.Record, time.Now()})"},
	{"rollcall/state.go", "package rollcall", "package rollcall\n\nimport \"time\""},
	{"rollcall/state.go", "in.keep(c.Key, r, ofEnd)",
		"in.keep(c.Key, r, ofEnd)\n\tOwn.Delete(c.Class)"},
	{"endpoints.go", "if err := c.journal.Submit(",
		"if c.shortcut(r.command, r) {\n\t} else if err := c.journal.Submit("},
}

var allBroken = []broken{
	{"answers before the journal", ownState,
		map[string]string{"rollcall/own.go": "own_state.go", "shortcut.go": "early_answer.go"}},
	{"refuses from its own state", ownState,
		map[string]string{"rollcall/own.go": "own_state.go", "shortcut.go": "own_refusal.go"}},
	{"lists all but the last", []edit{
		{"reply.go", "range out.Arrivals.All() {",
			"range out.Arrivals.All() {\n\t\tif len(r.Students) > 0 && len(r.Students) == " +
				"out.Arrivals.Len()-1 {\n\t\t\tbreak\n\t\t}"},
	}, nil},
	{"loses receipts", []edit{
		{"rollcall/receipts.go", "if k != 0 {", "if k%4 != 0 {"},
		{"rollcall/receipts.go", "c.Key == 0 {", "c.Key%4 == 0 {"},
	}, nil},
	{"opens without a code", []edit{
		{"rollcall/classroom.go", "if a.Every != 0 {", "if a.Every != 0 && a.Secret[0]%2 == 0 {"},
	}, nil},
	{"takes the code of the check before, and the ticket of another device", []edit{
		{"rollcall/code.go", "w.check == r.room.open();", "w.check+1 >= r.room.open();"},
		{"rollcall/ticket.go", "AppendUint64(bound, r.deviceOf(device))", "AppendUint64(bound, 0)"},
	}, nil},
	{"lets in who is struck out", []edit{
		{"rollcall/admit.go", "case r.room.hasStruck(c.Student):",
			"case r.room.hasStruck(c.Student) && c.Key%2 == 0:"},
	}, nil},
}

// build gives the path of the program.
func (b broken) build(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	replace := make(map[string]string)
	for file, from := range b.added {
		replace[source(t, coordinatorDir, file)] = source(t, "testdata", from)
	}
	for _, e := range b.edits {
		e.apply(t, dir, replace)
	}
	overlay, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "overlay.json"), string(overlay))
	program := filepath.Join(dir, "chamada")
	if err := faults.Build(program, "-overlay", filepath.Join(dir, "overlay.json")); err != nil {
		t.Fatal(err)
	}
	return program
}

// apply edits the file, or what earlier edits have made of it.
func (e edit) apply(t *testing.T, dir string, replace map[string]string) {
	t.Helper()
	file := source(t, coordinatorDir, e.file)
	from, edited := replace[file]
	if !edited {
		from = file
	}
	text, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(text), e.text); n != 1 {
		t.Fatalf("%s has %q %d times, which this test must change once", e.file, e.text, n)
	}
	replace[file] = filepath.Join(dir, strings.ReplaceAll(e.file, "/", "-"))
	write(t, replace[file], strings.Replace(string(text), e.text, e.by, 1))
}

func source(t *testing.T, dir, file string) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join(dir, file))
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
