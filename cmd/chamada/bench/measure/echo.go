package measure

import (
	"context"
	"errors"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/subjects"
)

// echo is the service that chamada is compared with: the codec of a
// coordinator and nothing behind it. As of coordinators there is one on each
// node, all in one queue group.
type echo struct {
	*target
	instances []*nats.Conn
}

// ErrNoEcho: where there are logins, none but a coordinator's may serve others.
var ErrNoEcho = errors.New("this login may not serve the echo")

func startEcho(ctx context.Context, s System, load Load) (*echo, error) {
	e := &echo{target: newTarget(Echo, load, nobody{})}
	for _, connect := range s.Nodes {
		if err := e.start(ctx, connect); err != nil {
			e.stop()
			return nil, err
		}
	}
	return e, nil
}

// start starts an instance. It needs no limit of what waits: beyond one nats.go
// drops without a word.
func (e *echo) start(ctx context.Context, connect Connect) error {
	nc, err := connect(ctx)
	if err != nil {
		return err
	}
	e.instances = append(e.instances, nc)
	if len(e.instances) == 1 {
		e.subject = nc.NewInbox() // nobody else's
	}
	requests, err := nc.QueueSubscribe(e.subject, "chamada-bench-echo", answer)
	if err == nil {
		err = requests.SetPendingLimits(-1, -1)
	}
	if err == nil {
		err = nc.Flush()
	}
	if errors.Is(nc.LastError(), nats.ErrPermissionViolation) { // it has come by now if it comes
		err = ErrNoEcho
	}
	return err
}

func (e *echo) stop() {
	for _, nc := range e.instances {
		nc.Close()
	}
}

// answer gives a reply as long as a coordinator's. To what is no presence it
// gives one that counts as refused.
func answer(m *nats.Msg) {
	request, err := subjects.DecodePresence(m.Data)
	if err != nil {
		request.Class = 0
	}
	reply := subjects.Presence{
		Class: request.Class, Time: subjects.At(time.Now()), Student: request.Student,
		Roll: "mhx2k3ab-7ps-1s", Position: subjects.Position{Record: 10_000},
	}
	_ = m.Respond(reply.AppendJSON(make([]byte, 0, 192))) // whoever gets no reply counts it
}

// nobody attends to the echo's roll calls, which need neither opening nor ending.
type nobody struct{}

func (nobody) open(*roll) error { return nil }
func (nobody) end(*roll)        {}
func (nobody) check()           {}
