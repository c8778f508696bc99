package measure

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/subjects"
)

func TestJudge(t *testing.T) {
	failure := &subjects.Error{Code: subjects.Unavailable, Message: "later"}
	header := nats.Header{subjects.HeaderStatus: {"503"}}
	for _, c := range []struct {
		name  string
		reply nats.Msg
		err   error
		want  outcome
	}{
		{"as a coordinator writes it",
			nats.Msg{
				Data: []byte(
					`{"class":7,"time":"2026-11-22T18:04:05.123Z","student":"100000001"}`)}, nil,
			confirmed},
		{"as others may", nats.Msg{Data: []byte(`{ "student": "100000001", "class": 7 }`)}, nil,
			confirmed},
		{"refused", nats.Msg{Data: []byte(`{"class":0,"reason":"not_open"}`)}, nil, refused},
		{"an error", nats.Msg{Data: failure.Body(), Header: header}, nil, failed},
		{"no JSON", nats.Msg{Data: []byte("?")}, nil, failed},
		{"no reply", nats.Msg{}, nats.ErrTimeout, failed},
	} {
		counted := &tally{}
		if got := counted.classify(appendHead(nil, 7), &c.reply, c.err); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
		if told := counted.failure.Load() != nil; told != (c.want == failed) {
			t.Errorf("%s: an error was noted: %v", c.name, told)
		}
	}
}

func TestRequest(t *testing.T) {
	r := newRequest(&target{subject: "present", ids: "run-"})
	r.write(student{newRoll(7, 100_000_000, 10), 3})
	if got := string(r.msg.Data); got != `{"class":7,"student":"100000003"}` {
		t.Errorf("payload %s", got)
	}
	if got := r.msg.Header.Get(subjects.HeaderID); got != "run-100000003" {
		t.Errorf("id %s", got)
	}
	if !strings.HasPrefix(string(r.msg.Data), string(appendHead(nil, 7))) {
		t.Errorf("it does not begin with %s", appendHead(nil, 7))
	}
}

// TestOnlyTheTimeMeasured counts presences whose replies come in it, and
// failures at any time.
func TestOnlyTheTimeMeasured(t *testing.T) {
	start := time.Now().Add(time.Hour)
	counted := newTally(start, start.Add(10*time.Second))
	for _, at := range []time.Time{time.Now(), counted.start, counted.end.Add(-1), counted.end} {
		counted.count(confirmed, at)
		counted.count(refused, at)
		counted.count(counted.note(errors.New("first")), at)
	}
	if c, r, f := counted.confirmed.Load(), counted.refused.Load(), counted.failed.Load(); c != 2 ||
		r != 4 || f != 4 {
		t.Errorf("confirmed %d, refused %d, failed %d", c, r, f)
	}
	if got := counted.perSecond(counted.end.Add(time.Minute)); got != 0.2 {
		t.Errorf("%v a second", got)
	}
	if got := counted.perSecond(time.Now()); got != 0 {
		t.Errorf("%v a second while warming up", got)
	}
}
