package contract

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nuid"

	"github.com/chamada/chamada/subjects"
)

func receiptRule(c *client) {
	n, id := class(), nuid.Next() // one id for all: it is another request each time
	start := func() *nats.Msg { return c.ask(subjects.TeacherStart, id, `{"class":%d}`, n) }
	present := func() *nats.Msg {
		return c.ask(subjects.StudentPresent, id, `{"class":%d,"student":"1"}`, n)
	}
	end := func() *nats.Msg { return c.ask(subjects.TeacherEnd, id, `{"class":%d}`, n) }

	opened := start()
	c.same(start(), opened)
	came := present()
	c.same(present(), came)
	c.present(n, "2")
	ended := end()
	c.same(end(), ended)
	c.same(present(), came)
	c.same(start(), opened)

	decode[subjects.Started](c, c.start(n))
	c.same(end(), ended)
	c.same(present(), came)
	if got := decode[subjects.Roll](c, c.end(n)); len(got.Students) != 0 {
		c.Errorf("late repetitions brought %v into the next roll", got.Students)
	}
}

func idScopeRule(c *client) {
	a, b, id := class(), class(), nuid.Next()
	c.start(a)
	c.start(b)
	for i, reply := range []*nats.Msg{
		c.ask(subjects.StudentPresent, id, `{"class":%d,"student":"1"}`, a),
		c.ask(subjects.StudentPresent, id, `{"class":%d,"student":"2"}`, a),
		c.ask(subjects.StudentPresent, id, `{"class":%d,"student":"1"}`, b),
	} {
		want := fmt.Sprintf("%d", []int{1, 2, 1}[i])
		p := decode[subjects.Presence](c, reply)
		if p.Class != []subjects.Class{a, a, b}[i] || string(p.Student) != want || p.Already {
			c.Errorf("request %d got %s", i+1, reply.Data)
		}
	}
}

func judgedAnewRule(c *client) {
	n, id := class(), nuid.Next()
	present := func() subjects.Presence {
		return decode[subjects.Presence](c,
			c.ask(subjects.StudentPresent, id, `{"class":%d,"student":"1"}`, n))
	}
	c.expectError(c.ask(subjects.TeacherEnd, id, `{"class":%d}`, n), subjects.NotOpen,
		`,"time":"<time>","position":"<position>"`)
	if !present().Refused() {
		c.Error("taken before the start")
	}
	c.start(n)
	if present().Refused() {
		c.Error("refused again after the start")
	}
	if got := decode[subjects.Roll](c,
		c.ask(subjects.TeacherEnd, id, `{"class":%d}`, n)); len(got.Students) != 1 {
		c.Errorf("the end gives %v", got.Students)
	}
}

func triesRule(c *client) {
	n := class()
	for _, subject := range []string{subjects.StudentPresent, subjects.TeacherEnd} {
		id := nuid.Next()
		try := func(number string) *nats.Msg {
			return c.send(subject, id, number, fmt.Appendf(nil, `{"class":%d,"student":"1"}`, n))
		}
		try("2") // refused: there is no roll call
		c.start(n)
		for _, late := range []string{"1", "2", ""} {
			c.expectError(try(late), subjects.Unavailable, "")
		}
		if got := decode[subjects.Roll](c, c.list(n)); len(got.Students) != 0 {
			c.Errorf("a late try brought %v", got.Students)
		}
		took := try("3")
		if took.Header.Get(subjects.HeaderStatus) != "" {
			c.Errorf("the third try is told %s", took.Data)
		}
		c.same(known(func() *nats.Msg { return try("1") }), took)
		c.end(n)
	}
}

func tryRule(c *client) {
	for _, number := range []string{"0", "-1", "x", "1.5", "4294967296"} {
		reply := c.send(subjects.TeacherStart, nuid.Next(), number,
			fmt.Appendf(nil, `{"class":%d}`, class()))
		c.expectError(reply, subjects.InvalidID, "")
	}
}

func idRule(c *client) {
	n := class()
	c.start(n)
	for _, id := range []string{"~", "a b", strings.Repeat("i", 128)} {
		decode[subjects.Presence](c,
			c.ask(subjects.StudentPresent, id, `{"class":%d,"student":"1"}`, n))
	}
	for _, id := range []string{"", strings.Repeat("i", 129), "é", "a\tb", "\x7f"} {
		for _, subject := range requestSubjects {
			if subject == subjects.TeacherList {
				continue // has no effect that could be repeated
			}
			m := nats.NewMsg(subject)
			m.Data = fmt.Appendf(nil, `{"class":%d,"student":"2"}`, n)
			m.Header[subjects.HeaderID] = []string{id}
			reply, err := c.nc.RequestMsg(m, patience)
			if err != nil {
				c.Fatal(err)
			}
			c.expectError(reply, subjects.InvalidID, "")
		}
	}
}

// same checks that a reply is another's to the byte.
func (c *client) same(got, want *nats.Msg) {
	c.Helper()
	if !bytes.Equal(got.Data, want.Data) {
		c.Errorf("got  %s\nwant %s", got.Data, want.Data)
	}
}
