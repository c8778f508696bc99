package bench

import (
	"strings"
	"testing"
	"time"
)

func TestMedian(t *testing.T) {
	for _, c := range []struct {
		values []float64
		want   float64
	}{
		{[]float64{3}, 3}, {[]float64{3, 1}, 2}, {[]float64{9, 1, 2}, 2}, {[]float64{4, 1, 100, 2}, 3},
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
	})
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
		if got := ratio(measurements); got != nil {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestHealthy(t *testing.T) {
	for name, r := range map[string]Report{
		"errors":  {Measurements: []Measurement{{Errors: 1}}},
		"refused": {Measurements: []Measurement{{Refused: 1}}},
	} {
		r.conclude(Verification{})
		if r.Healthy() {
			t.Errorf("healthy with %s", name)
		}
	}
	for _, v := range []Verification{{Missing: 1}, {Strange: 1}} {
		if r := (&Report{Verification: v}); r.Healthy() {
			t.Errorf("healthy with %+v", v)
		}
	}
}

func TestRender(t *testing.T) {
	echo, chamada := measured(1, Echo, 71234, 2100*time.Microsecond), measured(1, Chamada, 48000, 4200*time.Microsecond)
	chamada.Errors, chamada.Failure = 3, "nats: timeout"
	r := &Report{
		Load:         Load{Clients: 64, Connections: 16, Classes: 8, Students: 2000, Rounds: 3, Duration: 5 * time.Second},
		Measurements: []Measurement{echo, chamada},
	}
	r.conclude(Verification{Rolls: 9, Confirmed: 48000, Missing: 2})
	const portuguese = `clientes: 64, conexões: 16, turmas: 8 de 2000 alunos, rodadas: 3 de 5s

  rodada  serviço  presenças/s  p50 ms  p99 ms  p99,9 ms  máx ms  erros  recusas
       1      eco        71234    0,00    2,10      0,00    0,00      0        0
       1  chamada        48000    0,00    4,20      0,00    0,00      3        0

chamada ÷ eco, mediana das rodadas: vazão 0,67, p99 2,00
primeiro erro na rodada 1, chamada: nats: timeout
presenças confirmadas: 48000, procuradas nas listas de 9 chamadas encerradas
FALTAM nas listas: 2; sobram: 0`
	if got := r.Render(false); got != portuguese {
		t.Errorf("got\n%s", got)
	}
	for _, want := range []string{"throughput 0.67, p99 2.00", "  echo  ", "MISSING"} {
		if got := r.Render(true); !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

func TestRenderProgress(t *testing.T) {
	p := Progress{Round: 2, Service: Echo}
	if got := p.Render(false); got != "rodada 2, eco: aquecendo…" {
		t.Errorf("got %s", got)
	}
	p.PerSecond = 48123.4
	if got := p.Render(true); got != "round 2, echo: 48123 presences/s" {
		t.Errorf("got %s", got)
	}
}

func measured(round int, service string, perSecond float64, p99 time.Duration) Measurement {
	return Measurement{Round: round, Service: service, PerSecond: perSecond, P99: p99}
}
