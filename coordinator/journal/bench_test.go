package journal

import (
	"sync"
	"testing"
	"time"

	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/tests/natstest"
)

// BenchmarkSubmit is from Submit to Answer, with 512 callers that each wait
// for one before the next.
func BenchmarkSubmit(b *testing.B) {
	const callers = 512
	r := started(b, natstest.Start(b, b.TempDir()).ClientURL())
	for class := range 1 + b.N/rollcall.MaxStudents {
		r.do(b, startOf(uint64(class+1)))
	}
	before := r.Stats().Applied
	b.ReportAllocs()
	b.ResetTimer()
	var calling sync.WaitGroup
	for i := range callers {
		calling.Go(func() {
			done := make(chan struct{}, 1)
			for n := i; n < b.N; n += callers {
				c := presentOf(1+uint64(n/rollcall.MaxStudents), n)
				if err := r.Submit(ringer{&c, done}, time.Now()); err != nil {
					b.Error(err)
					return
				}
				<-done
			}
		})
	}
	calling.Wait()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "commands/s")
	b.ReportMetric(float64(b.N)/float64(r.Stats().Applied-before), "commands/record")
}

// ringer says that an answer has come, whichever.
type ringer struct {
	command *rollcall.Command
	rings   chan struct{}
}

func (r ringer) Command() *rollcall.Command { return r.command }
func (r ringer) Answer(rollcall.Outcome)    { r.rings <- struct{}{} }
func (r ringer) Fail(error)                 { r.rings <- struct{}{} }
