package clients_test

import (
	"context"
	"errors"
	"net"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

func silent(*nats.Msg, int) {}

func TestTurnedAwayIsTriedAgainUnderTheSameID(t *testing.T) {
	client, peer := setup(t, subjects.StudentPresent, func(m *nats.Msg, n int) {
		switch n {
		case 1:
			fail(m, subjects.Error{Code: subjects.Overloaded})
		case 2:
			fail(m, subjects.Error{Code: subjects.Unavailable})
		default:
			reply(m, registered)
		}
	})
	if _, err := client.Present(t.Context(), 3030, "042"); err != nil {
		t.Fatal(err)
	}
	asked := peer.asked()
	if len(asked) != 3 ||
		asked[0].Header.Get(subjects.HeaderID) != asked[2].Header.Get(subjects.HeaderID) {
		t.Errorf("%d requests: %v", len(asked), asked)
	}
}

func TestTriesAreNumbered(t *testing.T) {
	client, peer := setup(t, subjects.StudentPresent, func(m *nats.Msg, n int) {
		if n > 2 {
			reply(m, registered)
		}
	})
	if _, err := client.Present(t.Context(), 3030, "042"); err != nil {
		t.Fatal(err)
	}
	if _, err := client.Present(t.Context(), 3030, "042"); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range peer.asked() {
		got = append(got, m.Header.Get(subjects.HeaderTry))
	}
	if want := []string{"", "2", "3", ""}; !slices.Equal(got, want) {
		t.Errorf("the tries are numbered %q, want %q", got, want)
	}
}

// TestRefusalOfAnEarlierTryIsNone has a coordinator refuse the first try after
// it was given the second, which then takes effect.
func TestRefusalOfAnEarlierTryIsNone(t *testing.T) {
	for name, refuse := range map[string]func(*nats.Msg){
		"class zero":  func(m *nats.Msg) { reply(m, notOpen) },
		"already":     func(m *nats.Msg) { reply(m, already) },
		"an error":    func(m *nats.Msg) { fail(m, subjects.Error{Code: subjects.NotOpen}) },
		"turned away": func(m *nats.Msg) { fail(m, subjects.Error{Code: subjects.Overloaded}) },
	} {
		var first atomic.Pointer[nats.Msg]
		client, peer := setup(t, subjects.StudentPresent, func(m *nats.Msg, n int) {
			if n == 1 {
				first.Store(m)
				return
			}
			refuse(first.Load())
			reply(m, registered)
		})
		if p, err := client.Present(t.Context(), 3030, "042"); err != nil || p.Already ||
			p.Refused() {
			t.Errorf("%s: got %+v, %v", name, p, err)
		}
		if n := len(peer.asked()); n != 2 {
			t.Errorf("%s: asked %d times", name, n)
		}
	}
}

// TestSlowRefusals has every try refused later than the next is sent.
func TestSlowRefusals(t *testing.T) {
	var before atomic.Pointer[nats.Msg]
	client, _ := setup(t, subjects.StudentPresent, func(m *nats.Msg, n int) {
		if last := before.Swap(m); last != nil {
			reply(last, notOpen)
		}
		if n == 3 {
			time.AfterFunc(time.Second, func() { reply(m, notOpen) })
		}
	})
	if _, err := client.Present(t.Context(), 3030, "042"); !errors.Is(err, clients.ErrNotOpen) {
		t.Fatalf("got %v", err)
	}
}

// TestCrowdIsGivenTime has every try turned away later than the next is sent.
func TestCrowdIsGivenTime(t *testing.T) {
	var before atomic.Pointer[nats.Msg]
	client, peer := setup(t, subjects.StudentPresent, func(m *nats.Msg, _ int) {
		if last := before.Swap(m); last != nil {
			fail(last, subjects.Error{Code: subjects.Overloaded})
		}
	}, clients.Timeout(3200*time.Millisecond))
	if _, err := client.Present(t.Context(), 3030, "042"); !errors.Is(err,
		context.DeadlineExceeded) {
		t.Fatalf("got %v", err)
	}
	if n := len(peer.asked()); n > 3 { // at 0, 0.55 and 1.65 s
		t.Errorf("asked %d times", n)
	}
}

func TestPausedPeerHoldsUpForOneTry(t *testing.T) {
	client, _ := setup(t, subjects.StudentPresent, func(m *nats.Msg, n int) {
		if n > 1 {
			reply(m, registered)
		}
	})
	began := time.Now()
	if _, err := client.Present(t.Context(), 3030, "042"); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(began); took > time.Second {
		t.Errorf("took %v", took)
	}
}

func TestSilentServerIsLeftForAnother(t *testing.T) {
	for name, startSilent := range map[string]func(*testing.T) string{
		"nobody answers": func(t *testing.T) string {
			url := natstest.Serve(t, &server.Options{Port: -1}).ClientURL()
			startPeer(t, url, subjects.StudentPresent, silent)
			return url
		},
		"nobody is there": func(t *testing.T) string {
			return natstest.Serve(t, &server.Options{Port: -1}).ClientURL()
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			other := natstest.Serve(t, &server.Options{Port: -1}).ClientURL()
			startPeer(t, other, subjects.StudentPresent, func(m *nats.Msg, _ int) {
				reply(m, registered)
			})
			nc := connect(t, startSilent(t)+","+other, nats.DontRandomize())
			began := time.Now()
			if _, err := clients.New(nc).Present(t.Context(), 3030, "042"); err != nil {
				t.Fatal(err)
			}
			if took := time.Since(began); nc.ConnectedUrl() != other || took > 4*time.Second {
				t.Errorf("connected to %s after %v", nc.ConnectedUrl(), took)
			}
		})
	}
}

func TestLateReplyOfAnEarlierTryCounts(t *testing.T) {
	var first atomic.Pointer[nats.Msg]
	client, _ := setup(t, subjects.TeacherList, func(m *nats.Msg, n int) {
		if n == 1 {
			first.Store(m)
			return
		}
		// the second try is never answered
		reply(first.Load(), `{"class":3030,"students":[],"position":"7-0"}`)
	})
	var raw clients.Reply
	if _, err := client.List(t.Context(), 3030, false, clients.Raw(&raw)); err != nil ||
		raw.Tries != 2 {
		t.Fatalf("got %v after %d tries", err, raw.Tries)
	}
}

func TestWaitsForACoordinator(t *testing.T) {
	url := natstest.Serve(t, &server.Options{Port: -1}).ClientURL()
	waiting := make(chan clients.Reason, 100)
	client := clients.New(connect(t, url),
		clients.OnWaiting(func(_ time.Duration, r clients.Reason) {
			waiting <- r
		}))
	done := make(chan error, 1)
	go func() {
		_, err := client.Present(context.Background(), 3030, "042")
		done <- err
	}()
	if reason := <-waiting; reason != clients.NoCoordinator {
		t.Errorf("waiting for %q", reason)
	}
	startPeer(t, url, subjects.StudentPresent, func(m *nats.Msg, _ int) { reply(m, registered) })
	if err := <-done; err != nil {
		t.Fatal(err)
	}
}

func TestWaitsForTheConnection(t *testing.T) {
	s := natstest.Serve(t, &server.Options{Port: -1})
	url, port := s.ClientURL(), s.Addr().(*net.TCPAddr).Port
	waiting := make(chan clients.Reason, 100)
	client := clients.New(connect(t, url),
		clients.OnWaiting(func(_ time.Duration, r clients.Reason) {
			waiting <- r
		}))
	peer := startPeer(t, url, subjects.TeacherEnd, func(m *nats.Msg, n int) {
		if n > 1 {
			reply(m, `{"class":3030,"students":["042"],"position":"7-0"}`)
		}
	})
	done := make(chan error, 1)
	go func() {
		_, err := client.End(context.Background(), 3030, false)
		done <- err
	}()
	eventually(t, "the request arrives", func() bool { return len(peer.asked()) == 1 })
	s.Shutdown()
	s.WaitForShutdown()
	if reason := <-waiting; reason != clients.Disconnected {
		t.Errorf("waiting for %q", reason)
	}
	natstest.Serve(t, &server.Options{Port: port})
	if err := <-done; err != nil {
		t.Fatal(err)
	}
}

func TestTimeIsOver(t *testing.T) {
	overloaded := func(m *nats.Msg, _ int) { fail(m, subjects.Error{Code: subjects.Overloaded}) }
	unconfirmed := func(m *nats.Msg, _ int) { fail(m, subjects.Error{Code: subjects.Unavailable}) }
	for name, c := range map[string]struct {
		subject string
		answer  func(*nats.Msg, int)
		want    error
	}{
		"silence":        {subjects.StudentPresent, silent, clients.ErrUnavailable},
		"not confirmed":  {subjects.StudentPresent, unconfirmed, clients.ErrUnavailable},
		"overloaded":     {subjects.StudentPresent, overloaded, clients.ErrOverloaded},
		"no coordinator": {"elsewhere", silent, clients.ErrNoCoordinator},
	} {
		client, _ := setup(t, c.subject, c.answer, clients.Timeout(400*time.Millisecond))
		_, err := client.Present(t.Context(), 3030, "042")
		for c.want == clients.ErrOverloaded && errors.Is(err, clients.ErrUnavailable) {
			// A try was on its way at the very end: of that nothing is known.
			_, err = client.Present(t.Context(), 3030, "042")
		}
		if !errors.Is(err, c.want) || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestSoonerDeadlineOfTheContextCounts(t *testing.T) {
	client, _ := setup(t, subjects.StudentPresent, silent)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := client.Present(ctx, 3030, "042"); !errors.Is(err, clients.ErrUnavailable) {
		t.Fatalf("got %v", err)
	}
}

func TestClosedConnectionIsTheEnd(t *testing.T) {
	url := natstest.Serve(t, &server.Options{Port: -1}).ClientURL()
	nc := connect(t, url)
	client := clients.New(nc)
	peer := startPeer(t, url, subjects.StudentPresent, silent)
	done := make(chan error, 1)
	go func() {
		_, err := client.Present(context.Background(), 3030, "042")
		done <- err
	}()
	eventually(t, "the request arrives", func() bool { return len(peer.asked()) == 1 })
	nc.Close()
	if err := <-done; !errors.Is(err, clients.ErrUnavailable) ||
		!errors.Is(err, nats.ErrConnectionClosed) {
		t.Fatalf("got %v", err)
	}
}
