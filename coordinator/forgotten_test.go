package coordinator_test

import (
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"

	"github.com/chamada/chamada/coordinator"
	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// TestForgottenRollCallIsNotCalledOpen lets a roll call grow old, by age and not by any
// wall clock: the contract and the state machine agree when, and a start is told what it
// found.
func TestForgottenRollCallIsNotCalledOpen(t *testing.T) {
	if subjects.AcceptsFor.Milliseconds() != int64(rollcall.AcceptsFor) {
		t.Errorf("the contract says %v, the state machine %v ms", subjects.AcceptsFor,
			rollcall.AcceptsFor)
	}
	var ahead atomic.Int64
	url := natstest.Serve(t,
		&server.Options{Port: -1, JetStream: true, StoreDir: t.TempDir()}).ClientURL()
	start(t, url, func(c *coordinator.Config) {
		c.Elapsed = func() time.Duration { return time.Duration(ahead.Load()) }
	})
	nc := natstest.Connect(t, url)
	ask(t, nc, subjects.TeacherStart, "", `{"class":3030}`)

	for _, c := range []struct {
		age  time.Duration
		want string
	}{
		{subjects.AcceptsFor - time.Minute, "is open since"},
		{subjects.AcceptsFor, "takes no presences any more"},
	} {
		ahead.Store(int64(c.age))
		e := subjects.DecodeError(ask(t, nc, subjects.TeacherStart, "", `{"class":3030}`).Data)
		takes := c.age < subjects.AcceptsFor
		if e.Code != subjects.AlreadyOpen || !strings.Contains(e.Message, c.want) {
			t.Errorf("after %v: %+v", c.age, e)
		}
		presence := ask(t, nc, subjects.StudentPresent, "", `{"class":3030,"student":"1"}`).Data
		if registered := strings.Contains(string(presence), `"class":3030`); registered != takes {
			t.Errorf("after %v a student is told %s", c.age, presence)
		}
	}
}
