package connect

import (
	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/subjects"
)

// asMeant takes a login without what was pasted along: replies go below it. In a
// password only what is around it is passed over, for not all are access codes.
func asMeant(o *nats.Options) {
	o.User, o.Password = subjects.Pasted(o.User), subjects.TrimPasted(o.Password)
}
