//go:build !windows

package kill

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nuid"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

var rounds = flag.Int("rounds", 3, "how often to kill, and start again")

func TestConfirmedOutlivesKill(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	p := serve(t, data)
	school := openSchool(t, p)
	for range *rounds {
		more := school.promised.Load() + rand.Int64N(1000)
		natstest.Eventually(t, "there is load", func() bool {
			return school.promised.Load() > more
		})
		p.kill(t)
		p = serve(t, data)
		school.server.Store(p)
	}
	school.close()
	school.check(t)
	if err := p.terminate(t); err != nil {
		t.Errorf("SIGTERM: %v", err)
	}
}

func TestTerminateUnderLoad(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	p := serve(t, data)
	school := openSchool(t, p)
	for range *rounds {
		more := school.promised.Load() + 500
		natstest.Eventually(t, "there is load", func() bool {
			return school.promised.Load() > more
		})
		if err := p.terminate(t); err != nil {
			t.Errorf("SIGTERM: %v", err)
		}
		p = serve(t, data)
		school.server.Store(p)
	}
	school.close()
	school.check(t)
}

// check holds the server to everything that was promised.
func (s *school) check(t *testing.T) {
	t.Helper()
	s.checkReceipts(t)
	s.checkFirstTimes(t)
	for i := range s.open {
		s.ask(t, subjects.TeacherEnd, fmt.Sprintf(`{"class":%d,"detail":true}`, s.open[i].Load()))
	}
	s.checkRolls(t)
	t.Logf("%d promises kept", len(s.promises))
}

// checkReceipts asks again for all that was promised, under the same ids.
func (s *school) checkReceipts(t *testing.T) {
	t.Helper()
	s.forEach(func(p promise) {
		if got := s.retry(t, p.request); !bytes.Equal(got, p.reply) {
			t.Errorf("%s %s\nfirst %s\nthen  %s", p.request.Subject, p.request.Data, p.reply, got)
		}
	})
}

// checkFirstTimes asks under other ids for students who are on an open roll.
func (s *school) checkFirstTimes(t *testing.T) {
	t.Helper()
	s.forEach(func(p promise) {
		want, ok := presence(t, p)
		if !ok || !s.isOpen(want.Class) {
			return
		}
		again := nats.NewMsg(p.request.Subject)
		again.Data = p.request.Data
		again.Header.Set(subjects.HeaderID, nuid.Next())
		want.Already = true
		if got := s.retry(t, again); !bytes.Equal(got, want.AppendJSON(nil)) {
			t.Errorf("first %s\nthen  %s", p.reply, got)
		}
	})
}

// forEach does something with every promise, many at once.
func (s *school) forEach(do func(promise)) {
	next := make(chan promise)
	var busy sync.WaitGroup
	for range students {
		busy.Go(func() {
			for p := range next {
				do(p)
			}
		})
	}
	for _, p := range s.promises {
		next <- p
	}
	close(next)
	busy.Wait()
}

func (s *school) isOpen(class subjects.Class) bool {
	for i := range s.open {
		if s.open[i].Load() == uint64(class) {
			return true
		}
	}
	return false
}

// checkRolls compares the students that were confirmed with those that are listed. All requests
// had a known outcome, so that the two are the same.
func (s *school) checkRolls(t *testing.T) {
	t.Helper()
	confirmed, listed := make(map[string][]string), make(map[string][]string)
	for _, p := range s.promises {
		if first, ok := presence(t, p); ok {
			confirmed[first.Roll] = append(confirmed[first.Roll],
				fmt.Sprint(first.Student, " ", first.Time))
		}
		if p.request.Subject == subjects.TeacherEnd {
			var roll subjects.Roll
			if err := json.Unmarshal(p.reply, &roll); err != nil {
				t.Fatalf("%s: %v", p.reply, err)
			}
			listed[roll.Roll] = []string{}
			for _, a := range roll.Presences {
				listed[roll.Roll] = append(listed[roll.Roll], fmt.Sprint(a.Student, " ", a.Time))
			}
		}
	}
	for roll := range confirmed {
		slices.Sort(confirmed[roll])
		slices.Sort(listed[roll])
		if !slices.Equal(confirmed[roll], listed[roll]) {
			t.Errorf("roll %s: confirmed were\n%v\nlisted are\n%v", roll, confirmed[roll],
				listed[roll])
		}
	}
}

// presence is the presence that was promised, false when it was another thing.
func presence(t *testing.T, p promise) (first subjects.Presence, ok bool) {
	t.Helper()
	if p.request.Subject != subjects.StudentPresent {
		return first, false
	}
	if err := json.Unmarshal(p.reply, &first); err != nil {
		t.Fatalf("%s: %v", p.reply, err)
	}
	return first, true
}
