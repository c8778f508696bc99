package records_test

import (
	"context"
	"errors"
	"reflect"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator/marks"
	"github.com/chamada/chamada/coordinator/records"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

func base36(at subjects.Time) string { return strconv.FormatInt(int64(at), 36) }

// TestKeptOnce has many keep one record at once, each with another list: one of them counts.
func TestKeptOnce(t *testing.T) {
	url := natstest.Start(t, t.TempDir()).ClientURL()
	a, b := open(t, url), open(t, url)
	var first atomic.Int32
	var all sync.WaitGroup
	for i := range 20 {
		all.Go(func() {
			k := roll(3030, 0, i%students)
			store := []*records.Store{a, b}[i%2]
			switch err := store.Keep(t.Context(), k, rosterOf(3030, 1)); {
			case err == nil:
				first.Store(int32(i%students) + 1)
			case !errors.Is(err, records.ErrConflict):
				t.Error(err)
			}
		})
	}
	all.Wait()
	want := roll(3030, 0, int(first.Load()-1))
	got, err := a.Kept(t.Context(), 3030, want.Roll)
	if err != nil || first.Load() == 0 || !reflect.DeepEqual(got.Arrivals, want.Arrivals) {
		t.Fatalf("%+v: %v, the first was %d", got, err, first.Load())
	}
	roster, err := b.Roster(t.Context(), 3030, 1)
	if err != nil || len(roster.Students) != students {
		t.Errorf("%+v: %v", roster, err)
	}
	if _, err := b.Kept(t.Context(), 3031, want.Roll); !errors.Is(err, records.ErrNone) {
		t.Errorf("of another class: %v", err)
	}
}

// TestCorrectionsAtOnce has two teachers correct at once, again and again, each over what was
// read last: no correction is lost, and each has seen all before it.
func TestCorrectionsAtOnce(t *testing.T) {
	url := natstest.Start(t, t.TempDir()).ClientURL()
	const each = 30
	k := roll(3030, 0, 0)
	var all sync.WaitGroup
	for _, teacher := range []subjects.Teacher{"clara", "davi"} {
		s := open(t, url)
		all.Go(func() {
			for n := 0; n < each; {
				before, last, err := s.Corrections(t.Context(), 3030, k.Roll)
				if err != nil {
					t.Error(err)
					return
				}
				hours := len(before)
				c := &records.Correction{Class: 3030, Roll: k.Roll, Hours: &hours, By: teacher}
				switch _, err := s.Correct(t.Context(), c, last); {
				case err == nil:
					n++
				case !errors.Is(err, records.ErrConflict):
					t.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
	got, _, err := open(t, url).Corrections(t.Context(), 3030, k.Roll)
	if err != nil || len(got) != 2*each {
		t.Fatalf("%d corrections: %v", len(got), err)
	}
	for i, c := range got {
		if *c.Hours != i {
			t.Fatalf("correction %d has seen %d before it", i, *c.Hours)
		}
	}
}

func TestDamageIsTold(t *testing.T) {
	server := natstest.Start(t, t.TempDir())
	s := open(t, server.ClientURL())
	k := roll(3030, 0, 0)
	if err := s.Keep(t.Context(), k, rosterOf(3030, 1)); err != nil {
		t.Fatal(err)
	}
	nc := natstest.Connect(t, server.ClientURL())
	good, err := nc.JetStream()
	if err != nil {
		t.Fatal(err)
	}
	m, err := good.GetLastMsg(records.Stream, "chamada.record.kept.3030."+k.Roll)
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(roll string) (header, data string){
		"moved":   func(string) (string, string) { return m.Header.Get("Chamada-Sum"), string(m.Data) },
		"without": func(string) (string, string) { return "", string(m.Data) },
		"cut":     func(string) (string, string) { return m.Header.Get("Chamada-Sum"), "{}" },
	} {
		header, data := change(name)
		bad := nats.NewMsg("chamada.record.kept.3030." + name)
		bad.Data = []byte(data)
		if header != "" {
			bad.Header.Set("Chamada-Sum", header)
		}
		if _, err := good.PublishMsg(bad); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Kept(t.Context(), 3030, name); !errors.Is(err, records.ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
	reader := s.Reader(3030, 0, nil)
	err = reader.Each(t.Context(), "", "", func(*records.State) error { return nil })
	if !errors.Is(err, records.ErrDamaged) {
		t.Errorf("a damaged record is passed over: %v", err)
	}
}

// TestMissingIsTold deletes a message, which nobody does: the coordinators say so.
func TestMissingIsTold(t *testing.T) {
	url := natstest.Start(t, t.TempDir()).ClientURL()
	s := open(t, url)
	for day := range 3 {
		if err := s.Keep(t.Context(), roll(3030, day, 0), rosterOf(3030, 1)); err != nil {
			t.Fatal(err)
		}
	}
	js, err := jetstream.New(natstest.Connect(t, url))
	if err != nil {
		t.Fatal(err)
	}
	stream, err := js.Stream(t.Context(), records.Stream)
	if err != nil {
		t.Fatal(err)
	}
	if err := stream.DeleteMsg(t.Context(), 2); err != nil {
		t.Fatal(err)
	}
	r, _ := start(t, url, &state{})
	natstest.Eventually(t, "it is told", func() bool { return len(r.Warnings()) == 1 })
}

// TestReader reads the records of some days, in order, with what was corrected.
func TestReader(t *testing.T) {
	s := open(t, natstest.Start(t, t.TempDir()).ClientURL())
	for _, day := range []int{40, 3, 99, 0, 7} {
		for _, class := range []subjects.Class{3030, 303, 30300} {
			k := roll(class, day, 1)
			if err := s.Keep(t.Context(), k, rosterOf(class, 1)); err != nil {
				t.Fatal(err)
			}
		}
	}
	hours := 1
	c := &records.Correction{Class: 3030, Roll: roll(3030, 7, 0).Roll, Hours: &hours}
	if _, err := s.Correct(t.Context(), c, 0); err != nil {
		t.Fatal(err)
	}
	var got []subjects.Date
	var sum marks.Sum
	present := records.Entries(rosterOf(3030, 2).Students)
	present[0].State = subjects.StateLocked
	err := s.Reader(3030, 2, present).Each(context.Background(), "2026-08-06", "2026-09-12",
		func(s *records.State) error {
			m := s.Compute()
			sum.Add(&m)
			got = append(got, s.Kept.Day())
			return nil
		})
	want := []subjects.Date{"2026-08-06", "2026-08-10", "2026-09-12"}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Fatalf("%v: %v", got, err)
	}
	for i, b := range sum.Balances(nil) {
		if i == 0 && (b.Hours != 0 || b.Entry.State != subjects.StateLocked) || i > 0 &&
			(b.Hours != 5 || b.Missed != 0) {
			t.Errorf("%+v", b)
		}
	}
}

// TestReaderOfALaggard reads records of which no node but the leader says anything.
func TestReaderOfALaggard(t *testing.T) {
	url := natstest.Start(t, t.TempDir()).ClientURL()
	s := open(t, url)
	for day := range 3 {
		if err := s.Keep(t.Context(), roll(3030, day, 0), rosterOf(3030, 1)); err != nil {
			t.Fatal(err)
		}
	}
	js, err := jetstream.New(natstest.Connect(t, url))
	if err != nil {
		t.Fatal(err)
	}
	stream, err := js.Stream(t.Context(), records.Stream)
	if err != nil {
		t.Fatal(err)
	}
	config := stream.CachedInfo().Config
	config.AllowDirect = false
	if _, err := js.UpdateStream(t.Context(), config); err != nil {
		t.Fatal(err)
	}
	n := 0
	err = s.Reader(3030, 0, nil).Each(t.Context(), "", "", func(*records.State) error {
		n++
		return nil
	})
	if err != nil || n != 3 {
		t.Errorf("%d records: %v", n, err)
	}
}
