package embedded_test

import (
	"errors"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator/embedded"
)

func TestAServerAloneIsCurrent(t *testing.T) {
	s := start(t, embedded.Config{DataDir: t.TempDir(), Host: "127.0.0.1"})
	store(t, s.ClientURL(), "presence")
	if err := s.Current(); err != nil {
		t.Error(err)
	}
}

// TestCurrentIsNotBehind stops a node, has a lot stored without it, and looks at
// it all the time when it is back: it must not be current before all is there.
func TestCurrentIsNotBehind(t *testing.T) {
	t.Parallel()
	g := newGroup(t, 3)
	g.createStream(t)
	t.Run("it gets the leader's log", func(t *testing.T) {
		g.lags(t, func() {})
	})
	t.Run("it gets a snapshot and the leader's stream", func(t *testing.T) {
		g.lags(t, func() { g.changeLeader(t) }) // a new leader begins with a snapshot
	})
	t.Run("it has lost its disk", func(t *testing.T) {
		g.lags(t, func() { g.configs[2].DataDir = t.TempDir() })
	})
}

const (
	missed = 100 * window // messages that are stored while a node is down
	// window of messages are published at once: so many may be in a node's log
	// before it has heard that they are confirmed.
	window = 50
)

// lags has the last node come back after meanwhile.
func (g *group) lags(t *testing.T, meanwhile func()) {
	t.Helper()
	away := &g.nodes[2]
	shutdown(t, *away)
	last := g.publish(t, missed)
	meanwhile()
	*away = start(t, g.configs[2])

	behind := 0
	eventually(t, func() error {
		err := (*away).Current()
		has := (*away).LastSeq("TEST")
		switch {
		case err == nil && has+window < last:
			t.Fatalf("current with %d of %d messages", has, last)
		case err != nil:
			notCurrent(t, err)
			behind++
		}
		return err
	})
	if behind == 0 {
		t.Error("it was never behind, so this has shown nothing")
	}
}

func TestWithoutAMajorityNobodyIsCurrent(t *testing.T) {
	t.Parallel()
	g := newGroup(t, 3)
	g.createStream(t)
	left := g.leader(t)
	for _, n := range g.nodes {
		if n != left {
			shutdown(t, n)
		}
	}
	eventually(t, func() error {
		if err := left.Current(); err != nil {
			notCurrent(t, err)
			return nil
		}
		return errors.New("the last of three is current")
	})
}

func notCurrent(t *testing.T, err error) {
	t.Helper()
	if e, ok := errors.AsType[*embedded.Error](err); !ok || e.Code != embedded.NotCurrent {
		t.Fatalf("%T %v is not of code %s", err, err, embedded.NotCurrent)
	}
}

// createStream returns when every node has its copy.
func (g *group) createStream(t *testing.T) {
	t.Helper()
	js := jetStream(t, g.nodes[0].ClientURL())
	eventually(t, func() error {
		_, err := js.CreateStream(t.Context(),
			jetstream.StreamConfig{Name: "TEST", Subjects: []string{"test"}, Replicas: 3})
		return err
	})
	for _, n := range g.nodes {
		eventually(t, n.Current)
	}
}

// publish returns the sequence of the last message, when all are stored.
func (g *group) publish(t *testing.T, count int) (last uint64) {
	t.Helper()
	js := jetStream(t, g.nodes[0].ClientURL())
	for range count / window {
		for range window {
			if _, err := js.PublishAsync("test", []byte("presence")); err != nil {
				t.Fatal(err)
			}
		}
		select {
		case <-js.PublishAsyncComplete():
		case <-time.After(time.Minute):
			t.Fatal("not all of it was stored within a minute")
		}
	}
	stream, err := js.Stream(t.Context(), "TEST")
	if err != nil {
		t.Fatal(err)
	}
	return stream.CachedInfo().State.LastSeq
}

// leader is the node that leads the stream.
func (g *group) leader(t *testing.T) (leader *embedded.Server) {
	t.Helper()
	js := jetStream(t, g.nodes[0].ClientURL())
	eventually(t, func() error {
		stream, err := js.Stream(t.Context(), "TEST")
		if err != nil {
			return err
		}
		for i, cfg := range g.configs {
			if cfg.Name == stream.CachedInfo().Cluster.Leader {
				leader = g.nodes[i]
				return nil
			}
		}
		return errors.New("no leader")
	})
	return leader
}

// changeLeader returns when another node that is up leads the stream.
func (g *group) changeLeader(t *testing.T) {
	t.Helper()
	was := g.leader(t)
	nc := connect(t, g.nodes[0].ClientURL())
	if _, err := nc.Request("$JS.API.STREAM.LEADER.STEPDOWN.TEST", nil,
		nats.DefaultTimeout*5); err != nil {
		t.Fatal(err)
	}
	eventually(t, func() error {
		if g.leader(t) == was {
			return errors.New("it still leads")
		}
		return nil
	})
}
