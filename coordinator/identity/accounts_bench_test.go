package identity_test

import (
	"fmt"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/coordinator/embedded"
	"github.com/chamada/chamada/coordinator/identity"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// crowd is how many students are connected, each with an account or in one with all.
const crowd = 1500

// BenchmarkAccounts is what it costs to have an account for each login: how fast people come
// in, what it takes of memory, both ends in this process, and how long a request takes.
func BenchmarkAccounts(b *testing.B) {
	for _, own := range []bool{false, true, false, true} {
		b.Run(map[bool]string{false: "shared", true: "own"}[own], func(b *testing.B) {
			s := startOwn(b)
			if !own {
				s.own = nil
			}
			s.serve(b, s.url)
			s.fill(b)
			students := s.comeIn(b)
			took := make([]time.Duration, 0, crowd*4)
			for range b.N {
				took = append(took, round(b, students)...)
			}
			slices.Sort(took)
			for name, share := range map[string]int{"p50-ms": 500, "p99-ms": 990} {
				b.ReportMetric(float64(took[len(took)*share/1000].Microseconds())/1000, name)
			}
		})
	}
}

// startOwn is a server that makes an account for each login, without a coordinator.
func startOwn(b *testing.B) *system {
	b.Helper()
	s := &system{secret: identity.NewSecret(), codes: map[string]string{},
		log: new(natstest.Log)}
	var err error
	s.own, err = embedded.Start(b.Context(), embedded.Config{
		DataDir: b.TempDir(), Host: "127.0.0.1",
		Access: identity.OwnServerConfig(s.secret.Public()),
		Tags:   []string{identity.OwnAccounts},
	})
	if err != nil {
		b.Fatal(err)
	}
	server := s.own // who shares accounts forgets it
	b.Cleanup(func() { _ = server.Shutdown() })
	s.url = s.own.ClientURL()
	s.core = s.connect(b, s.secret.Coordinator())
	return s
}

// comeIn enrols and connects the crowd.
func (s *system) comeIn(b *testing.B) (students []*nats.Conn) {
	b.Helper()
	var rows []identity.Row
	for i := range crowd {
		rows = append(rows, identity.Row{Login: fmt.Sprint(100000 + i), Role: identity.Student})
	}
	done, err := s.users.Import(timeout(b), rows, nil)
	if err != nil {
		b.Fatal(err)
	}
	before, began := heap(), time.Now()
	for _, i := range done.Created {
		s.codes[i.Login] = i.Code.Reveal()
		students = append(students, s.login(b, i.Login))
	}
	b.ReportMetric(crowd/time.Since(began).Seconds(), "logins/s")
	ask(students[0], subjects.StudentPresent, nil)
	b.ReportMetric(float64(heap()-before)/crowd/1024, "KB/login")
	return students
}

func heap() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// round has each of the crowd ask once, 16 at a time.
func round(b *testing.B, students []*nats.Conn) []time.Duration {
	b.Helper()
	took := make([]time.Duration, len(students))
	next := make(chan int)
	var all sync.WaitGroup
	for range 16 {
		all.Go(func() {
			for i := range next {
				began := time.Now()
				if got := ask(students[i], subjects.StudentPresent,
					nil); got != fmt.Sprint("student ", 100000+i) {
					b.Error(got)
				}
				took[i] = time.Since(began)
			}
		})
	}
	for i := range students {
		next <- i
	}
	close(next)
	all.Wait()
	return took
}
