package identity_test

import (
	"net/netip"
	"slices"
	"testing"
	"time"

	"github.com/chamada/chamada/coordinator/embedded"
	"github.com/chamada/chamada/coordinator/identity"
)

// guardedFor is how long is asked at a time: the guard looks at all accounts once a second,
// and at all lines ten times.
const guardedFor = 1500 * time.Millisecond

// BenchmarkGuards is what the guard costs an honest presence: 1,500 students who are
// connected ask, 16 at a time, in turn while a coordinator guards the server and while none
// does. The ratios are of the medians, guarded over not, and of the 99th percentiles.
func BenchmarkGuards(b *testing.B) {
	s := startOwn(b)
	s.wire = wireOf(s.own)
	stop := s.serve(b, s.url)
	s.fill(b)
	students := s.comeIn(b)
	stop()
	took := map[bool][]time.Duration{}
	for b.Loop() {
		for _, on := range []bool{false, true} {
			stop := func() {}
			if on {
				stop = s.serve(b, s.url)
			}
			for began := time.Now(); time.Since(began) < guardedFor; {
				took[on] = append(took[on], round(b, students)...)
			}
			stop()
		}
	}
	for name, share := range map[string]int{"p50": 500, "p99": 990} {
		at := map[bool]float64{}
		for on, all := range took {
			slices.Sort(all)
			at[on] = float64(all[len(all)*share/1000].Microseconds()) / 1000
		}
		b.ReportMetric(at[false], name+"-alone-ms")
		b.ReportMetric(at[true]/at[false], name+"-ratio")
	}
}

// wireOf is what the machine counts of a server's connections, as serve has it.
func wireOf(own *embedded.Server) identity.Wire {
	return identity.Wire{
		Lines: func() map[netip.AddrPort]identity.Line {
			lines := map[netip.AddrPort]identity.Line{}
			for at, l := range own.Lines() {
				lines[at] = identity.Line(l)
			}
			return lines
		},
		Clients: func() map[netip.AddrPort]identity.Client {
			clients := map[netip.AddrPort]identity.Client{}
			for at, c := range own.Clients() {
				clients[at] = identity.Client(c)
			}
			return clients
		},
		Close: own.CloseClient,
	}
}
