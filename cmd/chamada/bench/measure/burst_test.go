package measure_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/chamada/chamada/cmd/chamada/bench/measure"
)

// rush is 150 students within a moment.
var rush = measure.Load{
	Connections: 4, Classes: 3, Students: 50, Rounds: 2,
	Burst: 200 * time.Millisecond, Warmup: 50 * time.Millisecond, Timeout: 10 * time.Second,
}

func TestBurst(t *testing.T) {
	s := newSystem(t)
	report, err := measure.Run(t.Context(), s.System, rush, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(report.Measurements) != 4 || !report.Healthy() || report.Ratio == nil {
		t.Errorf("report %+v", report)
	}
	for _, m := range report.Measurements {
		if m.Presences != 150 || m.P50 <= 0 || m.P99 < m.P50 || m.Max < m.P999 || m.PerSecond <= 0 {
			t.Errorf("not sane: %+v", m)
		}
	}
	if v := report.Verification; v.Rolls != 12 || v.Confirmed != 2*(150+3*13) {
		t.Errorf("three classes of 50, and of 13 to warm up, twice: %+v", v)
	}
	s.allClosed(t, report)
}

// TestBurstCountsFromTheMoment stops the connections for longer than the burst
// takes when the first student sends: everybody waits from their own moment,
// also who could not even send.
func TestBurstCountsFromTheMoment(t *testing.T) {
	s := newSystem(t)
	const stopped = 4
	load := rush
	load.Rounds, load.Warmup = 1, 0
	s.Nodes[0] = stopping(s.conn.ConnectedUrl(), stopped*load.Burst)
	report, err := measure.Run(t.Context(), s.System, load, nil)
	if err != nil || !report.Healthy() {
		t.Fatalf("report %+v, %v", report, err)
	}
	for _, m := range report.Measurements {
		if m.Service != measure.Chamada {
			continue
		}
		if shortest := (stopped - 1) * load.Burst; m.P50 < shortest || m.Latest < shortest ||
			m.Late < 100 {
			t.Errorf("nobody has waited for less than %v: %+v", shortest, m)
		}
		if longest := stopped * load.Burst; m.Max < longest {
			t.Errorf("the first has waited for %v at least: %+v", longest, m)
		}
	}
}

// TestBurstWithoutReplies has the connections stop for longer than anybody waits.
func TestBurstWithoutReplies(t *testing.T) {
	s := newSystem(t)
	load := rush
	load.Rounds, load.Warmup, load.Timeout = 1, 0, 100*time.Millisecond
	s.Nodes[0] = stopping(s.conn.ConnectedUrl(), 2*time.Second)
	report, err := measure.Run(t.Context(), s.System, load, nil)
	if err != nil {
		t.Fatal(err)
	}
	if report.Errors != 150 || report.Healthy() || report.Ratio != nil ||
		report.Verification.Missing > 0 {
		t.Errorf("report %+v", report)
	}
}

func TestBurstInterrupted(t *testing.T) {
	s := newSystem(t)
	load := rush
	load.Burst, load.Warmup = time.Second, 0
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	report, err := measure.Run(ctx, s.System, load, func(p measure.Progress) {
		if p.Service == measure.Chamada && p.PerSecond > 0 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) || len(report.Measurements) != 1 ||
		report.Verification.Confirmed == 0 {
		t.Errorf("got %+v, %v", report, err)
	}
	s.allClosed(t, report)
}
