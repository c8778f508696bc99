package rollcall_test

import (
	"strconv"
	"testing"

	"github.com/chamada/chamada/coordinator/rollcall"
)

// ofAge is a replica in a record of the second version.
func ofAge(age rollcall.Age) *replica {
	r := newReplica(1)
	r.enter(entering{record: 1, rules: rollcall.ByAge, written: day1, age: age})
	return r
}

func (r *replica) ask(q request) rollcall.Verdict {
	return r.Apply(rollcall.Position{Record: r.Next()}, q.command()).Verdict
}

// TestMaxOpen has a teacher open as many roll calls as one may, and one more.
func TestMaxOpen(t *testing.T) {
	r := ofAge(0)
	is := func(want rollcall.Verdict, q request) {
		t.Helper()
		q.time = day1
		if got := r.ask(q); got != want {
			t.Errorf("%v is %s, and should be %s", q, verdicts[got], verdicts[want])
		}
	}
	for class := range uint64(rollcall.MaxOpen) {
		is(rollcall.Opened, request{verb: "start", class: class + 1, by: "clara", born: 1})
	}
	first := r.LowWater()
	is(rollcall.TooManyOpen, request{verb: "start", class: 7000, by: "clara", born: 1})
	is(rollcall.AlreadyOpen, request{verb: "start", class: 1, by: "clara", born: 1})
	is(rollcall.Opened, request{verb: "start", class: 7000, by: "davi"})
	is(rollcall.Opened, request{verb: "start", class: 7001})
	is(rollcall.Opened, request{verb: "start", class: 7002, by: "clara", born: 2})
	is(rollcall.Ended, request{verb: "end", class: 100, by: "clara", born: 1})
	is(rollcall.Opened, request{verb: "start", class: 7003, by: "clara", born: 1})

	// Without any of the hundred the refused one would be open: they stay as long as it.
	for class := range uint64(rollcall.MaxOpen) {
		r.ask(request{verb: "end", class: class + 1, by: "clara", born: 1, time: day1})
	}
	r.enter(
		entering{record: r.Next(), rules: rollcall.ByAge, written: day1,
			age: rollcall.Age(25 * hour)})
	r.Pass(r.Next())
	r.Sweep(day1)
	if got := r.LowWater(); got > first {
		t.Errorf("the journal is needed from record %d, before it was %d", got, first)
	}
}

// TestMaxOpenAsWritersKnow has a teacher open roll calls by the rules of the fourth version,
// where a start says how many its writer knew.
func TestMaxOpenAsWritersKnow(t *testing.T) {
	r := newReplica(1)
	enter := func(after uint64) {
		r.enter(entering{record: r.Next(), rules: rollcall.ByKnown, written: day1, after: after})
	}
	start := func(class uint64, open int) rollcall.Verdict {
		return r.ask(request{verb: "start", class: class, by: "clara", open: open, time: day1})
	}
	is := func(want, got rollcall.Verdict) {
		t.Helper()
		if got != want {
			t.Errorf("it is %s, and should be %s", verdicts[got], verdicts[want])
		}
	}
	enter(0) // all in one record, of which the writer knew none
	at := rollcall.Position{Record: r.Next()}
	for class := range uint64(60) {
		want := rollcall.Opened
		if class > 50 {
			want = rollcall.Overtaken
		}
		q := request{verb: "start", class: class + 1, by: "clara", time: day1}
		is(want, r.Apply(at, q.command()).Verdict)
		at.Index++
	}
	for class := uint64(52); class <= rollcall.MaxOpen; class++ {
		enter(r.Next() - 1)
		c := request{verb: "start", class: class, by: "clara"}.command()
		_, open := r.Foresee(&c)
		is(rollcall.Opened, start(class, open))
	}
	enter(r.Next() - 1)
	is(rollcall.TooManyOpen, start(101, rollcall.MaxOpen))
	first := r.Next()
	enter(first - 1)
	is(rollcall.Ended, r.ask(request{verb: "end", class: 1, by: "clara", time: day1}))
	enter(first - 1) // who does not know that one has ended
	is(rollcall.Overtaken, start(101, rollcall.MaxOpen))
	enter(first)
	is(rollcall.Opened, start(101, rollcall.MaxOpen-1))
	enter(first) // who does not know of the last
	is(rollcall.TooManyOpen, start(102, rollcall.MaxOpen-1))
}

// TestMaxOpenIsOfTheSecondVersion opens more by the rules of the first.
func TestMaxOpenIsOfTheSecondVersion(t *testing.T) {
	r := newReplica(1)
	for class := range uint64(rollcall.MaxOpen + 1) {
		if got := r.ask(
			request{verb: "start", class: class + 1, by: "clara",
				time: day1}); got != rollcall.Opened {
			t.Fatalf("number %d is %s", class+1, verdicts[got])
		}
	}
}

// TestSettledIsKeptPerLogin has a login that asks all the time beside a login that asked once.
func TestSettledIsKeptPerLogin(t *testing.T) {
	r := ofAge(0)
	ask := func(by, id string, try uint32) rollcall.Verdict {
		return r.ask(request{verb: "end", class: 3030, by: by, id: id, try: try, time: day1})
	}
	ask("clara", "once", 2)
	for n := range 3 * rollcall.MaxSettled {
		ask("davi", strconv.Itoa(n), 2)
	}
	if got := ask("clara", "once", 1); got != rollcall.Superseded {
		t.Errorf("another's tries have made that of one be forgotten: %s", verdicts[got])
	}
	last := 3*rollcall.MaxSettled - 1
	if got := ask("davi", strconv.Itoa(last-rollcall.MaxSettledOf+1),
		1); got != rollcall.Superseded {
		t.Errorf("the oldest that is kept is %s", verdicts[got])
	}
	if got := ask("davi", strconv.Itoa(last-rollcall.MaxSettledOf), 1); got != rollcall.NotOpen {
		t.Errorf("one before is %s", verdicts[got])
	}
	if _, _, held, _ := r.Held(); held > 4*1024 {
		t.Errorf("%d tries are in memory", held)
	}
	if err := r.Check(); err != nil {
		t.Error(err)
	}
}
