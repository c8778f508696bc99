package clients_test

import (
	"errors"
	"testing"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/subjects"
)

func TestPresenceIsRegistered(t *testing.T) {
	client, peer := setup(t, subjects.StudentPresent, func(m *nats.Msg, _ int) {
		reply(m, registered)
	})
	var raw clients.Reply
	got, err := client.Present(t.Context(), 3030, "042", clients.Raw(&raw), clients.ID("my id"))
	if err != nil || got.Class != 3030 || got.Student != "042" ||
		got.Position != (subjects.Position{Record: 7}) {
		t.Fatalf("got %+v, %v", got, err)
	}
	if string(raw.Data) != registered || raw.ID != "my id" || raw.Tries != 1 {
		t.Errorf("raw reply %+v", raw)
	}
	request := peer.asked()[0]
	if string(request.Data) != `{"class":3030,"student":"042"}` ||
		request.Header.Get(subjects.HeaderID) != "my id" {
		t.Errorf("sent %q %v", request.Data, request.Header)
	}
}

func TestRefusedPresenceIsAReplyAndAnError(t *testing.T) {
	client, _ := setup(t, subjects.StudentPresent, func(m *nats.Msg, _ int) { reply(m, notOpen) })
	got, err := client.Present(t.Context(), 3030, "042")
	if !errors.Is(err, clients.ErrNotOpen) || !got.Refused() || got.Time == 0 {
		t.Fatalf("got %+v, %v", got, err)
	}
}

func TestErrorRepliesAreVerdicts(t *testing.T) {
	for code, want := range map[subjects.Code]error{
		subjects.NotOpen: clients.ErrNotOpen, subjects.AlreadyOpen: clients.ErrAlreadyOpen,
		subjects.Forbidden: clients.ErrForbidden, subjects.InvalidClass: clients.ErrInvalid,
	} {
		sent := subjects.Error{Code: code, Message: "m", Started: 1234}
		client, peer := setup(t, subjects.TeacherStart, func(m *nats.Msg, _ int) { fail(m, sent) })
		var raw clients.Reply
		_, err := client.Start(t.Context(), 3030, clients.Raw(&raw))
		var got *subjects.Error
		if !errors.Is(err, want) || !errors.As(err, &got) || got.Started != 1234 {
			t.Errorf("%s: got %v", code, err)
		}
		if string(raw.Data) != string(sent.Body()) || len(peer.asked()) != 1 {
			t.Errorf("%s: raw %s after %d requests", code, raw.Data, len(peer.asked()))
		}
	}
}

func TestInvalidInputIsNotSent(t *testing.T) {
	client, peer := setup(t, "chamada.>", func(m *nats.Msg, _ int) { reply(m, registered) })
	ctx := t.Context()
	_, class := client.Start(ctx, 0)
	_, student := client.Present(ctx, 1, "12x")
	_, id := client.End(ctx, 1, false, clients.ID("\n"))
	for _, err := range []error{class, student, id} {
		if !errors.Is(err, clients.ErrInvalid) {
			t.Errorf("got %v", err)
		}
	}
	if n := len(peer.asked()); n != 0 {
		t.Errorf("%d requests were sent", n)
	}
}

func BenchmarkPresent(b *testing.B) {
	client, _ := setup(b, subjects.StudentPresent, func(m *nats.Msg, _ int) {
		reply(m, registered)
	})
	b.ReportAllocs()
	b.SetParallelism(128)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if _, err := client.Present(b.Context(), 3030, "042"); err != nil {
				b.Error(err)
			}
		}
	})
}
