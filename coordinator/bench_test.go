package coordinator_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/coordinator"
	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// BenchmarkEndOfFullRoll is from the request until the list is there.
func BenchmarkEndOfFullRoll(b *testing.B) {
	nc := served(b)
	for b.Loop() {
		b.StopTimer()
		ask(b, nc, subjects.TeacherStart, "", `{"class":1}`)
		var students sync.WaitGroup
		for n := range rollcall.MaxStudents {
			students.Go(func() {
				ask(b, nc, subjects.StudentPresent, "",
					fmt.Sprintf(`{"class":1,"student":"%09d"}`, n))
			})
		}
		students.Wait()
		b.StartTimer()
		ask(b, nc, subjects.TeacherEnd, "", `{"class":1,"detail":true}`)
	}
}

// served is a connection to a system of its own, whose coordinator reaches its server
// as in earnest, without the network.
func served(b *testing.B) *nats.Conn {
	b.Helper()
	server := natstest.Start(b, b.TempDir())
	start(b, "", func(cfg *coordinator.Config) {
		cfg.Connect = func(opts ...nats.Option) (*nats.Conn, error) {
			return natstest.Dial("", append(opts, nats.InProcessServer(server))...)
		}
	})
	return natstest.Connect(b, server.ClientURL())
}
