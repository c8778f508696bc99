package measure_test

import (
	"context"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/cmd/chamada/bench/measure"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// small is 64 clients for a moment, with roll calls that come and go.
var small = measure.Load{
	Clients: 64, Connections: 4, Classes: 3, Students: 50, Rounds: 2,
	Duration: 200 * time.Millisecond, Warmup: 20 * time.Millisecond, Timeout: 10 * time.Second,
}

func TestReportOfAHealthySystem(t *testing.T) {
	s := newSystem(t)
	report, err := measure.Run(t.Context(), s.System, small, nil)
	if err != nil {
		t.Fatal(err)
	}
	if !report.Healthy() || report.Verification.Rolls == 0 {
		t.Errorf("not healthy: %+v", report)
	}
	if r := report.Ratio; r == nil || r.Throughput <= 0 || r.P50 <= 0 || r.P99 <= 0 {
		t.Errorf("ratio %+v", r)
	}
	var services []string
	measured := int64(0)
	for _, m := range report.Measurements {
		services = append(services, m.Service)
		if m.PerSecond <= 0 || m.P50 <= 0 || m.P99 < m.P50 || m.P999 < m.P99 || m.Max < m.P999 {
			t.Errorf("not sane: %+v", m)
		}
		if m.Service == measure.Chamada {
			measured += m.Presences
		}
	}
	if len(services) != 4 || services[0] != services[3] || services[1] != services[2] ||
		services[0] == services[1] {
		t.Errorf("the order does not alternate: %v", services)
	}
	if int64(report.Verification.Confirmed) < measured {
		t.Errorf("verified %d presences, measured %d", report.Verification.Confirmed, measured)
	}
	s.allClosed(t, report)
}

func TestJSON(t *testing.T) {
	load := rush // which is over when all are there, however slow the machine is
	load.Rounds = 1
	report, err := measure.Run(t.Context(), newSystem(t).System, load, nil)
	if err != nil {
		t.Fatal(err)
	}
	encoded, err := json.Marshal(report)
	if err != nil {
		t.Fatal(err)
	}
	var top map[string]json.RawMessage
	var measurements []map[string]any
	if err := errors.Join(json.Unmarshal(encoded, &top),
		json.Unmarshal(top["measurements"], &measurements)); err != nil {
		t.Fatal(err)
	}
	for _, field := range []string{"load", "nodes", "usage", "ratio", "errors", "refused",
		"verification"} {
		if top[field] == nil {
			t.Errorf("no %s in %s", field, encoded)
		}
	}
	for _, field := range []string{"round", "service", "presences", "per_second", "p50_ns",
		"p99_ns", "p999_ns", "max_ns", "cpu_ns", "bytes", "allocations", "sent_late", "errors",
		"refused"} {
		if measurements[0][field] == nil {
			t.Errorf("no %s in %s", field, encoded)
		}
	}
}

func TestInterruptedKeepsWhatIsWhole(t *testing.T) {
	s := newSystem(t)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	report, err := measure.Run(ctx, s.System, small, func(p measure.Progress) {
		if p.Round == 2 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if len(report.Measurements) != 2 || report.Ratio == nil || !report.Healthy() {
		t.Errorf("report %+v", report)
	}
	s.allClosed(t, report)
}

func TestNoCoordinator(t *testing.T) {
	nc := natstest.Connect(t, natstest.Start(t, t.TempDir()).ClientURL())
	system := measure.System{
		Client: clients.New(nc, clients.Timeout(100*time.Millisecond)),
		Nodes: []measure.Connect{func(context.Context) (*nats.Conn, error) {
			return nats.Connect(nc.ConnectedUrl())
		}},
	}
	report, err := measure.Run(t.Context(), system, small, nil)
	if !errors.Is(err, clients.ErrNoCoordinator) {
		t.Errorf("got %v", err)
	}
	for _, m := range report.Measurements {
		if m.Service == measure.Chamada {
			t.Errorf("measured nobody: %+v", m)
		}
	}
}

// TestRefusals has somebody else end a roll call under the load.
func TestRefusals(t *testing.T) {
	s := newSystem(t)
	load := small
	load.Rounds, load.Students = 1, measure.MaxStudents
	_, err := s.conn.Subscribe(everyOpened, func(m *nats.Msg) {
		var started subjects.Started
		if json.Unmarshal(m.Data, &started) == nil {
			go func() { _, _ = s.Client.End(context.Background(), started.Class, false) }()
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	report, err := measure.Run(t.Context(), s.System, load, nil)
	if !errors.Is(err, clients.ErrNotOpen) {
		t.Errorf("got %v", err)
	}
	if report.Refused == 0 || report.Healthy() {
		t.Errorf("report %+v", report)
	}
}
