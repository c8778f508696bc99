//go:build faults && linux

package heal

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

const (
	// filled and each are how many classes are filled beforehand, and with how many
	// students: over one block of the store.
	filled, each = 9, 9_000
	workers      = 8
	// pace keeps the journal, which is purged of nothing, within its maximum size.
	pace = 100 * time.Millisecond
)

// load registers presences, each until it is confirmed, and knows which were.
type load struct {
	t      *testing.T
	client *clients.Client
	number atomic.Int64

	mu        sync.Mutex
	confirmed map[subjects.Class]map[subjects.Student]bool
}

func newLoad(t *testing.T, nc *nats.Conn) *load {
	return &load{
		t: t, client: clients.New(nc, clients.Timeout(2*time.Minute)),
		confirmed: make(map[subjects.Class]map[subjects.Student]bool),
	}
}

func (l *load) open(class subjects.Class) {
	if _, err := l.client.Start(l.t.Context(), class); err != nil && l.t.Context().Err() == nil {
		l.t.Errorf("start of %d: %v", class, err)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.confirmed[class] = make(map[subjects.Student]bool)
}

func (l *load) present(class subjects.Class, n int64) {
	student := subjects.Student(fmt.Sprintf("%09d", n))
	if _, err := l.client.Present(l.t.Context(), class, student); err != nil {
		if l.t.Context().Err() != nil {
			return // the test has ended
		}
		l.t.Errorf("presence of %s in %d: %v", student, class, err)
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.confirmed[class][student] = true
}

// fill makes the journal longer than one of its files.
func (l *load) fill() {
	var all sync.WaitGroup
	for class := range subjects.Class(filled) {
		l.open(class + 1)
		for worker := range int64(24) {
			all.Go(func() {
				for n := worker; n < each; n += 24 {
					l.present(class+1, n)
				}
			})
		}
	}
	all.Wait()
}

// run goes on in classes of its own until stop is called.
func (l *load) run() (stop func()) {
	ctx, cancel := context.WithCancel(l.t.Context())
	var all sync.WaitGroup
	for worker := range subjects.Class(workers) {
		all.Go(func() {
			next := time.NewTicker(pace)
			defer next.Stop()
			for class := 100 + worker; ctx.Err() == nil; class += workers {
				l.open(class)
				for n := int64(0); n < 5_000 && ctx.Err() == nil; n++ {
					l.present(class, n)
					l.number.Add(1)
					select {
					case <-next.C:
					case <-ctx.Done():
					}
				}
			}
		})
	}
	l.t.Cleanup(all.Wait)
	return func() {
		cancel()
		all.Wait()
	}
}

// grows waits until more was confirmed than now.
func (l *load) grows() {
	l.t.Helper()
	now := l.number.Load()
	natstest.Within(l.t, time.Minute, func() error {
		if l.number.Load() < now+50 {
			return fmt.Errorf("no presences are confirmed any more")
		}
		return nil
	})
}

// listed has a node list everybody who was confirmed, and nobody else.
func (l *load) listed(where string, nc *nats.Conn) {
	l.t.Helper()
	c := clients.New(nc, clients.Timeout(time.Minute))
	all, missing := 0, 0
	for class, confirmed := range l.confirmed {
		roll, err := c.List(l.t.Context(), class, false)
		if err != nil {
			l.t.Errorf("%s, list of %d: %v", where, class, err)
		}
		there := make(map[subjects.Student]bool)
		for _, student := range roll.Students {
			there[student] = true
		}
		if len(roll.Students) != len(confirmed) {
			l.t.Errorf("%s, class %d: %d are listed, %d were confirmed", where, class,
				len(roll.Students), len(confirmed))
		}
		for student := range confirmed {
			all++
			if !there[student] {
				missing++
			}
		}
	}
	if missing > 0 {
		l.t.Errorf("%s: of %d confirmed presences %d are gone", where, all, missing)
	}
	l.t.Logf("%s: %d confirmed presences, %d missing", where, all, missing)
}

// ask asks NATS itself. Without an answer to is left as it is.
func ask(nc *nats.Conn, subject string, to any) {
	if m, err := nc.Request(subject, nil, time.Second); err == nil {
		_ = json.Unmarshal(m.Data, to)
	}
}
