package embedded_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chamada/chamada/coordinator/embedded"
)

func damagedFiles(err error) bool {
	e, ok := errors.AsType[*embedded.Error](err)
	return ok && e.Code == embedded.DataDamaged
}

func testBlock(dir string) string {
	return filepath.Join(dir, "jetstream", "$G", "streams", "TEST", "msgs", "1.blk")
}

// TestADamagedNodeLeaves: with the damage its JetStream is off, so that it leads nothing,
// and the others go on. That it heals is seen in faults/heal: nats-server turns JetStream
// on again beside requests that come, which the race detector does not let pass.
func TestADamagedNodeLeaves(t *testing.T) {
	t.Parallel()
	g := newGroup(t, 3)
	g.createStream(t)
	g.publish(t, missed)
	sick := g.leader(t)
	at := slices.Index(g.nodes, sick)
	flip(t, testBlock(g.configs[at].DataDir))
	sick.Scrub(t.Context())
	if !damagedFiles(sick.Damage()) || sick.On() {
		t.Fatalf("%v; JetStream is on: %v", sick.Damage(), sick.On())
	}
	if err := sick.Storage(); err != nil {
		t.Error("the disk is taken to be broken: ", err)
	}
	g.nodes, g.configs = slices.Delete(g.nodes, at, at+1), slices.Delete(g.configs, at, at+1)
	g.leader(t) // one of the others
	g.publish(t, missed)
}

// TestMissingEndOfACopy: a node of a cluster does not start with less than it held, and
// as a scout it is among the others without its store.
func TestMissingEndOfACopy(t *testing.T) {
	t.Parallel()
	g := newGroup(t, 3)
	g.createStream(t)
	g.publish(t, missed)
	shutdown(t, g.nodes[2])
	dir := g.configs[2].DataDir
	if err := os.Remove(testBlock(dir)); err != nil {
		t.Fatal(err)
	}
	if e := refused(t, g.configs[2]); !damagedFiles(e) ||
		!strings.Contains(e.Error(), "streams/TEST") {
		t.Error(e)
	}
	scout, err := embedded.Scout(t.Context(), g.configs[2])
	if err != nil {
		t.Fatal(err)
	}
	eventually(t, func() error {
		if scout.Nodes() == 0 {
			return errors.New("it is alone")
		}
		return nil
	})
	if scout.On() {
		t.Error("its JetStream is on")
	}
	if _, err := scout.Replace(time.Now()); err != nil {
		t.Fatal(err)
	}
	shutdown(t, scout)
	g.nodes[2] = start(t, g.configs[2])
	eventually(t, g.nodes[2].Current)
}

// TestVouch: a leader vouches for its log when all others have it but the one that asks.
func TestVouch(t *testing.T) {
	t.Parallel()
	g := newGroup(t, 3)
	g.createStream(t)
	g.publish(t, missed)
	leader := g.leader(t)
	away := (slices.Index(g.nodes, leader) + 1) % 3
	other := g.nodes[(away+1)%3]
	asker := g.nodes[away].RaftID()
	shutdown(t, g.nodes[away])
	vouched := func(s *embedded.Server, but string) (logs, full int) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		l, f := s.Vouch(ctx, but)
		return len(l), len(f)
	}
	eventually(t, func() error { // the log of JetStream's own affairs may need another leader
		logs, one := vouched(leader, asker)
		others, two := vouched(other, asker)
		if logs != 2 || others != 2 || one+two != 2 {
			return errors.New("the two that are left do not vouch for both logs")
		}
		return nil
	})
	eventually(t, func() error { // once the one that is away has not been heard of for long
		if _, full := vouched(leader, ""); full != 0 {
			return errors.New("it vouches for one that is away")
		}
		return nil
	})
}
