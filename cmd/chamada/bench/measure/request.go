package measure

import (
	"strconv"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/subjects"
)

// request is a student's message, used again for the next student. The path
// to the echo and to chamada is the same, as short a one as there is: what it
// costs itself is in the figures of both, and would hide the difference.
type request struct {
	msg  nats.Msg
	head []byte // of the payload, the class
	id   []byte
	ids  string // what the ids of all requests begin with
}

func newRequest(t *target) request {
	return request{msg: nats.Msg{Subject: t.subject, Header: nats.Header{subjects.HeaderID: {""}}},
		ids: t.ids}
}

// write makes the message that of s.
func (r *request) write(s student) {
	r.head = appendHead(r.head[:0], s.roll.class)
	r.msg.Data = append(r.msg.Data[:0], r.head...)
	r.msg.Data = append(r.msg.Data, `"student":"`...)
	r.msg.Data = strconv.AppendUint(r.msg.Data, s.number(), 10)
	r.msg.Data = append(r.msg.Data, `"}`...)
	r.id = strconv.AppendUint(append(r.id[:0], r.ids...), s.number(), 10)
	r.msg.Header[subjects.HeaderID][0] = string(r.id)
}

// appendHead appends what a request and its confirmation begin with.
func appendHead(b []byte, class subjects.Class) []byte {
	b = append(b, `{"class":`...)
	b = strconv.AppendUint(b, uint64(class), 10)
	return append(b, ',')
}
