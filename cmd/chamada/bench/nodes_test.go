package bench

import (
	"context"
	"encoding/json"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/micro"

	"github.com/chamada/chamada/clients/connect"
	"github.com/chamada/chamada/clients/texts"
	"github.com/chamada/chamada/cmd/chamada/bench/measure"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/cmd/chamada/internal/terminal"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// TestBenchOfThreeNodes measures a cluster of its own, and then the same one
// as a running system of which it is told one address.
func TestBenchOfThreeNodes(t *testing.T) {
	system := threeNodes(t)
	report, perNode := measureNodes(t, system)
	if v := report.Verification; report.Nodes != 3 || report.Ratio == nil || v.Confirmed == 0 ||
		v.Missing+v.Strange > 0 {
		t.Errorf("report %+v", report)
	}
	const want = 2 + 1 // of six connections of the load, and an echo
	if got := slices.Collect(maps.Values(perNode)); !slices.Equal(got, []int{want, want, want}) {
		t.Errorf("connections to the nodes: %v", got)
	}
	nc, err := system.Nodes[0](t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer nc.Close()
	allAnswered(t, nc, 3)
	if r := reportOf(t, "--server", nc.ConnectedUrl()); r.Nodes != 3 || r.Usage.Whole() ||
		r.Ratio == nil || r.Ratio.CPU != 0 {
		t.Errorf("as a running system: %+v", r)
	}
}

func threeNodes(t *testing.T) measure.System {
	t.Helper()
	t.Chdir(t.TempDir())
	s := session.New(texts.English, terminal.New(strings.NewReader(""), io.Discard, io.Discard))
	s.Flags = connect.Flags{Timeout: 20 * time.Second}
	var log natstest.Log
	system, stop, err := ownSystem(t.Context(), s, 3, &log, languages.In(texts.English))
	if err != nil {
		t.Fatal(err, log.String())
	}
	t.Cleanup(func() {
		if err := stop(); err != nil {
			t.Error(err)
		}
		leftNothing(t)
	})
	return system
}

// measureNodes counts the connections that each node is given.
func measureNodes(t *testing.T, system measure.System) (*measure.Report, map[string]int) {
	t.Helper()
	perNode := map[string]int{}
	counting := system
	counting.Nodes = nil
	for _, connect := range system.Nodes {
		counting.Nodes = append(counting.Nodes, func(ctx context.Context) (*nats.Conn, error) {
			nc, err := connect(ctx)
			perNode[nc.ConnectedServerId()]++
			return nc, err
		})
	}
	load := newOptions().load
	load.Clients, load.Connections, load.Students, load.Rounds = 24, 6, 200, 1
	load.Duration, load.Warmup, load.Timeout = 500*time.Millisecond, 100*time.Millisecond,
		20*time.Second
	report, err := measure.Run(t.Context(), counting, load, nil)
	if err != nil {
		t.Fatal(err)
	}
	return report, perNode
}

// allAnswered has n coordinators, each of which has had presences.
func allAnswered(t *testing.T, nc *nats.Conn, n int) {
	t.Helper()
	replies, err := nc.SubscribeSync(nc.NewInbox())
	if err != nil {
		t.Fatal(err)
	}
	subject, err := micro.ControlSubject(micro.StatsVerb, "chamada", "")
	if err != nil {
		t.Fatal(err)
	}
	if err := nc.PublishRequest(subject, replies.Subject, nil); err != nil {
		t.Fatal(err)
	}
	for range n {
		m, err := replies.NextMsg(10 * time.Second)
		if err != nil {
			t.Fatal(err)
		}
		var stats micro.Stats
		if err := json.Unmarshal(m.Data, &stats); err != nil {
			t.Fatal(err)
		}
		for _, e := range stats.Endpoints {
			if e.Subject == subjects.StudentPresent && e.NumRequests == 0 {
				t.Errorf("%s has had no presence", stats.ID)
			}
		}
	}
}
