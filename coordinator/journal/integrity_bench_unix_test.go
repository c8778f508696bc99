//go:build unix

package journal

import (
	"cmp"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/chamada/chamada/coordinator/embedded"
	"github.com/chamada/chamada/coordinator/integrity"
	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/tests/natstest"
)

// BenchmarkIntegrity is what it costs that a journal proves itself: presences of 512 callers,
// in rounds in turn by a journal of the first version, without checksums, digests, ages and a
// note of what was confirmed, and by one that has all of it. Each has its server. On a machine
// that has other work the processors' time tells more than the clock.
func BenchmarkIntegrity(b *testing.B) {
	const round = 20_000
	plain := started(b, natstest.Start(b, b.TempDir()).ClientURL(), asFirst)
	dir := b.TempDir()
	server := natstest.Start(b, dir)
	mark, err := integrity.OpenMark(dir)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = mark.Close() })
	proven := started(b, server.ClientURL(), func(c *Config) { c.Node = onDisk{mark, server} })
	var took, busy [2]time.Duration
	b.ResetTimer()
	for n := range b.N {
		for i, r := range []*replica{plain, proven} {
			class := uint64(n + 1)
			began, worked := time.Now(), processors(b)
			for of := range uint64(round / rollcall.MaxStudents) {
				callAll(b, r, class*10+of)
			}
			took[i] += time.Since(began)
			busy[i] += processors(b) - worked
		}
	}
	b.ReportMetric(100*(took[1].Seconds()/took[0].Seconds()-1), "%")
	b.ReportMetric(100*(busy[1].Seconds()/busy[0].Seconds()-1), "%cpu")
	b.ReportMetric(float64(b.N*round)/took[1].Seconds(), "commands/s")
}

// callAll fills a class.
func callAll(b *testing.B, r *replica, class uint64) {
	const callers = 512
	r.do(b, startOf(class))
	var calling sync.WaitGroup
	for i := range callers {
		calling.Go(func() {
			done := make(chan struct{}, 1)
			for n := i; n < rollcall.MaxStudents; n += callers {
				c := presentOf(class, n)
				if err := r.Submit(ringer{&c, done}, time.Now()); err != nil {
					b.Error(err)
					return
				}
				<-done
			}
		})
	}
	calling.Wait()
}

// processors is for how long this process has had them.
func processors(b *testing.B) time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// onDisk is a node that notes what it confirms, beside its server's files.
type onDisk struct {
	*integrity.Mark
	server *embedded.Server
}

func (n onDisk) Fault() error { return cmp.Or(n.Here(), n.server.Damage()) }
func (n onDisk) Full() error  { return n.server.Full() }
