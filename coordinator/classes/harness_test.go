package classes_test

import (
	"context"
	"fmt"
	"log/slog"
	"testing"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/coordinator/classes"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// reader is a coordinator's class lists.
type reader struct {
	*classes.Classes
	log *natstest.Log
}

// start follows the bucket at url until the test ends, and returns when it has read it.
func start(t testing.TB, url string) *reader {
	t.Helper()
	r := &reader{log: new(natstest.Log)}
	r.Classes = classes.New(classes.Config{
		Connect: func(opts ...nats.Option) (*nats.Conn, error) {
			return natstest.Dial(url, opts...)
		},
		Replicas: 1, Logger: slog.New(slog.NewTextHandler(r.log, nil)),
	})
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- r.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	natstest.Eventually(t, "the class lists are read", func() bool {
		select {
		case <-r.Loaded():
			return true
		default:
			return false
		}
	})
	return r
}

// anybody may change everything.
func anybody(*classes.Entry) error { return nil }

// list is a class list of so many students.
func list(name string, students int) *subjects.ClassList {
	l := &subjects.ClassList{Name: name, Students: []subjects.Enrolled{}}
	for i := range students {
		l.Students = append(l.Students, subjects.Enrolled{
			Student: subjects.Student(fmt.Sprintf("%09d", i)),
			Name:    fmt.Sprintf("Ana Beatriz Souza da Conceição %d", i),
		})
	}
	return l
}

func (r *reader) put(t testing.TB, class subjects.Class, l *subjects.ClassList, over uint64,
	key string) (classes.Done, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), natstest.Patience)
	defer cancel()
	return r.Do(ctx, &classes.Change{Class: class, List: l, Over: over, Key: key, Refuse: anybody})
}

func (r *reader) mustPut(t testing.TB, class subjects.Class, l *subjects.ClassList,
	over uint64) uint64 {
	t.Helper()
	done, err := r.put(t, class, l, over, "")
	if err != nil {
		t.Fatal(err)
	}
	return done.Revision
}

// get is a class as it is now.
func (r *reader) get(t testing.TB, class subjects.Class) *classes.Entry {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), natstest.Patience)
	defer cancel()
	if err := r.Fresh(ctx); err != nil {
		t.Fatal(err)
	}
	return r.Get(class)
}
