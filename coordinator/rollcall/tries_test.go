package rollcall_test

import (
	"strconv"
	"testing"

	"github.com/chamada/chamada/coordinator/rollcall"
)

// TestMaxSettled asks more often than is remembered.
func TestMaxSettled(t *testing.T) {
	r := newReplica(1)
	ask := func(id int, try uint32) rollcall.Verdict {
		q := request{verb: "end", class: 3030, id: strconv.Itoa(id), try: try, time: day1}
		return r.Apply(rollcall.Position{Record: r.Next()}, q.command()).Verdict
	}
	for id := range rollcall.MaxSettled + 1 {
		ask(id, 2)
	}
	if _, _, tries, _ := r.Held(); tries != rollcall.MaxSettled {
		t.Errorf("%d tries are remembered, of at most %d", tries, rollcall.MaxSettled)
	}
	if got := ask(0, 1); got != rollcall.NotOpen {
		t.Errorf("the oldest is %v, and should be forgotten", got)
	}
	if got := ask(1, 1); got != rollcall.Superseded {
		t.Errorf("the second oldest is %v, and should be remembered", got)
	}
}

// TestEarlierTryStaysWithLater has a later try answered again, and then an earlier one, which
// is not remembered because of it. A replay must not begin between the two: it would remember.
func TestEarlierTryStaysWithLater(t *testing.T) {
	r := newReplica(1)
	ask := func(age rollcall.Age, q request) (record uint64) {
		record = r.Next()
		r.enter(entering{record: record, rules: rollcall.ByCode, written: day1, age: age})
		q.class, q.time = 3030, day1
		r.ask(q)
		return record
	}
	presence := request{verb: "present", student: "1", id: "p"}
	again := func(age rollcall.Age, try uint32) uint64 {
		q := presence
		q.try = try
		return ask(age, q)
	}
	ask(0, request{verb: "start"})
	ask(0, presence)
	ask(0, request{verb: "end"})
	over := rollcall.AnswersFor
	third := again(rollcall.Age(over-15*minute), 3)
	second := again(rollcall.Age(over-5*minute), 2)
	ask(rollcall.Age(over+46*minute), request{verb: "list"})
	r.Sweep(day1)
	if got := r.LowWaterBelow(second); got > third {
		t.Errorf("the journal may begin with record %d, which is after the third try, %d", got, third)
	}
}
