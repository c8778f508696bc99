package measure_test

import (
	"testing"
	"time"

	"github.com/chamada/chamada/cmd/chamada/bench/measure"
)

// TestPageBesideABareHandler has phones visit both, and finds each on the lists.
func TestPageBesideABareHandler(t *testing.T) {
	s := newSystem(t)
	load := small
	load.Clients, load.Rounds, load.Duration = 8, 1, time.Second
	report, err := measure.RunPage(t.Context(), s.System, "", load, nil)
	if err != nil {
		t.Fatal(err)
	}
	if !report.Healthy() || report.Verification.Confirmed == 0 {
		t.Errorf("not healthy: %+v", report)
	}
	if r := report.Ratio; r == nil || r.Throughput <= 0 || r.P99 <= 0 {
		t.Errorf("ratio %+v", r)
	}
	for _, m := range report.Measurements {
		if m.Service != measure.Page && m.Service != measure.Bare || m.Presences == 0 {
			t.Errorf("measured %+v", m)
		}
	}
	s.allClosed(t, report)
}
