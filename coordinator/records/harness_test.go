package records_test

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/coordinator/marks"
	"github.com/chamada/chamada/coordinator/records"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// state is the roll calls that have ended, as coordinators have them in memory.
type state struct {
	mu    sync.Mutex
	ended map[records.Roll]*records.Kept
}

func (s *state) Ended() (all []records.Roll, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for roll := range s.ended {
		all = append(all, roll)
	}
	return all, nil
}

func (s *state) Kept(_ context.Context, roll records.Roll) (*records.Kept, *records.Roster, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	k := s.ended[roll]
	if k == nil {
		return nil, nil, nil
	}
	copied := *k
	return &copied, rosterOf(k.Class, k.Roster), nil
}

func (s *state) end(k *records.Kept) records.Roll {
	s.mu.Lock()
	defer s.mu.Unlock()
	roll := records.Roll{Class: k.Class, ID: k.Roll}
	s.ended[roll] = k
	return roll
}

func (s *state) erase(roll records.Roll) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.ended, roll)
}

// start keeps records at url until the test ends.
func start(t testing.TB, url string, source records.Source) (*records.Records, *natstest.Log) {
	t.Helper()
	log := new(natstest.Log)
	r, _ := run(t, records.Config{
		Connect: dialing(url), Replicas: 1, Source: source,
		Logger: slog.New(slog.NewTextHandler(log, nil)),
	})
	return r, log
}

// startNoted keeps records of which a node takes note, until stop is called.
func startNoted(t testing.TB, url string, source records.Source,
	note records.Note) (r *records.Records, stop func()) {
	t.Helper()
	return run(t, records.Config{Connect: dialing(url), Replicas: 1, Source: source, Note: note,
		Logger: slog.New(slog.DiscardHandler)})
}

func dialing(url string) func(...nats.Option) (*nats.Conn, error) {
	return func(opts ...nats.Option) (*nats.Conn, error) { return natstest.Dial(url, opts...) }
}

func run(t testing.TB, cfg records.Config) (r *records.Records, stop func()) {
	t.Helper()
	r = records.New(cfg)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- r.Run(ctx) }()
	stop = sync.OnceFunc(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(stop)
	return r, stop
}

func open(t testing.TB, url string) *records.Store {
	t.Helper()
	r, _ := start(t, url, &state{})
	ctx, cancel := context.WithTimeout(t.Context(), natstest.Patience)
	defer cancel()
	s, err := r.Store(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// students is how many are on the class lists here.
const students = 4

func rosterOf(class subjects.Class, revision uint64) *records.Roster {
	r := &records.Roster{Class: class, Revision: revision}
	for i := range students {
		r.Students = append(r.Students, subjects.Enrolled{
			Student: subjects.Student(fmt.Sprintf("%09d", i)), Name: fmt.Sprintf("Ana %d", i)})
	}
	return r
}

// began is the first day of the semester.
var began = subjects.At(time.Date(2026, 8, 3, 11, 0, 0, 0, time.UTC))

// roll is a roll call of a class on a day after the first, in which all but the first so many are.
func roll(class subjects.Class, day, absent int) *records.Kept {
	at := began + subjects.Time(day)*24*60*60*1000
	k := &records.Kept{
		Class: class, Roll: fmt.Sprintf("%s-%d-0", base36(at), day+1), Started: at,
		Ended: at + 100*60*1000, Teacher: "clara", Roster: 1,
		Rule: records.Rule{Hours: 2, Keep: subjects.Keep{On: true}},
	}
	for i := absent; i < students; i++ {
		k.Arrivals = append(k.Arrivals, marks.Arrival{
			Student: subjects.Student(fmt.Sprintf("%09d", i)), At: at + 60_000,
			Receipt: subjects.Position{Record: uint64(day + 1), Index: uint32(i)},
		})
	}
	return k
}
