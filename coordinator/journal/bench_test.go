package journal

import (
	"sync"
	"testing"
	"time"

	"github.com/chamada/chamada/coordinator/embedded/natstest"
	"github.com/chamada/chamada/coordinator/rollcall"
)

func BenchmarkAppendCommand(b *testing.B) {
	command, buf := presentOf(3030, 42191010), make([]byte, 0, maxLine)
	b.ReportAllocs()
	for b.Loop() {
		buf = appendCommand(buf[:0], command)
	}
	b.SetBytes(int64(len(buf)))
}

func BenchmarkDecodeRecord(b *testing.B) {
	commands := make([]rollcall.Command, 256)
	for i := range commands {
		commands[i] = presentOf(3030, i)
	}
	data := encodeRecord(commands)
	b.ReportAllocs()
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		var err error
		if commands, _, err = decode(commands[:0], testEpoch, data); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(commands)), "ns/command")
}

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
			done := make(ringer, 1)
			for n := i; n < b.N; n += callers {
				c := presentOf(1+uint64(n/rollcall.MaxStudents), n)
				if err := r.Submit(c, time.Now(), done); err != nil {
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
type ringer chan struct{}

func (r ringer) Answer(rollcall.Outcome) { r <- struct{}{} }
func (r ringer) Fail(error)              { r <- struct{}{} }
