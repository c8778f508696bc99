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
