package measure

import (
	"strconv"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/clients"
)

// patient asks where not only coordinators answer: on a subject of its own for each
// request it passes over all that is foreign.
type patient struct {
	nc      *nats.Conn
	replies *nats.Subscription
	prefix  string
	asked   int
}

func newPatient(nc *nats.Conn) (*patient, error) {
	p := &patient{nc: nc, prefix: nc.NewInbox() + "."}
	var err error
	p.replies, err = nc.SubscribeSync(p.prefix + "*") // it goes with the connection
	return p, err
}

// ask sends m and waits for its answer. When there are only foreign ones the error is
// [clients.ErrForeign].
func (p *patient) ask(m *nats.Msg, timeout time.Duration) (*nats.Msg, error) {
	p.asked++
	m.Reply = p.prefix + strconv.Itoa(p.asked)
	late := time.Now().Add(timeout)
	if err := p.nc.PublishMsg(m); err != nil {
		return nil, err
	}
	silence := nats.ErrTimeout
	for {
		reply, err := p.replies.NextMsg(time.Until(late))
		switch {
		case err != nil:
			return nil, silence
		case reply.Subject != m.Reply: // late, of one before
		case clients.Foreign(reply):
			silence = clients.ErrForeign
		default:
			return reply, nil
		}
	}
}
