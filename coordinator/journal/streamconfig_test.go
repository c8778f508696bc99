package journal

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

type changing = func(*jetstream.StreamConfig)

func TestChangedStreamIsPutRight(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]changing{
		"max age": func(c *jetstream.StreamConfig) {
			c.MaxAge = duplicates + time.Second
		},
		"max age, window": func(c *jetstream.StreamConfig) {
			c.MaxAge, c.Duplicates = time.Hour, time.Minute
		},
		"discard old": func(c *jetstream.StreamConfig) {
			c.Discard = jetstream.DiscardOld
		},
		"duplicates":   func(c *jetstream.StreamConfig) { c.Duplicates = time.Second },
		"no republish": func(c *jetstream.StreamConfig) { c.RePublish = nil },
		"republish elsewhere": func(c *jetstream.StreamConfig) {
			c.RePublish.Destination = "elsewhere"
		},
		"republish without content": func(c *jetstream.StreamConfig) {
			c.RePublish.HeadersOnly = true
		},
		"subjects": func(c *jetstream.StreamConfig) {
			c.Subjects = []string{"elsewhere"}
		},
		"one more subject": func(c *jetstream.StreamConfig) {
			c.Subjects = append(c.Subjects, "elsewhere")
		},
		"message size": func(c *jetstream.StreamConfig) { c.MaxMsgSize = 100 },
		"consumers":    func(c *jetstream.StreamConfig) { c.MaxConsumers = 1 },
		"consumers' limits": func(c *jetstream.StreamConfig) {
			c.ConsumerLimits.InactiveThreshold = time.Second
		},
		"no acknowledgements": func(c *jetstream.StreamConfig) { c.NoAck = true },
		"rollups":             func(c *jetstream.StreamConfig) { c.AllowRollup = true },
		"sources": func(c *jetstream.StreamConfig) {
			c.Sources = []*jetstream.StreamSource{{Name: "OTHER"}}
		},
		"transform": func(c *jetstream.StreamConfig) {
			c.SubjectTransform = &jetstream.SubjectTransformConfig{Source: subjects.Journal,
				Destination: "elsewhere"}
		},
		"per subject": func(c *jetstream.StreamConfig) {
			c.MaxMsgsPerSubject, c.DiscardNewPerSubject = 1000, true
		},
		"epoch": func(c *jetstream.StreamConfig) { delete(c.Metadata, metaEpoch) },
		"metadata": func(c *jetstream.StreamConfig) {
			c.Metadata = map[string]string{"team": "it"}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			url := natstest.Start(t, t.TempDir()).ClientURL()
			js := jetStream(t, url)
			var log logged
			r := started(t, url, log.use)
			calls := []*call{r.insist(startOf(1)).wait(t), r.insist(presentOf(1, 1)).wait(t)}
			before := streamInfo(t, js).Config
			altered(t, js, change)
			log.await(t, "it was put right")
			if wrong := wrongs(streamInfo(t, js).Config,
				before.Metadata[metaEpoch]); len(wrong) > 0 {
				t.Errorf("left wrong: %s", wanted(wrong))
			}
			calls = append(calls, r.insist(presentOf(1, 2)).wait(t))
			answeredAll(t, calls)
			readTruth(t, js).confirms(t, calls)
			sameState(t, js, askAgain(calls), r, started(t, url))
		})
	}
}

// TestInterestIsPutRight has what the server drops every record for at once: what can be
// put right is what comes after that.
func TestInterestIsPutRight(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	js := jetStream(t, url)
	var log logged
	r := started(t, url, log.use)
	altered(t, js, func(c *jetstream.StreamConfig) { c.Retention = jetstream.InterestPolicy })
	log.await(t, "it was put right")
	calls := []*call{r.insist(startOf(1)).wait(t)}
	answeredAll(t, calls)
	readTruth(t, js).confirms(t, calls)
}

// TestOperatorsChoicesStay has what an operator may set, and what was changed while no
// coordinator was there.
func TestOperatorsChoicesStay(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	js := jetStream(t, url)
	first := started(t, url)
	answeredAll(t, []*call{first.insist(startOf(1)).wait(t)})
	first.stop()
	altered(t, js, func(c *jetstream.StreamConfig) {
		c.MaxAge, c.MaxBytes, c.MaxMsgs, c.Duplicates = time.Hour, 1<<20, 1000, time.Hour
		c.Compression, c.Description = jetstream.S2Compression, "ours"
	})
	r := started(t, url)
	answeredAll(t, []*call{r.insist(presentOf(1, 1)).wait(t)})
	got := streamInfo(t, js).Config
	if got.MaxAge != 0 || got.MaxBytes != 1<<20 || got.MaxMsgs != 1000 ||
		got.Duplicates != time.Hour ||
		got.Compression != jetstream.S2Compression || got.Description != "ours" {
		t.Errorf("the stream has become %+v", got)
	}
}

func TestSealedStream(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	js := jetStream(t, url)
	r := started(t, url)
	altered(t, js, func(c *jetstream.StreamConfig) { c.Sealed = true })
	if h := r.await(t, away); !errors.Is(h.Err, errWrong) ||
		!strings.Contains(h.Err.Error(), "not sealed") {
		t.Errorf("its health is %v", h.Err)
	}
}

// TestStreamThatCannotBePutRight has a coordinator that may not change streams.
func TestStreamThatCannotBePutRight(t *testing.T) {
	t.Parallel()
	opts := &server.Options{JetStream: true, StoreDir: t.TempDir(), Port: -1}
	opts.Users = []*server.User{
		{Username: "operator"},
		{Username: "coordinator", Permissions: &server.Permissions{
			Publish: &server.SubjectPermission{Deny: []string{"$JS.API.STREAM.UPDATE.>"}},
		}},
	}
	url := natstest.Serve(t, opts).ClientURL()
	js, err := jetstream.New(connectAs(t, url, "operator"))
	if err != nil {
		t.Fatal(err)
	}
	r := started(t, url, func(c *Config) {
		c.Connect = func(more ...nats.Option) (*nats.Conn, error) {
			return dial(url, append(more, nats.UserInfo("coordinator", ""))...)
		}
	})
	altered(t, js, func(c *jetstream.StreamConfig) { c.MaxAge = time.Hour })
	if h := r.await(t, away); !errors.Is(h.Err, errWrong) ||
		!strings.Contains(h.Err.Error(), "set no maximum age") {
		t.Errorf("its health is %v", h.Err)
	}
	altered(t, js, func(c *jetstream.StreamConfig) { c.MaxAge = 0 })
	r.await(t, serving)
}

func TestStreamMadeBeforehand(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	js := jetStream(t, url)
	if _, err := js.CreateStream(t.Context(),
		beforehand(func(*jetstream.StreamConfig) {})); err != nil {
		t.Fatal(err)
	}
	replicas := []*replica{start(t, url), start(t, url), start(t, url)}
	var calls []*call
	for i, r := range replicas {
		r.await(t, serving)
		calls = append(calls, r.insist(startOf(uint64(i)+1)).wait(t))
	}
	answeredAll(t, calls)
	readTruth(t, js).confirms(t, calls)
	sameState(t, js, askAgain(calls), append(replicas, started(t, url))...)
	if c := streamInfo(t, js).Config; c.MaxBytes != 500<<20 || c.Description != "by hand" {
		t.Errorf("the stream has become %+v", c)
	}
}

func TestStreamMadeBeforehandIsWrong(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change changing
		says   string
	}{
		"age": {func(c *jetstream.StreamConfig) { c.MaxAge = time.Hour }, "no maximum age"},
		"discard": {func(c *jetstream.StreamConfig) {
			c.Discard = jetstream.DiscardOld
		}, "discard new"},
		"memory": {func(c *jetstream.StreamConfig) {
			c.Storage, c.MaxBytes = jetstream.MemoryStorage, 1<<20
		},
			"storage file"},
		"interest": {func(c *jetstream.StreamConfig) {
			c.Retention = jetstream.InterestPolicy
		}, "retention limits"},
		"subjects": {func(c *jetstream.StreamConfig) {
			c.Subjects = []string{"orders"}
		}, "subjects " + subjects.Journal},
		"purge": {func(c *jetstream.StreamConfig) { c.DenyPurge = true }, "purges allowed"},
		"two": {func(c *jetstream.StreamConfig) { c.NoAck, c.MaxMsgSize = true, 100 },
			"no maximum message size, acknowledgements"},
		"asynchronous": {func(c *jetstream.StreamConfig) {
			c.PersistMode = jetstream.AsyncPersistMode
		}, "persist mode"},
		"counters": {func(c *jetstream.StreamConfig) {
			c.AllowMsgCounter, c.Discard = true, jetstream.DiscardOld
		},
			"no counters"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			url := natstest.Start(t, t.TempDir()).ClientURL()
			if _, err := jetStream(t, url).CreateStream(t.Context(),
				beforehand(c.change)); err != nil {
				t.Fatal(err)
			}
			refusedStream(t, url, c.says)
		})
	}
}

func TestStreamMadeBeforehandHasMessages(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	js := jetStream(t, url)
	if _, err := js.CreateStream(t.Context(),
		beforehand(func(*jetstream.StreamConfig) {})); err != nil {
		t.Fatal(err)
	}
	publish(t, js, []byte("order"))
	refusedStream(t, url, "it has 1 messages")
}

// refusedStream starts a replica that does not take the stream, and says why.
func refusedStream(t *testing.T, url, says string) {
	t.Helper()
	r := start(t, url)
	h := r.await(t, func(h Health) bool { return !errors.Is(h.Err, errReplaying) })
	if !errors.Is(h.Err, errNotOurs) || !strings.Contains(h.Err.Error(), says) {
		t.Errorf("its health is %v", h.Err)
	}
}

func TestAccountThatWantsASize(t *testing.T) {
	t.Parallel()
	url := limitedAccount(t)
	r := start(t, url)
	if h := r.await(t, func(h Health) bool {
		return !errors.Is(h.Err, errReplaying)
	}); !errors.Is(h.Err, errWantsSize) {
		t.Errorf("its health is %v", h.Err)
	}
	r.stop()
	r = started(t, url, func(c *Config) { c.MaxBytes = 16 << 20 })
	answeredAll(t, []*call{r.insist(startOf(1)).wait(t)})
	var log logged
	started(t, url, log.use, func(c *Config) { c.MaxBytes = 32 << 20 })
	log.await(t, "--max-bytes 33554432") // counts only when it is made
	if got := streamInfo(t, jetStream(t, url)).Config.MaxBytes; got != 16<<20 {
		t.Errorf("its maximum is %d bytes", got)
	}
}

// limitedAccount is a server whose account has no streams without a maximum.
func limitedAccount(t *testing.T) string {
	t.Helper()
	opts := new(server.Options)
	err := opts.ProcessConfigString(`
		accounts { A { jetstream { max_file: 1G, max_mem: 1M, max_bytes_required: true }, users: [{ user: a, password: a }] } }
		no_auth_user: a`)
	if err != nil {
		t.Fatal(err)
	}
	opts.JetStream, opts.StoreDir, opts.Port = true, t.TempDir(), -1
	return natstest.Serve(t, opts).ClientURL()
}

// beforehand is a stream as an operator makes it for the journal.
func beforehand(change changing) jetstream.StreamConfig {
	c := jetstream.StreamConfig{
		Name: Stream, Subjects: []string{subjects.Journal}, Description: "by hand",
		Storage: jetstream.FileStorage, Discard: jetstream.DiscardNew, MaxBytes: 500 << 20,
	}
	change(&c)
	return c
}

// altered changes the stream as an operator does.
func altered(t *testing.T, js jetstream.JetStream, change changing) {
	t.Helper()
	cfg := streamInfo(t, js).Config
	change(&cfg)
	if _, err := js.UpdateStream(t.Context(), cfg); err != nil && !putRightAlready(err) {
		t.Fatal(err)
	}
}

// putRightAlready is what the client says when the answer shows the stream without what
// was asked for. The server looks at it after the change: a coordinator may have been
// quicker.
func putRightAlready(err error) bool {
	return errors.Is(err, jetstream.ErrStreamSubjectTransformNotSupported) ||
		errors.Is(err, jetstream.ErrStreamSourceNotSupported)
}

func connectAs(t *testing.T, url, user string) *nats.Conn {
	t.Helper()
	nc, err := nats.Connect(url, nats.UserInfo(user, ""))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	return nc
}
