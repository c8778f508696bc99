package coordinator_test

import (
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator"
	"github.com/chamada/chamada/coordinator/journal"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// firstRecord is the one that the journal begins with.
func firstRecord(t *testing.T, nc *nats.Conn) uint64 {
	t.Helper()
	js, err := jetstream.New(nc)
	if err != nil {
		t.Fatal(err)
	}
	stream, err := js.Stream(t.Context(), journal.Stream)
	if err != nil {
		t.Fatal(err)
	}
	return stream.CachedInfo().State.FirstSeq
}

// TestChainIsTold has roll calls forgotten, one after another: each is found open, and
// ended, when the next one is open already. Each has decided something while the next was
// there, so the journal keeps all of them, for as long as that goes on: and says so.
func TestChainIsTold(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	nc := natstest.Connect(t, url)
	began, more := time.Now(), new(atomic.Int64)
	r := start(t, url, func(c *coordinator.Config) {
		c.TidyEvery = 50 * time.Millisecond
		c.Elapsed = func() time.Duration { return time.Since(began) + time.Duration(more.Load()) }
	})
	told := func() bool {
		return strings.Contains(strings.Join(r.Warnings(), " "), "not been purged for")
	}
	const days = 12
	for day := range days {
		if told() != (day > 8) {
			t.Errorf("on day %d it warns of %v", day, r.Warnings())
		}
		class, before := fmt.Sprintf(`{"class":%d}`, day+2), fmt.Sprintf(`{"class":%d}`, day+1)
		ask(t, nc, subjects.TeacherStart, "", class)
		if day > 0 {
			got, _ := errorOf(ask(t, nc, subjects.TeacherStart, "", before))
			if got != subjects.AlreadyOpen {
				t.Fatalf("the roll call of the day before is %q", got)
			}
			ask(t, nc, subjects.TeacherEnd, "", before)
		}
		more.Add(int64(24 * time.Hour))
	}
	first := firstRecord(t, nc)
	if first > 2 {
		t.Errorf("after %d days the journal begins with record %d", days, first)
	}
	ask(t, nc, subjects.TeacherEnd, "", fmt.Sprintf(`{"class":%d}`, days+1))
	more.Add(int64(25 * time.Hour))
	natstest.Eventually(t, "it is purged", func() bool {
		more.Add(int64(time.Second))
		ask(t, nc, subjects.TeacherList, "", `{"class":1}`) // records that have digests
		return firstRecord(t, nc) > first
	})
	natstest.Eventually(t, "it warns of nothing", func() bool { return !told() })
}
