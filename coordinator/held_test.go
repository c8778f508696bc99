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

// aging is a coordinator whose time passes when a test says so.
type aging struct {
	*replica
	nc   *nats.Conn
	more atomic.Int64
}

func startAging(t *testing.T, url string) *aging {
	a := &aging{nc: natstest.Connect(t, url)}
	began := time.Now()
	a.replica = start(t, url, func(c *coordinator.Config) {
		c.TidyEvery = 50 * time.Millisecond
		c.Elapsed = func() time.Duration { return time.Since(began) + time.Duration(a.more.Load()) }
	})
	return a
}

// told tells whether it warns that the journal is held.
func (a *aging) told() bool {
	return strings.Contains(strings.Join(a.Warnings(), " "), "not been purged for")
}

// chain has roll calls forgotten, one after another, a day each: each is found open, and
// ended, when the next one is open already. Each has decided something while the next was
// there. After each day done is called.
func (a *aging) chain(t *testing.T, days int, done func(day int)) {
	for day := range days {
		class, before := fmt.Sprintf(`{"class":%d}`, day+2), fmt.Sprintf(`{"class":%d}`, day+1)
		ask(t, a.nc, subjects.TeacherStart, "", class)
		if day > 0 {
			got, _ := errorOf(ask(t, a.nc, subjects.TeacherStart, "", before))
			if got != subjects.AlreadyOpen {
				t.Fatalf("the roll call of the day before is %q", got)
			}
			ask(t, a.nc, subjects.TeacherEnd, "", before)
		}
		a.more.Add(int64(24 * time.Hour))
		done(day)
	}
}

// TestChainIsTold has a journal of the third version, which keeps all of a chain for as long
// as it goes on: and says so.
func TestChainIsTold(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	if err := start(t, url).stop(); err != nil {
		t.Fatal(err)
	}
	remakeInVersion(t, url, "3")
	a := startAging(t, url)
	const days = 12
	a.chain(t, days, func(day int) {
		if held := day + 1; a.told() != (held > 8) && held < days {
			t.Errorf("after %d days it warns of %v", held, a.Warnings())
		}
	})
	first := firstRecord(t, a.nc)
	if first > 3 {
		t.Errorf("after %d days the journal begins with record %d", days, first)
	}
	ask(t, a.nc, subjects.TeacherEnd, "", fmt.Sprintf(`{"class":%d}`, days+1))
	a.more.Add(int64(25 * time.Hour))
	natstest.Eventually(t, "it is purged", func() bool {
		a.more.Add(int64(time.Second))
		ask(t, a.nc, subjects.TeacherList, "", `{"class":1}`) // records that have digests
		return firstRecord(t, a.nc) > first
	})
	natstest.Eventually(t, "it warns of nothing", func() bool { return !a.told() })
}

// TestChainHoldsNothing has the same by the rules of the fourth version: what is over goes.
func TestChainHoldsNothing(t *testing.T) {
	t.Parallel()
	a := startAging(t, natstest.Start(t, t.TempDir()).ClientURL())
	a.chain(t, 12, func(day int) {
		if a.told() {
			t.Errorf("after %d days it warns of %v", day+1, a.Warnings())
		}
		first := firstRecord(t, a.nc)
		if day < 3 {
			return
		}
		natstest.Eventually(t, "the journal is purged every day", func() bool {
			a.more.Add(int64(time.Second))
			ask(t, a.nc, subjects.TeacherList, "", `{"class":1}`)
			return firstRecord(t, a.nc) > first
		})
	})
}
