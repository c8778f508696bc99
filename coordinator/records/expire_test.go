package records_test

import (
	"context"
	"errors"
	"testing"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator/records"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// lasting has all classes keep their records for some days, or for ever.
type lasting struct {
	days  int // 0: for ever
	write func() error

	written map[uint64]int // records, by what is due
}

func (l *lasting) Fresh(context.Context) error { return nil }
func (l *lasting) Past() subjects.Time         { return began + 100*24*60*60*1000 }
func (l *lasting) Keep(subjects.Class, *records.Rule) (subjects.Keep, bool) {
	return subjects.Keep{On: true, Days: l.days}, true
}
func (l *lasting) Newest(subjects.Class) uint64             { return 1 }
func (l *lasting) InMemory() (map[records.Roll]bool, error) { return nil, nil }
func (l *lasting) Write(_ context.Context, e *records.Erasure, sequence uint64) error {
	if l.write != nil {
		return l.write()
	}
	l.written[sequence] = e.Records
	return nil
}

var errDied = errors.New("it has died")

// TestExpiryGoesOn has a coordinator die between each two of its steps, and another one go on:
// what is due goes once. A class that keeps its records for longer by then loses none.
func TestExpiryGoesOn(t *testing.T) {
	for name, c := range map[string]struct {
		named bool // before it dies
		days  int  // by then
		gone  int
	}{
		"due is said":               {false, 30, 1},
		"due is said, and kept on":  {false, 0, 0},
		"named":                     {true, 30, 1},
		"named, and kept on by now": {true, 0, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			url := natstest.Start(t, t.TempDir()).ClientURL()
			first, second := open(t, url), open(t, url)
			for day := range 2 {
				k := roll(30, day*90, 0)
				k.Rule.Keep.Days = 30
				if err := first.Keep(t.Context(), k, rosterOf(30, 1)); err != nil {
					t.Fatal(err)
				}
			}
			dying := &lasting{days: 30, written: map[uint64]int{}}
			if c.named {
				if err := first.Name(t.Context(), dying); err != nil {
					t.Fatal(err)
				}
			} else {
				dying.write = func() error { return errDied }
				if _, err := first.Expire(t.Context(), dying); !errors.Is(err, errDied) {
					t.Fatal(err)
				}
			}
			if n := kept(t, second); n != 2 {
				t.Fatalf("%d records are left", n)
			}
			then := &lasting{days: c.days, written: map[uint64]int{}}
			for range 2 {
				if _, err := second.Expire(t.Context(), then); err != nil {
					t.Fatal(err)
				}
			}
			if n := kept(t, second); n != 2-c.gone {
				t.Errorf("%d records are left", n)
			}
			written := len(then.written) + len(dying.written)
			if written != c.gone {
				t.Errorf("it was audited %d times", written)
			}
		})
	}
}

func kept(t *testing.T, s *records.Store) (n int) {
	t.Helper()
	counts, err := s.Rolls(t.Context(), 30)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range counts {
		if c.Kept {
			n++
		}
	}
	return n
}

// TestExpiredIsNamed has a record go, and a correction that has none: both are named, so their gaps
// are no damage.
func TestExpiredIsNamed(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	s := open(t, url)
	k := roll(30, 0, 0)
	k.Rule.Keep.Days = 30
	if err := s.Keep(t.Context(), k, nil); err != nil {
		t.Fatal(err)
	}
	// corrections that came while their record went, and have none now
	orphan := &records.Correction{Class: 30, Roll: roll(30, 1, 0).Roll}
	if _, err := s.Correct(t.Context(), orphan, 0); err != nil {
		t.Fatal(err)
	}
	young := &records.Correction{Class: 30, Roll: roll(30, 99, 0).Roll}
	if _, err := s.Correct(t.Context(), young, 0); err != nil {
		t.Fatal(err)
	}
	l := &lasting{days: 30, written: map[uint64]int{}}
	if all, err := s.Expire(t.Context(), l); err != nil || len(all) != 1 || all[0].Records != 1 {
		t.Fatalf("%+v, %v", all, err)
	}
	js, err := jetstream.New(natstest.Connect(t, url))
	if err != nil {
		t.Fatal(err)
	}
	stream, err := js.Stream(t.Context(), records.Stream)
	if err != nil {
		t.Fatal(err)
	}
	for seq, there := range map[uint64]bool{1: false, 2: false, 3: true} {
		if _, err := stream.GetMsg(t.Context(), seq); (err == nil) != there {
			t.Errorf("message %d: %v", seq, err)
		}
	}
	if n, err := s.Unnamed(t.Context()); err != nil || n != 0 {
		t.Errorf("%d messages are missing and not named, %v", n, err)
	}
}
