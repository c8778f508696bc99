package measure

import (
	"testing"
	"time"
)

func TestMedian(t *testing.T) {
	for _, c := range []struct {
		values []float64
		want   float64
	}{
		{[]float64{3}, 3}, {[]float64{3, 1}, 2}, {[]float64{9, 1, 2}, 2},
		{[]float64{4, 1, 100, 2}, 3},
	} {
		if got := median(c.values); got != c.want {
			t.Errorf("median of %v: %v, want %v", c.values, got, c.want)
		}
	}
}

func TestRatioIsWithinEachRound(t *testing.T) {
	got := ratio([]Measurement{
		measured(1, Echo, 100, 10), measured(1, Chamada, 50, 20),
		measured(2, Chamada, 20, 4), measured(2, Echo, 40, 4),
		measured(3, Echo, 10, 1), measured(3, Chamada, 9, 9),
	}, false)
	if got == nil || got.Throughput != 0.5 || got.P99 != 2 {
		t.Errorf("got %+v", got)
	}
}

func TestNoRatio(t *testing.T) {
	for name, measurements := range map[string][]Measurement{
		"nothing":         nil,
		"half a round":    {measured(1, Echo, 100, 10)},
		"nobody answered": {measured(1, Echo, 100, 10), measured(1, Chamada, 0, 0)},
	} {
		if got := ratio(measurements, true); got != nil {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestRatioOfUsage(t *testing.T) {
	echo, chamada := measured(1, Echo, 100, 10), measured(1, Chamada, 50, 20)
	echo.use(usage{cpu: time.Second, bytes: 1000, objects: 100})
	chamada.use(usage{cpu: 2 * time.Second, bytes: 3000, objects: 400})
	if chamada.CPU != 200*time.Millisecond || chamada.Bytes != 300 || chamada.Allocations != 40 {
		t.Errorf("for one of ten: %+v", chamada)
	}
	got := ratio([]Measurement{echo, chamada}, true)
	if got.CPU != 2 || got.Bytes != 3 || got.Allocations != 4 {
		t.Errorf("got %+v", got)
	}
	if got := ratio([]Measurement{echo, chamada}, false); got.CPU+got.Bytes+got.Allocations != 0 {
		t.Errorf("of a system whose usage is unknown: %+v", got)
	}
	chamada.Presences = 0
	chamada.use(usage{cpu: time.Second}) // divides by nothing
}

func measured(round int, service string, perSecond float64, p99 time.Duration) Measurement {
	return Measurement{Round: round, Service: service, Presences: 10, PerSecond: perSecond,
		P50: p99 / 2, P99: p99}
}
