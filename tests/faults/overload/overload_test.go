//go:build faults && linux

package overload_test

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

const (
	// fair is how many clients at once are no burden, and peak goodput is told by.
	fair = 512
	// phase is how long each load is put on.
	phase  = 3 * time.Second
	rounds = 2

	// memory is what a process may take, in bytes, without the presences that
	// it holds: all queues full, and what the collector has not collected.
	memory = 640 << 20
	// perPresence is likewise, in bytes.
	perPresence = 300
)

// TestMoreClientsThanItServes has ten times the clients, and a hundred times: more
// than may wait at once, so that many are refused.
func TestMoreClientsThanItServes(t *testing.T) {
	s := serve(t)
	s.openRolls(t)
	c := gather(t, s.Client, 1)
	var all tally
	refused := 0
	for range rounds {
		for _, clients := range []int{fair, 10 * fair, 100 * fair} {
			told := c.ask(phase, clients)
			s.report(t, fmt.Sprint(clients, " clients"), &told, phase)
			all.add(&told)
			refused += told.overloaded
			late := c.settle(t)
			all.add(&late)
			s.serves(t)
		}
	}
	if all.wrong != nil {
		t.Error(all.wrong)
	}
	if refused == 0 {
		t.Error("nobody was refused: it was no overload")
	}
	s.checkMemory(t)
	s.checkLists(t, all.confirmed, all.unavailable == 0)
}

// TestFlood sends as fast as the connections take it, and never waits for an
// answer. Not all of it is answered, by no means; but it is over when it is over.
func TestFlood(t *testing.T) {
	s := serve(t)
	s.openRolls(t)
	c := gather(t, s.Client, 1)
	usual := c.ask(phase, fair)
	s.report(t, "before", &usual, phase)
	told := c.ask(2*phase, math.MaxInt32)
	s.report(t, "flood", &told, 2*phase)
	s.serves(t)
	s.checkMemory(t)
	after := gather(t, s.Client, 100)
	natstest.Eventually(t, "nobody is refused any more", func() bool {
		again := after.ask(phase/10, fair)
		usual.add(&again)
		return again.answers() > 0 && len(again.confirmed) == again.answers()
	})
	later := after.settle(t)
	usual.add(&later)
	late := c.take()
	told.add(&late)
	told.add(&usual)
	if told.wrong != nil {
		t.Error(told.wrong)
	}
	t.Logf("%d never answered, %d of them dropped unread", c.owed(),
		s.metric(t, "chamada_requests_dropped_total"))
	s.checkLists(t, told.confirmed, false)
}

func (s *server) openRolls(t *testing.T) {
	t.Helper()
	for i := range classes {
		s.ask(t, subjects.TeacherStart, fmt.Sprintf(`{"class":%d}`, i+1))
	}
}

// ask is answered, by no error.
func (s *server) ask(t *testing.T, subject, body string) []byte {
	t.Helper()
	m, err := s.nc.Request(subject, []byte(body), natstest.Patience)
	if err != nil || m.Header.Get(subjects.HeaderStatus) != "" {
		t.Fatalf("%s %s: %v %v", subject, body, m, err)
	}
	return m.Data
}

// serves waits until an ordinary client is confirmed again, and tells how long
// that took. What was sent before it may be in its way.
func (s *server) serves(t *testing.T) {
	t.Helper()
	began := time.Now()
	natstest.Within(t, natstest.Patience, func() error {
		m, err := s.nc.Request(subjects.StudentPresent, []byte(`{"class":1,"student":"1"}`),
			time.Second)
		if err == nil && m.Header.Get(subjects.HeaderStatus) != "" {
			err = subjects.DecodeError(m.Data)
		}
		return err
	})
	t.Logf("  then a presence within %v", time.Since(began).Round(time.Millisecond))
}

func (s *server) report(t *testing.T, what string, told *tally, over time.Duration) {
	t.Helper()
	load, _ := os.ReadFile("/proc/loadavg") // for people
	t.Logf("%s: %s; at most %d MiB; load %s", what, told.over(over), s.peakMemory(t)>>20,
		strings.Fields(string(load))[0])
}

func (s *server) checkMemory(t *testing.T) {
	t.Helper()
	held := s.metric(t, "chamada_presences_held")
	if got, most := s.peakMemory(t), memory+held*perPresence; got > most {
		t.Errorf("it took %d MiB, with %d presences held; at most should be %d", got>>20, held,
			most>>20)
	}
}

// checkLists holds the lists to who was confirmed. Where nothing was lost
// exactly those are on them: nobody who was refused.
func (s *server) checkLists(t *testing.T, confirmed []uint64, exactly bool) {
	t.Helper()
	listed := make(map[uint64]bool)
	for i := range classes {
		var roll struct{ Students []uint64Text }
		if err := json.Unmarshal(s.ask(t, subjects.TeacherList, fmt.Sprintf(`{"class":%d}`, i+1)),
			&roll); err != nil {
			t.Fatal(err)
		}
		for _, student := range roll.Students {
			listed[uint64(student)] = true
		}
	}
	delete(listed, 1) // the ordinary client's
	missing := 0
	for _, student := range confirmed {
		if !listed[student] {
			missing++
		}
	}
	if missing > 0 {
		t.Errorf("%d of %d who were confirmed are on no list", missing, len(confirmed))
	}
	if exactly && len(listed) != len(confirmed) {
		t.Errorf("%d are listed, %d were confirmed", len(listed), len(confirmed))
	}
	t.Logf("%d confirmed, %d listed", len(confirmed), len(listed))
}

// uint64Text is a number in a JSON string.
type uint64Text uint64

func (n *uint64Text) UnmarshalText(b []byte) error {
	v, err := strconv.ParseUint(string(b), 10, 64)
	*n = uint64Text(v)
	return err
}
