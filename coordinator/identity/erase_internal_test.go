package identity

import (
	"context"
	"encoding/base64"
	"log/slog"
	"os"
	"path/filepath"
	"testing"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator/embedded"
	"github.com/chamada/chamada/coordinator/integrity"
	"github.com/chamada/chamada/tests/natstest"
)

// TestErasedLoginLeavesFiles looks for a student's login in all files of a running node. At once
// when it is erased nothing but the mark has the number, and when the mark is erased nothing has.
// A server that is killed then and reads its files anew, as those do that overwrite nothing at
// their start, does not have it back.
func TestErasedLoginLeavesFiles(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	users, _ := usersOn(t, dir)
	ctx, cancel := context.WithTimeout(t.Context(), natstest.Patience)
	t.Cleanup(cancel)
	row := Row{Login: "042191010", Role: Student, Name: "Conceição Ávila"}
	for _, row := range []Row{{Login: "davi", Role: Teacher}, row, {Login: "7", Role: Student}} {
		if _, err := users.create(ctx, row, newCode(), 0); err != nil {
			t.Fatal(err)
		}
	}
	at, err := users.store.last(ctx, row.Login)
	if err != nil {
		t.Fatal(err)
	}
	record := place(at)
	secrets := []string{row.Name, base64.StdEncoding.EncodeToString(record.Hash),
		base64.StdEncoding.EncodeToString(record.Salt)}
	traces := func(texts ...string) []string { return natstest.Traces(t, dir, nil, texts...) }
	if len(traces(secrets...)) < len(secrets) || len(traces(row.Login)) == 0 {
		t.Fatal("this test looks in the wrong place")
	}
	if err := users.Erase(ctx, row.Login, true); err != nil {
		t.Fatal(err)
	}
	if left := traces(secrets...); len(left) > 0 {
		t.Errorf("it is erased, and files have %q", left)
	}
	stays(t, dir, row.Login)
	d := newDirectory(users.store, slog.New(slog.DiscardHandler), func(string, Role) {})
	d.passing.after = 0
	following, stop := context.WithCancel(ctx)
	followed := make(chan error, 1)
	go func() { followed <- d.watch(following, nil) }()
	natstest.Eventually(t, "the mark is erased", func() bool { return len(traces(row.Login)) == 0 })
	stop()
	if err := <-followed; err != nil {
		t.Error(err)
	}
	stays(t, dir, row.Login)
}

// stays holds that a login is not back, and the others are there, for a server that is killed and
// reads its files anew.
func stays(t *testing.T, dir, login string) {
	t.Helper()
	copied := t.TempDir()
	if err := os.CopyFS(copied, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	index := filepath.Join(copied, "jetstream/$G/streams", Stream, "msgs/index.db")
	if err := os.RemoveAll(index); err != nil {
		t.Fatal(err)
	}
	users, stop := usersOn(t, copied)
	defer stop()
	if u, err := users.Find(t.Context(), login); err != ErrUnknown {
		t.Errorf("it is back: %+v %v", u, err)
	}
	if all, err := users.List(t.Context()); err != nil || len(all) != 2 {
		t.Errorf("%+v %v", all, err)
	}
}

// TestEraseIsFinished erases a login whose erasure was begun by somebody who has died after each
// of its steps.
func TestEraseIsFinished(t *testing.T) {
	t.Parallel()
	users, _ := usersOn(t, t.TempDir())
	ctx, cancel := context.WithTimeout(t.Context(), natstest.Patience)
	t.Cleanup(cancel)
	const login = "042191010"
	last := func() entry {
		e, err := users.store.last(ctx, login)
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	erase := func(had bool) {
		if err := users.Erase(ctx, login, had); err != nil {
			t.Fatal(err)
		}
	}
	if erase(false); last().seq != 0 {
		t.Error("there never was one, and there is a mark")
	}
	if _, err := users.create(ctx, Row{Login: login, Role: Student}, newCode(), 0); err != nil {
		t.Fatal(err)
	}
	if err := users.store.erase(ctx, last().seq); err != nil {
		t.Fatal(err)
	}
	if erase(true); !last().removed || last().seq == 0 {
		t.Error("it was deleted, and there is no mark by which the others know")
	}
	mark := last()
	if erase(true); last().seq != mark.seq {
		t.Error("there are two marks")
	}
	if err := users.store.erase(ctx, mark.seq); err != nil {
		t.Fatal(err)
	}
	if err := users.store.erase(ctx, mark.seq); err != nil {
		t.Errorf("what is gone is erased: %v", err)
	}
}

// TestErasedLoginIsNotMissed kills a node between the two steps of an erasure, when it has noted
// that there is the login: at its start it does not take that for lost.
func TestErasedLoginIsNotMissed(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	users, stop := usersOn(t, dir)
	ctx, cancel := context.WithTimeout(t.Context(), natstest.Patience)
	t.Cleanup(cancel)
	const login, other = "042191010", "7"
	noted := known{}
	for _, login := range []string{login, other} {
		if _, err := users.create(ctx, Row{Login: login, Role: Student}, newCode(),
			0); err != nil {
			t.Fatal(err)
		}
		at, err := users.store.last(ctx, login)
		if err != nil {
			t.Fatal(err)
		}
		noted[login] = at.seq
	}
	if err := noted.write(dir); err != nil {
		t.Fatal(err)
	}
	if err := users.store.erase(ctx, noted[login]); err != nil {
		t.Fatal(err)
	}
	stop()
	missing := func() error {
		report, err := integrity.Check(t.Context(), dir, nil)
		if err != nil {
			t.Fatal(err)
		}
		at := report.Place(integrity.Journal{Account: "$G", Stream: stream})
		return noted.missing(found(dir, *at))
	}
	if err := missing(); err != nil {
		t.Error(err)
	}
	noted[other]++
	if missing() == nil {
		t.Error("a login is older than it was, and nobody says so")
	}
}

// TestEarlierBucketKeeps erases a login from a bucket of an earlier version, which denies deletes:
// it is removed all the same, and its bytes go when the node is started, as does the denial.
func TestEarlierBucketKeeps(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s, err := embedded.Start(t.Context(), embedded.Config{DataDir: dir, Host: "127.0.0.1"})
	if err != nil {
		t.Fatal(err)
	}
	js, err := jetstream.New(natstest.Connect(t, s.ClientURL()))
	if err != nil {
		t.Fatal(err)
	}
	cfg := bucketConfig(1)
	cfg.DenyDelete = true
	if _, err := js.CreateStream(t.Context(), cfg); err != nil {
		t.Fatal(err)
	}
	if err := s.Shutdown(); err != nil {
		t.Fatal(err)
	}
	users, stop := usersOn(t, dir)
	row := Row{Login: "042191010", Role: Student, Name: "Conceição Ávila"}
	for _, row := range []Row{{Login: "7", Role: Student}, row} {
		if _, err := users.create(t.Context(), row, newCode(), 0); err != nil {
			t.Fatal(err)
		}
	}
	keeps := func(want bool) {
		if is, err := users.Keeps(t.Context()); err != nil || is != want {
			t.Errorf("%v %v, want %v", is, err, want)
		}
	}
	keeps(true)
	if err := users.Erase(t.Context(), row.Login, true); err != nil {
		t.Fatal(err)
	}
	if u, err := users.Find(t.Context(), row.Login); err != ErrUnknown {
		t.Errorf("%+v %v", u, err)
	}
	if len(natstest.Traces(t, dir, nil, row.Name)) == 0 {
		t.Error("it is erased though nothing can be")
	}
	stop()
	users, stop = usersOn(t, dir, Stream)
	keeps(false)
	if left := natstest.Traces(t, dir, nil, row.Name); len(left) > 0 {
		t.Errorf("%q", left)
	}
	if all, err := users.List(t.Context()); err != nil || len(all) != 1 {
		t.Errorf("%+v %v", all, err)
	}
	stop()
}
