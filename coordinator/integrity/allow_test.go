package integrity_test

import (
	"path/filepath"
	"slices"
	"testing"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator/integrity"
)

// denying is a directory with a stream that denies deletes, and where its description is.
func denying(t *testing.T) (dir, path string) {
	t.Helper()
	dir = t.TempDir()
	p := openPersons(t, dir)
	_, err := p.js.CreateStream(t.Context(), jetstream.StreamConfig{Name: "PERSONS",
		Subjects: []string{"person.>"}, DenyDelete: true, AllowMsgTTL: true, MaxBytes: maxBytes})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 3 {
		p.put(i)
	}
	if err := p.server.Shutdown(); err != nil {
		t.Fatal(err)
	}
	return dir, filepath.Join(dir, "jetstream/$G/streams/PERSONS")
}

// allows holds that a directory has the stream as it was, and that its messages can be deleted.
func allows(t *testing.T, dir string) {
	t.Helper()
	p := openPersons(t, dir)
	info := p.info()
	if c := info.Config; c.DenyDelete || !c.AllowMsgTTL || c.MaxBytes != maxBytes ||
		info.State.Msgs != 3 {
		t.Errorf("%+v", info)
	}
	if err := p.stream.SecureDeleteMsg(t.Context(), 2); err != nil {
		t.Error(err)
	}
	if err := p.server.Shutdown(); err != nil {
		t.Error(err)
	}
}

func mustAllow(t *testing.T, dir string, want ...string) {
	t.Helper()
	changed, err := integrity.AllowDelete(dir, []string{"PERSONS"})
	if err != nil || !slices.Equal(changed, want) {
		t.Errorf("%q %v, want %q", changed, err, want)
	}
}

// TestAllowDelete has a stream that denies deletes allow them, once, and another go on.
func TestAllowDelete(t *testing.T) {
	t.Parallel()
	dir, _ := denying(t)
	if changed, err := integrity.AllowDelete(dir, []string{"OTHERS"}); len(changed) > 0 {
		t.Errorf("%q %v", changed, err)
	}
	mustAllow(t, dir, "PERSONS")
	mustAllow(t, dir)
	allows(t, dir)
	mustAllow(t, t.TempDir())
}

// TestAllowDeleteOutlivesKill puts a directory into each state that a kill leaves.
func TestAllowDeleteOutlivesKill(t *testing.T) {
	t.Parallel()
	dir, path := denying(t)
	meta, sum := filepath.Join(path, "meta.inf"), filepath.Join(path, "meta.sum")
	old := read(t, meta)
	oldSum := read(t, sum)
	mustAllow(t, dir, "PERSONS")
	next := read(t, meta)
	nextSum := read(t, sum)
	for name, files := range map[string]map[string][]byte{
		"half of the description": {meta: old, sum: oldSum, meta + ".next": next[:9]},
		"the description":         {meta: old, sum: oldSum, meta + ".next": next},
		"half of the checksum": {meta: old, sum: oldSum, meta + ".next": next,
			sum + ".tmp": {'a'}},
		"description and checksum":    {meta: old, sum: nextSum, meta + ".next": next},
		"all, and then it was undone": {meta: old, sum: oldSum},
	} {
		for file, text := range files {
			write(t, file, text)
		}
		mustAllow(t, dir, "PERSONS")
		if report, err := integrity.Check(t.Context(), dir, nil); err != nil ||
			len(report.Damages()) > 0 {
			t.Errorf("%s: %+v %v", name, report.Damages(), err)
		}
	}
	allows(t, dir)
}

// TestAllowDeleteLeavesDamage does not make a description whole that is not.
func TestAllowDeleteLeavesDamage(t *testing.T) {
	t.Parallel()
	dir, path := denying(t)
	meta := filepath.Join(path, "meta.inf")
	text := read(t, meta)
	text[len(text)/2] ^= 1
	write(t, meta, text)
	mustAllow(t, dir)
	if report, err := integrity.Check(t.Context(), dir, nil); err != nil ||
		len(report.Damages()) != 1 {
		t.Errorf("%+v %v", report.Damages(), err)
	}
}
