package coordinator_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator/embedded/natstest"
	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/subjects"
)

// BenchmarkOneClient is what one client alone waits for a presence, beside what it
// waits for a bare publish to a stream of the same server, in turn: both are
// synced to the disk before the reply.
func BenchmarkOneClient(b *testing.B) {
	nc := served(b)
	publish := publisher(b, nc)
	var bare, presence []time.Duration
	for n := 0; b.Loop(); n++ {
		class := 1 + n/rollcall.MaxStudents
		if n%rollcall.MaxStudents == 0 {
			ask(b, nc, subjects.TeacherStart, "", fmt.Sprintf(`{"class":%d}`, class))
		}
		payload := fmt.Sprintf(`{"class":%d,"student":"%09d"}`, class, n)
		bare = append(bare, timed(func() { publish(payload) }))
		presence = append(presence, timed(func() { ask(b, nc, subjects.StudentPresent, fmt.Sprint(n), payload) }))
	}
	b.ReportMetric(median(bare), "publish-p50-µs")
	b.ReportMetric(median(presence), "presence-p50-µs")
	b.ReportMetric(median(presence)/median(bare), "presence/publish")
}

// BenchmarkEndOfFullRoll is from the request until the list is there.
func BenchmarkEndOfFullRoll(b *testing.B) {
	nc := served(b)
	for b.Loop() {
		b.StopTimer()
		ask(b, nc, subjects.TeacherStart, "", `{"class":1}`)
		var students sync.WaitGroup
		for n := range rollcall.MaxStudents {
			students.Go(func() { ask(b, nc, subjects.StudentPresent, "", fmt.Sprintf(`{"class":1,"student":"%09d"}`, n)) })
		}
		students.Wait()
		b.StartTimer()
		ask(b, nc, subjects.TeacherEnd, "", `{"class":1,"detail":true}`)
	}
}

// served is a connection to a system of its own.
func served(b *testing.B) *nats.Conn {
	b.Helper()
	url := natstest.Start(b, b.TempDir()).ClientURL()
	start(b, url)
	return natstest.Connect(b, url)
}

// publisher publishes to a stream that keeps each message, and waits for its ack.
func publisher(b *testing.B, nc *nats.Conn) func(payload string) {
	b.Helper()
	js, err := jetstream.New(nc)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := js.CreateStream(b.Context(), jetstream.StreamConfig{Name: "BARE", Subjects: []string{"bare"}}); err != nil {
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
