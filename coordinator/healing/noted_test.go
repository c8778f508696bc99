package healing_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/chamada/chamada/coordinator/audit"
	"github.com/chamada/chamada/coordinator/healing"
	"github.com/chamada/chamada/coordinator/integrity"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// TestHealsAreTold notes several heals: the audit has each once, though one was tried again before
// it had it, and though the node dies between the entry and the note of it.
func TestHealsAreTold(t *testing.T) {
	t.Parallel()
	nc := natstest.Connect(t, natstest.Start(t, t.TempDir()).ClientURL())
	a, dir := audit.New(nc, 1), t.TempDir()
	note := func(damage error, at subjects.Time) {
		t.Helper()
		if err := healing.Note(dir, "n1", damage, at); err != nil {
			t.Fatal(err)
		}
	}
	tell := func() {
		t.Helper()
		if err := healing.Tell(t.Context(), dir, a); err != nil {
			t.Fatal(err)
		}
	}
	tell()
	file := filepath.Join(dir, "chamada.healed")
	damage := &integrity.DamagedError{Damages: []integrity.Damage{
		{File: "jetstream/CHAMADA/streams/KV_chamada-users/meta.inf"},
		{File: "jetstream/SYS/_js_/S-R3F-X/msgs/1.blk"},
		{File: "jetstream/CHAMADA/streams/CHAMADA/msgs/1.blk"},
		{File: "jetstream/CHAMADA/streams/CHAMADA/msgs/2.blk"},
	}}
	note(damage, 1000)
	note(damage, 2000)
	note(errors.New("the server has given up its copy"), 3000)
	noted, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	tell()
	if _, err := os.Stat(file); err == nil {
		t.Error("it is noted still")
	}
	var all []audit.Entry
	if err := json.Unmarshal(noted, &all); err != nil || len(all) != 2 {
		t.Fatalf("%s: %v", noted, err)
	}
	text, _ := json.Marshal(all[1:]) // as a node that dies leaves it
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	tell()
	want := []audit.Entry{
		{Format: 1, What: audit.NodeHeal, Time: 2000, Node: "n1",
			Streams: []string{"CHAMADA", "KV_chamada-users", "S-R3F-X"}},
		{Format: 1, What: audit.NodeHeal, Time: 3000, Node: "n1"},
	}
	got, err := natstest.Stored[audit.Entry](t.Context(), nc, audit.Stream)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v instead of %+v: %v", got, want, err)
	}
}

// TestNoteThatIsCut: what loss of power leaves of the note keeps nobody from noting more.
func TestNoteThatIsCut(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := filepath.Join(dir, "chamada.healed")
	if err := os.WriteFile(file, []byte(`[{"v":1,`), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := healing.Note(dir, "n1", errors.New("damaged"), 1000); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(file)
	if err != nil || !json.Valid(text) {
		t.Errorf("%s %v", text, err)
	}
}
