package identity

import (
	"log/slog"
	"testing"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/tests/natstest"
)

// TestLoginsOfAnotherBucket has an older bucket be restored while the logins are followed: who is
// not in it comes in no more, and is no longer noted as one who must be there.
func TestLoginsOfAnotherBucket(t *testing.T) {
	t.Parallel()
	users, _ := usersOn(t, t.TempDir())
	ctx := t.Context()
	for _, login := range []string{"ana", "eva"} {
		if _, err := users.create(ctx, Row{Login: login, Role: Teacher}, newCode(), 0); err != nil {
			t.Fatal(err)
		}
	}
	log := new(natstest.Log)
	d := newDirectory(users.store, slog.New(slog.NewTextHandler(log, nil)), func(string, Role) {})
	go func() { _ = d.watch(ctx, nil) }()
	<-d.loaded

	js, err := jetstream.New(users.store.nc)
	if err != nil {
		t.Fatal(err)
	}
	bucket, err := js.Stream(ctx, Stream)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := bucket.GetLastMsgForSubject(ctx, keyPrefix+"ana")
	if err != nil {
		t.Fatal(err)
	}
	if err := js.DeleteStream(ctx, Stream); err != nil {
		t.Fatal(err)
	}
	natstest.Eventually(t, "that it is gone is said",
		func() bool { return log.Count("not up to date") > 0 })
	if _, err := js.CreateStream(ctx, bucket.CachedInfo().Config); err != nil {
		t.Fatal(err)
	}
	m := &nats.Msg{Subject: kept.Subject, Header: kept.Header, Data: kept.Data}
	if _, err := js.PublishMsg(ctx, m); err != nil {
		t.Fatal(err)
	}
	natstest.Eventually(t, "it is read",
		func() bool { return log.Count("up to date again") > 0 })
	if _, eva := d.find("eva"); eva != nil {
		t.Error("who is not in the bucket is known still")
	}
	if _, ana := d.find("ana"); ana == nil {
		t.Error("who is in the bucket is not known")
	}
}
