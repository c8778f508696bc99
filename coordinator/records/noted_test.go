package records_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator/integrity"
	"github.com/chamada/chamada/coordinator/records"
	"github.com/chamada/chamada/tests/natstest"
)

// TestLostIsTold has the stream be removed, renamed, made again or taken from an older copy while
// no coordinator is there: that is told, nothing is read or kept, and none is made in its place.
func TestLostIsTold(t *testing.T) {
	for name, c := range map[string]struct {
		lose func(t *testing.T, dir, older string)
		want string
	}{
		"whole":   {func(*testing.T, string, string) {}, ""},
		"removed": {func(t *testing.T, dir, _ string) { changed(t, dir, false) }, "is gone"},
		"again":   {func(t *testing.T, dir, _ string) { changed(t, dir, true) }, "in the place"},
		"renamed": {func(t *testing.T, dir, _ string) {
			must(t, os.Rename(streamDir(dir), filepath.Join(dir, "x")))
		}, "is gone"},
		"older": {func(t *testing.T, dir, older string) {
			at := streamDir(dir)
			must(t, os.RemoveAll(at))
			must(t, os.CopyFS(at, os.DirFS(streamDir(older))))
		}, "confirmed up to 4"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir, older := t.TempDir(), t.TempDir()
			keepDays(t, dir, 0, 1)
			must(t, os.CopyFS(older, os.DirFS(dir)))
			keepDays(t, dir, 1, 2)
			keepDays(t, dir, 2, 3)
			c.lose(t, dir, older)
			checkLost(t, dir, c.want)
		})
	}
}

// keepDays keeps a record a day, over a server and a node that stop afterwards.
func keepDays(t *testing.T, dir string, from, until int) {
	t.Helper()
	server := natstest.Start(t, dir)
	note := openNote(t, dir)
	r, stop := startNoted(t, server.ClientURL(), &state{}, note)
	store, err := r.Store(t.Context())
	must(t, err)
	for day := from; day < until; day++ {
		must(t, store.Keep(t.Context(), roll(3030, day, 0), rosterOf(3030, 1)))
	}
	stop()
	must(t, errors.Join(server.Shutdown(), note.Close()))
}

// checkLost holds that something is told, or that all is there, and that it stays so.
func checkLost(t *testing.T, dir, want string) {
	t.Helper()
	server := natstest.Start(t, dir)
	note := openNote(t, dir)
	defer note.Close()
	s := &state{ended: map[records.Roll]*records.Kept{}}
	r, stop := startNoted(t, server.ClientURL(), s, note)
	defer stop()
	store, err := r.Store(t.Context())
	must(t, err)
	ended := s.end(roll(3030, 50, 0))
	_, read := store.Kept(t.Context(), 3030, roll(3030, 0, 0).Roll)
	_, listed := store.Rolls(t.Context(), 3030)
	if want == "" {
		natstest.Eventually(t, "it is kept", func() bool { return !r.Holds(ended) })
		if read != nil || listed != nil || len(r.Warnings()) > 0 {
			t.Error(read, listed, r.Warnings())
		}
		return
	}
	natstest.Eventually(t, "it is told", func() bool {
		return len(r.Warnings()) == 1 && strings.Contains(r.Warnings()[0], want)
	})
	if !errors.Is(read, records.ErrLost) || !errors.Is(listed, records.ErrLost) ||
		!r.Holds(ended) {
		t.Errorf("read %v, listed %v, held %t", read, listed, r.Holds(ended))
	}
	if _, err := jetstreamOf(t, server.ClientURL()).Stream(t.Context(),
		records.Stream); strings.Contains(want, "gone") != errors.Is(err,
		jetstream.ErrStreamNotFound) {
		t.Errorf("the stream was made: %v", err)
	}
}

// changed removes the stream, as an operator may, and makes it again if wanted.
func changed(t *testing.T, dir string, again bool) {
	t.Helper()
	server := natstest.Start(t, dir)
	js := jetstreamOf(t, server.ClientURL())
	must(t, js.DeleteStream(t.Context(), records.Stream))
	if again {
		_, err := js.CreateStream(t.Context(), records.StreamConfig())
		must(t, err)
	}
	must(t, server.Shutdown())
}

func jetstreamOf(t *testing.T, url string) jetstream.JetStream {
	t.Helper()
	js, err := jetstream.New(natstest.Connect(t, url))
	must(t, err)
	return js
}

// streamDir is where a server without accounts has the stream.
func streamDir(dir string) string {
	found, _ := filepath.Glob(filepath.Join(dir, "jetstream", "*", "streams", records.Stream))
	return slices.Concat(found, []string{filepath.Join(dir, "jetstream", "none")})[0]
}

func openNote(t *testing.T, dir string) *integrity.Mark {
	t.Helper()
	note, err := integrity.OpenRecordsMark(dir)
	must(t, err)
	return note
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
