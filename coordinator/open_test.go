package coordinator_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/coordinator"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

func askOpen(t *testing.T, nc *nats.Conn, after string) (reply subjects.OpenRolls) {
	t.Helper()
	m := ask(t, nc, subjects.TeacherOpen, "", fmt.Sprintf(`{"after":%q}`, after))
	if len(m.Data) > subjects.MaxReply || m.Header.Get(subjects.HeaderStatus) != "" {
		t.Fatalf("%d bytes: %.200s", len(m.Data), m.Data)
	}
	if err := json.Unmarshal(m.Data, &reply); err != nil {
		t.Fatal(err)
	}
	return reply
}

// TestOpenInParts opens more roll calls than one reply takes. What happens while the parts
// are asked for, of two replicas, is in none of them.
func TestOpenInParts(t *testing.T) {
	url := natstest.Start(t, t.TempDir()).ClientURL()
	start(t, url)
	start(t, url)
	nc := natstest.Connect(t, url)
	const rolls = 12_000
	class := func(i int) int { return 9_007_199_254_700_000 + i }
	crowd(rolls, func(i int) {
		must(t, nc, subjects.TeacherStart, fmt.Sprintf(`{"class":%d}`, class(i)))
	})

	var first subjects.OpenRolls
	natstest.Eventually(t, "both replicas know all of them", func() bool {
		first = askOpen(t, nc, "")
		return first.More != ""
	})
	// from one state
	first = askOpen(t, nc, first.More[:strings.LastIndexByte(first.More, '.')]+".0")
	all, part := first.Rolls, first
	for i := 0; part.More != ""; i++ {
		for _, at := range []int{0, rolls - 1} {
			ask(t, nc, subjects.TeacherEnd, "", fmt.Sprintf(`{"class":%d}`, class(at)))
			ask(t, nc, subjects.TeacherStart, "", fmt.Sprintf(`{"class":%d}`, class(at)))
		}
		part = askUntilThere(t, nc, part.More)
		if part.Time != first.Time || part.Position != first.Position {
			t.Errorf("part %d is of %s, %s, not %s, %s", i, part.Time, part.Position, first.Time,
				first.Position)
		}
		all = append(all, part.Rolls...)
	}
	for i, r := range all {
		if int(r.Class) != class(i) || r.Started > first.Time {
			t.Fatalf("roll call %d is %+v", i, r)
		}
	}
	if len(all) != rolls || len(first.Rolls) == rolls {
		t.Errorf("%d roll calls, %d of them in the first part", len(all), len(first.Rolls))
	}
}

// askUntilThere asks again as long as a replica is asked that has not come so far.
func askUntilThere(t *testing.T, nc *nats.Conn, after string) (reply subjects.OpenRolls) {
	natstest.Eventually(t, "the next part is there", func() bool {
		m := ask(t, nc, subjects.TeacherOpen, "", fmt.Sprintf(`{"after":%q}`, after))
		if m.Header.Get(subjects.HeaderStatus) == "503" {
			return false
		}
		return json.Unmarshal(m.Data, &reply) == nil && reply.Time != 0
	})
	return reply
}

// crowd does f many times, some at once.
func crowd(times int, f func(i int)) {
	var all sync.WaitGroup
	for lane := range 100 {
		all.Go(func() {
			for i := lane; i < times; i += 100 {
				f(i)
			}
		})
	}
	all.Wait()
}

// TestOpenForgets holds that a roll call which takes no presences any more is not open,
// and that a cursor is not good for ever.
func TestOpenForgets(t *testing.T) {
	url := natstest.Start(t, t.TempDir()).ClientURL()
	var ahead sync.Map
	began := time.Now()
	start(t, url, func(c *coordinator.Config) {
		c.Now = func() time.Time {
			d, _ := ahead.LoadOrStore("by", time.Duration(0))
			return time.Now().Add(d.(time.Duration))
		}
		c.Elapsed = func() time.Duration { return c.Now().Sub(began) }
	})
	nc := natstest.Connect(t, url)
	ask(t, nc, subjects.TeacherStart, "", `{"class":3030}`)
	is := func(later time.Duration, want ...subjects.Class) {
		t.Helper()
		ahead.Store("by", later)
		var got []subjects.Class
		for _, r := range askOpen(t, nc, "").Rolls {
			got = append(got, r.Class)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%v later open are %v, want %v", later, got, want)
		}
	}
	is(0, 3030)
	is(11*time.Hour, 3030)
	is(13 * time.Hour)
	at := time.Now().Add(11 * time.Hour).UnixMilli()
	old := ask(t, nc, subjects.TeacherOpen, "", fmt.Sprintf(`{"after":"1.0.%d.0"}`, at))
	if code := subjects.DecodeError(old.Data).Code; code != subjects.InvalidField {
		t.Errorf("a cursor of two hours ago is answered %s", old.Data)
	}
	future := ask(t, nc, subjects.TeacherOpen, "",
		fmt.Sprintf(`{"after":"999999.0.%d.0"}`, time.Now().Add(13*time.Hour).UnixMilli()))
	if code := subjects.DecodeError(future.Data).Code; code != subjects.Unavailable {
		t.Errorf("a cursor ahead of the journal is answered %s", future.Data)
	}
}
