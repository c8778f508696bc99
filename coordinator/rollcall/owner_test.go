package rollcall_test

import (
	"bytes"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/chamada/chamada/coordinator/rollcall"
)

// TestPropertyOwner asks, after any history, for every roll call that is somebody's.
func TestPropertyOwner(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := newCluster(1)
		t.Repeat(map[string]func(*rapid.T){"record": c.record})
		for _, r := range c.naive.rolls {
			c.next(c.replicas[0])
			if r.teacher != "" && c.naive.open(request{class: r.class, time: c.history.now}) == r {
				checkOwner(t, c.replicas[0], r, c.history.now)
			}
		}
	})
}

// checkOwner holds that what another teacher asks of an open roll call leaves it as
// it is, and that its own teacher, those of the class and an admin are never refused.
func checkOwner(t *rapid.T, s *replica, r *naiveRoll, now rollcall.Time) {
	is := func(want rollcall.Verdict, q request) {
		q.class, q.time = r.class, now
		if got := s.Apply(rollcall.Position{Record: s.Next()}, q.command()).Verdict; got != want {
			t.Fatalf("%v of %s's roll call is %s, and should be %s", q, r.teacher, verdicts[got],
				verdicts[want])
		}
	}
	is(rollcall.Listed, request{verb: "list", by: r.teacher}) // from here on it has seen now
	before := s.Dump(now)
	is(rollcall.Forbidden, request{verb: "list", by: "fabio"})
	is(rollcall.Forbidden, request{verb: "end", by: "fabio"})
	if after := s.Dump(now); !bytes.Equal(after, before) {
		t.Fatalf("another teacher makes of\n%s\nthis\n%s", before, after)
	}
	is(rollcall.Listed, request{verb: "list", by: "fabio", any: true})
	for login := range strings.SplitSeq(r.teachers, ",") {
		is(rollcall.Listed, request{verb: "list", by: login, born: 3}) // or nobody's
	}
	is(rollcall.Ended, request{verb: "end", by: r.teacher})
}

// TestDumpHasOwners holds that replicas which differ in whose a roll is do not pass
// for the same.
func TestDumpHasOwners(t *testing.T) {
	dump := func(teacher string) string {
		s := newReplica(1)
		s.Apply(rollcall.Position{Record: 1},
			request{verb: "start", class: 3030, by: teacher, time: day1}.command())
		return string(s.Dump(day1))
	}
	if dump("clara") == dump("davi") || dump("clara") == dump("") {
		t.Errorf("two teachers' rolls look alike:\n%s", dump("clara"))
	}
}
