package bench

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// BenchmarkOneClient is what one client alone waits for a presence, beside what it
// waits for a bare publish to a stream of the same server, in turn: both are
// synced to the disk before the reply. The node is a process of its own: in one
// with the client, each would wait for the other's turn of the scheduler.
func BenchmarkOneClient(b *testing.B) {
	nc := startedNode(b)
	publish := publisher(b, nc)
	var bare, presence []time.Duration
	for n := 0; b.Loop(); n++ {
		class := 1 + n/rollcall.MaxStudents
		if n%rollcall.MaxStudents == 0 {
			request(b, nc, subjects.TeacherStart, n, fmt.Sprintf(`{"class":%d}`, class))
		}
		payload := fmt.Sprintf(`{"class":%d,"student":"%09d"}`, class, n)
		bare = append(bare, timed(func() { publish(payload) }))
		presence = append(presence, timed(func() {
			request(b, nc, subjects.StudentPresent, n, payload)
		}))
	}
	b.ReportMetric(median(bare), "publish-p50-µs")
	b.ReportMetric(median(presence), "presence-p50-µs")
	b.ReportMetric(median(presence)/median(bare), "presence/publish")
}

// startedNode is a connection to a node as "chamada bench" starts one.
func startedNode(b *testing.B) *nats.Conn {
	b.Helper()
	node, err := startNode(b.Context(), []string{"--data", b.TempDir()}, b.Output())
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := node.stop(); err != nil {
			b.Error(err)
		}
	})
	return natstest.Connect(b, node.Client)
}

// request waits for the reply to a request, the nth and under an id of its own.
func request(b *testing.B, nc *nats.Conn, subject string, n int, payload string) {
	b.Helper()
	m := nats.NewMsg(subject)
	m.Header.Set(subjects.HeaderID, fmt.Sprint("request-", n))
	m.Data = []byte(payload)
	reply, err := nc.RequestMsg(m, natstest.Patience)
	if err != nil {
		b.Fatalf("%s %s: %v", subject, payload, err)
	}
	if reply.Header.Get(subjects.HeaderStatus) != "" {
		b.Fatalf("%s %s: %s", subject, payload, reply.Data)
	}
}

// publisher publishes to a stream that keeps each message, and waits for its ack.
func publisher(b *testing.B, nc *nats.Conn) func(payload string) {
	b.Helper()
	js, err := jetstream.New(nc)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := js.CreateStream(b.Context(),
		jetstream.StreamConfig{Name: "BARE", Subjects: []string{"bare"}}); err != nil {
		b.Fatal(err)
	}
	return func(payload string) {
		if _, err := js.Publish(b.Context(), "bare", []byte(payload)); err != nil {
			b.Fatal(err)
		}
	}
}

func timed(do func()) time.Duration {
	began := time.Now()
	do()
	return time.Since(began)
}

// median is in microseconds.
func median(of []time.Duration) float64 {
	sorted := slices.Sorted(slices.Values(of))
	return float64(sorted[len(sorted)/2].Nanoseconds()) / 1e3
}
