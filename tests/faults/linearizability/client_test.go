//go:build faults && linux

package linearizability_test

import (
	"context"
	"encoding/json"
	"hash/fnv"
	"strconv"
	"testing"
	"time"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/clients/connect"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/faults/history"
)

// patience is how long a client tries before it calls an outcome unknown.
const patience = 25 * time.Second

// client asks on a connection of its own, one thing after the other, and
// writes down what it was told.
type client struct {
	*clients.Client
	t      *testing.T
	number int
	rec    *history.Recorder
}

// dial connects as the commands do, to one server that tells of the others.
func dial(t *testing.T, url string, rec *history.Recorder, number int) *client {
	t.Helper()
	t.Setenv("XDG_CONFIG_HOME", t.TempDir()) // where contexts are
	flags := connect.Flags{Server: url, Timeout: patience}
	nc, err := flags.Connect(t.Context(), connect.Silence)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	return &client{Client: clients.New(nc, clients.Timeout(patience)), t: t, number: number,
		rec: rec}
}

var subjectOf = map[history.Op]string{
	history.Start: subjects.TeacherStart, history.Present: subjects.StudentPresent,
	history.List: subjects.TeacherList, history.End: subjects.TeacherEnd,
	history.Code: subjects.TeacherCode, history.Check: subjects.TeacherCheck,
	history.Mark: subjects.TeacherMark, history.Scan: subjects.StudentScan,
}

// ask does what o says, and gives it with what came of it.
func (c *client) ask(o history.Operation) history.Operation {
	body, err := json.Marshal(asked(o))
	if err != nil {
		c.t.Error(err)
	}
	o.Client, o.Invoked = c.number, c.rec.Now()
	reply, err := c.Do(context.Background(), subjectOf[o.Op], body, clients.ID(o.ID),
		clients.OnWaiting(func(_ time.Duration, why clients.Reason) {
			o.Waited = append(o.Waited, string(why))
		}))
	o.Returned, o.Tries = c.rec.Now(), reply.Tries
	if err := told(&o, reply.Data, err); err != nil {
		c.t.Errorf("%v: %v", o, err)
	}
	c.rec.Operation(o)
	return o
}

func digest(data []byte) string {
	h := fnv.New64a()
	_, _ = h.Write(data) // never fails
	return strconv.FormatUint(h.Sum64(), 36)
}
