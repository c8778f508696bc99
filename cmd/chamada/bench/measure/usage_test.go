package measure_test

import (
	"errors"
	"testing"
	"time"

	"github.com/chamada/chamada/cmd/chamada/bench/measure"
)

// TestUsage holds it to what must be so on any machine: for as many presences
// in as much time chamada allocates more than the echo, whose codec it has. This
// process is the system's as well, so that it counts twice.
func TestUsage(t *testing.T) {
	s := newSystem(t)
	s.Pages = []string{s.page}
	load := rush
	load.Students, load.Burst = 500, time.Second
	report, err := measure.Run(t.Context(), s.System, load, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range report.Measurements {
		if m.CPU <= 0 || m.CPU > time.Second || m.Bytes <= 0 || m.Allocations <= 0 ||
			m.Bytes < m.Allocations {
			t.Errorf("not sane: %+v", m)
		}
	}
	if r := report.Ratio; len(report.Usage.Pages) != 1 || r.CPU <= 0.1 || r.CPU > 100 ||
		r.Bytes <= 1 || r.Allocations <= 1 || r.Bytes > 1000 {
		t.Errorf("ratio %+v", r)
	}
}

func TestUsageWithoutPages(t *testing.T) {
	s := newSystem(t)
	report, err := measure.Run(t.Context(), s.System, small, nil)
	if err != nil || report.Ratio.CPU != 0 || report.Measurements[0].CPU <= 0 {
		t.Errorf("without the system's, there is no ratio: %+v, %v", report, err)
	}
}

func TestPageThatIsNone(t *testing.T) {
	s := newSystem(t)
	s.Pages = []string{s.page + "x"}
	report, err := measure.Run(t.Context(), s.System, small, nil)
	var page *measure.PageError
	if !errors.As(err, &page) || len(report.Measurements) > 0 {
		t.Errorf("got %v", err)
	}
}
