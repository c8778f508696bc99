package journal

import (
	"errors"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator/journal/record"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

func TestAnotherStreamIsNeverTakenForTheFirst(t *testing.T) {
	t.Parallel()
	// The new stream has the same number of records, so that what is stored
	// in it next seems to be the next record; or less, or more.
	for name, more := range map[string]int{"as many": 0, "less": -1, "more": 5} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			url := natstest.Start(t, t.TempDir()).ClientURL()
			js := jetStream(t, url)
			r := started(t, url)
			r.do(t, startOf(1))
			r.do(t, presentOf(1, 1))
			records := int(streamInfo(t, js).State.LastSeq) + more
			remake(t, js)
			for range records {
				publish(t, js, []byte("record"))
			}
			c := r.submit(presentOf(1, 2))
			if h := r.await(t, away); !errors.Is(h.Err, errAnother) {
				t.Errorf("its health is %v", h.Err)
			}
			r.stop()
			if c.wait(t); !errors.Is(c.err, ErrUnavailable) {
				t.Errorf("answered %s", show(c.outcome))
			}
		})
	}
}

func TestDeletedStreamIsNoticed(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	js := jetStream(t, url)
	r := started(t, url, func(c *Config) { c.TidyEvery = 50 * time.Millisecond })
	if err := js.DeleteStream(t.Context(), Stream); err != nil {
		t.Fatal(err)
	}
	if h := r.await(t, away); !errors.Is(h.Err, errAnother) {
		t.Errorf("its health is %v", h.Err)
	}

	other := started(t, url)
	answeredAll(t, manyCalls(other.insist))
	if h, _ := r.Health(); h.Serving || !errors.Is(h.Err, errAnother) {
		t.Errorf("after another replica made a new one its health is %+v", h)
	}
}

func TestForeignStream(t *testing.T) {
	t.Parallel()
	for name, cfg := range map[string]jetstream.StreamConfig{
		"another's":    {Subjects: []string{"orders"}},
		"same subject": {Subjects: []string{subjects.Journal}},
		"in memory": change(func(c *jetstream.StreamConfig) {
			c.Storage = jetstream.MemoryStorage
		}),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			url := natstest.Start(t, t.TempDir()).ClientURL()
			js := jetStream(t, url)
			cfg.Name = Stream
			if _, err := js.CreateStream(t.Context(), cfg); err != nil {
				t.Fatal(err)
			}
			var log logged
			r := start(t, url, log.use)
			log.await(t, "cannot commit")
			if h, _ := r.Health(); h.Serving || h.Err == nil || errors.Is(h.Err, errReplaying) {
				t.Errorf("its health is %+v", h)
			}
			if err := js.DeleteStream(t.Context(), Stream); err != nil {
				t.Fatal(err)
			}
			r.await(t, serving)
			r.do(t, startOf(1))
		})
	}
}

func TestJunkIsPassedOver(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	js := jetStream(t, url)
	replicas := []*replica{started(t, url), started(t, url)}
	epoch := identify(streamInfo(t, js)).epoch
	calls := manyCalls(replicas[0].insist)
	for _, junk := range []string{
		"", "junk", "\x00\xff\n", "chamada 1 another 1795370645148\nend 1 1 - 1\n",
		"chamada 1 " + epoch + " 9795370645148\nend 1 1 - 1",
		"chamada 1 " + epoch + " 9795370645148\nend 1 1 - 1\nend\n",
	} {
		publish(t, js, []byte(junk))
		calls = append(calls, replicas[1].insist(startOf(1)), replicas[0].insist(presentOf(1, 1)))
		answeredAll(t, calls)
	}
	late := started(t, url)
	sameState(t, js, askAgain(calls), append(replicas, late)...)
}

func TestNewerFormatIsNotPassedOver(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	js := jetStream(t, url)
	r := started(t, url)
	publish(t, js, []byte("chamada 5 "+identify(streamInfo(t, js)).epoch+"\nvote 1\n"))
	if h := r.await(t, away); !errors.Is(h.Err, record.ErrNewer) {
		t.Errorf("its health is %v", h.Err)
	}
	c := r.submit(startOf(1))
	if c.wait(t); !errors.Is(c.err, ErrUnavailable) {
		t.Errorf("answered %s", show(c.outcome))
	}
}

func change(f func(*jetstream.StreamConfig)) jetstream.StreamConfig {
	c := streamConfig(testEpoch, 1, 0)
	f(&c)
	return c
}

// remake deletes the stream and makes it again as another replica would.
func remake(t testing.TB, js jetstream.JetStream) {
	t.Helper()
	if err := js.DeleteStream(t.Context(), Stream); err != nil {
		t.Fatal(err)
	}
	natstest.Eventually(t, "the files of the old one are out of the way", func() bool {
		_, err := js.CreateStream(t.Context(), streamConfig(testEpoch, 1, 0))
		return err == nil
	})
}

func publish(t testing.TB, js jetstream.JetStream, data []byte) {
	t.Helper()
	if _, err := js.Publish(t.Context(), subjects.Journal, data); err != nil {
		t.Fatal(err)
	}
}
