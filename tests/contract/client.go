package contract

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/subjects"
)

// patience is how long a request may take on a slow machine under load.
const patience = 20 * time.Second

// client is a bare NATS client under test.
type client struct {
	*testing.T
	nc    *nats.Conn
	login string // empty where there are none
}

// clientOn is for [check].
func clientOn(nc *nats.Conn, login string) func(*testing.T) *client {
	return func(t *testing.T) *client { return &client{t, nc, login} }
}

// class draws a class that nobody else uses.
func class() subjects.Class { return subjects.Class(rand.Uint64N(uint64(subjects.MaxClass)-1) + 1) }

// ask sends a request, under an id if there is one: then until its outcome is known.
func (c *client) ask(subject, id, format string, args ...any) *nats.Msg {
	c.Helper()
	send := func() *nats.Msg { return c.send(subject, id, "", fmt.Appendf(nil, format, args...)) }
	if id == "" {
		return send()
	}
	return known(send)
}

// known sends a request under an id again while its outcome is not known, as the answer says. An
// end that comes again is told so while its asker may be sent no more lists, and here one login is
// sent those of all rules.
func known(send func() *nats.Msg) *nats.Msg {
	for {
		if reply := send(); !is(reply, subjects.Unavailable) {
			return reply
		}
	}
}

// is tells whether a reply is an error of that code.
func is(reply *nats.Msg, code subjects.Code) bool {
	return reply.Header.Get(subjects.HeaderStatus) != "" &&
		subjects.DecodeError(reply.Data).Code == code
}

// send sends a request, and its id and the number of its try if there are any,
// until it is done: on a slow machine one of a crowd may be turned away.
func (c *client) send(subject, id, try string, body []byte) *nats.Msg {
	c.Helper()
	m := nats.NewMsg(subject)
	m.Data = body
	if id != "" {
		m.Header[subjects.HeaderID] = []string{id}
	}
	if try != "" {
		m.Header[subjects.HeaderTry] = []string{try}
	}
	for {
		reply, err := c.nc.RequestMsg(m, patience)
		if err != nil {
			c.Fatalf("%s %.200s: %v", subject, m.Data, err)
		}
		if !is(reply, subjects.Overloaded) {
			return reply
		}
	}
}

func (c *client) start(class subjects.Class) *nats.Msg {
	c.Helper()
	c.Cleanup(func() {
		_, _ = c.nc.Request(subjects.TeacherEnd, fmt.Appendf(nil, `{"class":%d}`, class), patience)
	})
	return c.ask(subjects.TeacherStart, "", `{"class":%d}`, class)
}

func (c *client) present(class subjects.Class, student string) *nats.Msg {
	c.Helper()
	return c.ask(subjects.StudentPresent, "", `{"class":%d,"student":%q}`, class, student)
}

func (c *client) list(class subjects.Class) *nats.Msg {
	c.Helper()
	return c.ask(subjects.TeacherList, "", `{"class":%d}`, class)
}

func (c *client) end(class subjects.Class) *nats.Msg {
	c.Helper()
	return c.ask(subjects.TeacherEnd, "", `{"class":%d}`, class)
}

// shapes are what stands for itself in a pattern.
var shapes = strings.NewReplacer(
	"<time>", `\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z`,
	"<roll>", `[!-~]+?`,
	"<position>", `[1-9]\d*-\d+`,
	"<sentence>", `[^"\\]*(?:\\.[^"\\]*)*`,
)

// expect checks a reply that is no error against a pattern, byte for byte but
// for what is in angle brackets.
func (c *client) expect(reply *nats.Msg, format string, args ...any) {
	c.Helper()
	if len(reply.Header) > 0 {
		c.Errorf("the reply has headers %v", reply.Header)
	}
	c.matches(reply.Data, format, args...)
}

func (c *client) matches(data []byte, format string, args ...any) {
	c.Helper()
	want := fmt.Sprintf(format, args...)
	if !regexp.MustCompile("^" + shapes.Replace(regexp.QuoteMeta(want)) + "$").Match(data) {
		c.Errorf("got  %s\nwant %s", data, want)
	}
}

// expectError checks an error's headers, and its body against a pattern.
func (c *client) expectError(reply *nats.Msg, code subjects.Code, more string, args ...any) {
	c.Helper()
	if got := reply.Header.Get(subjects.HeaderStatus); got != strconv.Itoa(code.Status()) {
		c.Errorf("status %q of %s", got, reply.Data)
	}
	c.matches(reply.Data, `{"error":{"code":"%s","message":"<sentence>"%s}}`, code,
		fmt.Sprintf(more, args...))
	if got := reply.Header.Get(subjects.HeaderMessage); got == "" ||
		got != subjects.DecodeError(reply.Data).Message {
		c.Errorf("the header says %q, the body %s", got, reply.Data)
	}
}

// decode reads a reply that must be a V.
func decode[V any](c *client, reply *nats.Msg) (v V) {
	c.Helper()
	if status := reply.Header.Get(subjects.HeaderStatus); status != "" {
		c.Fatalf("an error: %s", reply.Data)
	}
	if err := json.Unmarshal(reply.Data, &v); err != nil {
		c.Fatalf("%s: %v", reply.Data, err)
	}
	return v
}
