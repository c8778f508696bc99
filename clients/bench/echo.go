package bench

import (
	"context"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/subjects"
)

// echo is the service that chamada is compared with: the codec of a
// coordinator and nothing behind it.
type echo struct {
	*target
	nc *nats.Conn
}

func startEcho(ctx context.Context, s System, load Load) (*echo, error) {
	nc, err := s.Connect(ctx)
	if err != nil {
		return nil, err
	}
	subject := nc.NewInbox() // nobody else's
	_, err = nc.QueueSubscribe(subject, "chamada-bench-echo", answer)
	if err == nil {
		err = nc.Flush()
	}
	if err != nil {
		nc.Close()
		return nil, err
	}
	return &echo{newTarget(Echo, subject, load, nobody{}), nc}, nil
}

func (e *echo) stop() { e.nc.Close() }

// answer gives a reply as long as a coordinator's. To what is no presence it
// gives one that counts as refused.
func answer(m *nats.Msg) {
	request, err := subjects.DecodePresent(m.Data)
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
