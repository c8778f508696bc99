package measure

import (
	"strings"
	"testing"
	"time"

	"github.com/chamada/chamada/clients/texts"
)

func TestRenderSteady(t *testing.T) {
	echo, chamada := measured(1, Echo, 71234, 2100*time.Microsecond),
		measured(1, Chamada, 48000, 4200*time.Microsecond)
	chamada.Errors, chamada.Failure = 3, "nats: timeout"
	echo.use(usage{cpu: 100 * time.Microsecond, bytes: 20_000, objects: 200})
	chamada.use(usage{cpu: 234 * time.Microsecond, bytes: 40_000, objects: 300})
	r := &Report{
		Load: Load{Clients: 64, Connections: 16, Classes: 8, Students: 2000, Rounds: 3,
			Duration: 5 * time.Second},
		Nodes:        3,
		Usage:        Usage{Pages: []string{"http://a/metrics"}},
		Measurements: []Measurement{echo, chamada},
	}
	r.conclude(Verification{Rolls: 9, Confirmed: 48000, Missing: 2})
	const portuguese = `carga contínua de 64 clientes, por 5s de cada vez
conexões: 16, nós: 3, turmas: 8 de 2000 alunos, rodadas: 3

  rodada  serviço  presenças/s  p50 ms  p99 ms  p99,9 ms  máx ms  CPU µs  bytes  alocações  erros  recusas
       1      eco        71234    1,05    2,10      0,00    0,00    10,0   2000         20      0        0
       1  chamada        48000    2,10    4,20      0,00    0,00    23,4   4000         30      3        0

chamada ÷ eco, mediana das rodadas: vazão 0,67, p50 2,00, p99 2,00, CPU 2,34, bytes 2,00, alocações 1,50
CPU, bytes e alocações: por presença, deste processo (clientes e eco) e dos que têm as métricas em http://a/metrics
primeiro erro na rodada 1, chamada: nats: timeout
presenças confirmadas: 48000, procuradas nas listas de 9 chamadas encerradas
FALTAM nas listas: 2; sobram: 0`
	if got := r.Render(texts.Portuguese); got != portuguese {
		t.Errorf("got\n%s", got)
	}
	for _, want := range []string{"throughput 0.67, p50 2.00, p99 2.00, CPU 2.34", "  echo  ",
		"MISSING"} {
		if got := r.Render(texts.English); !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

func TestRenderBurst(t *testing.T) {
	one, other := measured(1, Chamada, 300, 12*time.Millisecond),
		measured(2, Chamada, 300, 14*time.Millisecond)
	one.Max, other.Max = 20*time.Millisecond, 18*time.Millisecond
	other.Late, other.Latest = 2, 7*time.Millisecond
	r := &Report{
		Load: Load{Connections: 16, Classes: 3, Students: 500, Rounds: 2,
			Burst: 5 * time.Second},
		Nodes:        1,
		Measurements: []Measurement{measured(1, Echo, 300, 50*time.Millisecond), one, other},
	}
	r.conclude(Verification{})
	const english = `burst of 1500 students within 5s, each at a moment of its own
connections: 16, nodes: 1, classes: 3 of 500 students, rounds: 2

  round  service  presences/s  p50 ms  p99 ms  p99.9 ms  max ms  CPU µs  bytes  allocations  errors  refused  late
      1     echo          300   25.00   50.00      0.00    0.00     0.0      0            0       0        0     0
      1  chamada          300    6.00   12.00      0.00   20.00     0.0      0            0       0        0     0
      2  chamada          300    7.00   14.00      0.00   18.00     0.0      0            0       0        0     2

chamada: of 1500 students within 5s, half waited up to 6.50 ms, 99% up to 13.00 ms, and whoever waited longest, 20.00 ms
the late ones left here more than 5 ms after their moment, up to 7.00 ms; their wait counts from the moment
chamada ÷ echo, median of the rounds: throughput 1.00, p50 0.24, p99 0.24
CPU, bytes and allocations: for each presence, of this process only (clients and echo), without what the system used
presences confirmed: 0, looked for in the lists of 0 roll calls ended`
	if got := r.Render(texts.English); got != english {
		t.Errorf("got\n%s", got)
	}
	r.Usage.Pages = []string{"http://a/metrics", "http://b/metrics"}
	for _, want := range []string{"rajada de 1500 alunos em 5s",
		"metade esperou até 6,50 ms, 99% até", "http://a/metrics, http://b/metrics"} {
		if got := r.Render(texts.Portuguese); !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

func TestRenderProgress(t *testing.T) {
	for want, p := range map[string]Progress{
		"rodada 2, eco: aquecendo…": {Phase: Measuring, Round: 2, Service: Echo},
		"rodada 2, eco: 48123 presenças/s": {Phase: Measuring, Round: 2, Service: Echo,
			PerSecond: 48123.4},
		"encerrando as chamadas…": {Phase: Ending},
	} {
		if got := p.Render(texts.Portuguese); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
