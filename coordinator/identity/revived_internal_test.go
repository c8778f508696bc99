package identity

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/chamada/chamada/coordinator/embedded"
	"github.com/chamada/chamada/tests/natstest"
)

// TestRemovedStaysRemoved: a login that was removed does not come back when the mark of its removal
// is gone and the server is killed. A server that has to read all files knows of the login by its
// bytes alone: what was in its place is deleted itself, and that something was is noted nowhere.
func TestRemovedStaysRemoved(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	users, stop := usersOn(t, dir)
	ctx, cancel := context.WithTimeout(t.Context(), natstest.Patience)
	t.Cleanup(cancel)
	// A block in which nothing lives is removed.
	if _, err := users.create(ctx, Row{Login: "davi", Role: Teacher}, newCode(), 0); err != nil {
		t.Fatal(err)
	}
	row := Row{Login: "042191010", Role: Student, Name: "Conceição Ávila"}
	issued, err := users.create(ctx, row, newCode(), 0)
	if err != nil {
		t.Fatal(err)
	}
	at, err := users.store.last(ctx, issued.Login)
	if err != nil {
		t.Fatal(err)
	}
	if err := users.store.remove(ctx, issued.Login, at.seq, time.Second); err != nil {
		t.Fatal(err)
	}
	natstest.Eventually(t, "the mark goes", func() bool {
		at, err := users.store.last(ctx, issued.Login)
		return err == nil && at.removed && at.seq == 0
	})
	dies, careless := t.TempDir(), t.TempDir()
	for _, to := range []string{dies, careless} {
		if err := os.CopyFS(to, os.DirFS(dir)); err != nil {
			t.Fatal(err)
		}
	}
	stop()
	users, stop = usersOn(t, careless)
	_, err = users.Find(ctx, issued.Login)
	t.Logf("without overwriting: %v", err)
	stop()
	users, stop = usersOn(t, dies, Stream)
	if u, err := users.Find(ctx, issued.Login); err != ErrUnknown {
		t.Errorf("it is back: %+v %v", u, err)
	}
	stop()
	if left := natstest.Traces(t, dies, nil, "042191010", row.Name); len(left) > 0 {
		t.Errorf("bytes of it are left: %q", left)
	}
}

// usersOn are the logins in a directory, whose server erases from some streams.
func usersOn(t *testing.T, dir string, erased ...string) (users *Users, stop func()) {
	t.Helper()
	s, err := embedded.Start(t.Context(), embedded.Config{DataDir: dir, Host: "127.0.0.1",
		Erased: erased})
	if err != nil {
		t.Fatal(err)
	}
	stop = func() {
		if err := s.Shutdown(); err != nil {
			t.Error(err)
		}
	}
	t.Cleanup(stop)
	nc := natstest.Connect(t, s.ClientURL())
	if users, err = Open(t.Context(), nc, 1, time.Now); err != nil {
		t.Fatal(err)
	}
	return users, stop
}
