package measure

import "slices"

// Ratio is chamada's figure divided by the echo's: the median over the rounds.
// The last three are zero where the system's usage is not known.
type Ratio struct {
	Throughput  float64 `json:"throughput"`
	P50         float64 `json:"p50"`
	P99         float64 `json:"p99"`
	CPU         float64 `json:"cpu,omitempty"`
	Bytes       float64 `json:"bytes,omitempty"`
	Allocations float64 `json:"allocations,omitempty"`
}

// ratio compares within each round, two measurements in either order. One
// that has no latency, for nothing was confirmed, compares with nothing.
func ratio(measurements []Measurement, ofUsage bool) *Ratio {
	var rounds [][2]Measurement // the echo, chamada
	for pair := range slices.Chunk(measurements, 2) {
		if len(pair) < 2 || pair[0].P99 == 0 || pair[1].P99 == 0 {
			continue
		}
		echo, chamada := pair[0], pair[1]
		if echo.Service == Chamada || echo.Service == Page {
			echo, chamada = chamada, echo
		}
		rounds = append(rounds, [2]Measurement{echo, chamada})
	}
	if len(rounds) == 0 {
		return nil
	}
	of := func(figure func(Measurement) float64) float64 { return medianRatio(rounds, figure) }
	r := &Ratio{
		Throughput: of(func(m Measurement) float64 { return m.PerSecond }),
		P50:        of(func(m Measurement) float64 { return float64(m.P50) }),
		P99:        of(func(m Measurement) float64 { return float64(m.P99) }),
	}
	if ofUsage {
		r.CPU = of(func(m Measurement) float64 { return float64(m.CPU) })
		r.Bytes = of(func(m Measurement) float64 { return m.Bytes })
		r.Allocations = of(func(m Measurement) float64 { return m.Allocations })
	}
	return r
}

// medianRatio is zero when the echo's figure always is, which the CPU time of
// few presences can be.
func medianRatio(rounds [][2]Measurement, figure func(Measurement) float64) float64 {
	var ratios []float64
	for _, round := range rounds {
		if echo := figure(round[0]); echo > 0 {
			ratios = append(ratios, figure(round[1])/echo)
		}
	}
	if len(ratios) == 0 {
		return 0
	}
	return median(ratios)
}

// median is that of at least one value.
func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	middle := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[middle]
	}
	return (sorted[middle-1] + sorted[middle]) / 2
}
