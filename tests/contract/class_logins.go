package contract

import (
	"fmt"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nuid"

	"github.com/chamada/chamada/subjects"
)

// teachers is the field with these logins.
func teachers(logins ...Login) string {
	names := ""
	for i, l := range logins {
		if i > 0 {
			names += ","
		}
		names += fmt.Sprintf("%q", l.Name)
	}
	return `,"teachers":[` + names + `]`
}

// forbids checks that none of these may do something.
func forbids(do func(c *client) *nats.Msg, all ...*client) {
	for _, c := range all {
		c.Helper()
		c.expectError(do(c), subjects.Forbidden, "")
	}
}

func classTeachersRule(p *people) {
	n := class()
	own, both := teachers(p.names.Teacher), teachers(p.names.Teacher, p.names.Other)
	forbids(func(c *client) *nats.Msg { return c.put(n, `[]`, own) }, p.other)
	forbids(func(c *client) *nats.Msg { return c.put(n, `[]`, ``) }, p.teacher)
	p.other.expectError(p.other.getClass(n), subjects.NoClass, "")
	revision := p.teacher.mustPut(n, `[]`, own)
	remove := func(c *client) *nats.Msg {
		return c.ask(subjects.ClassRemove, "", `{"class":%d,"revision":%d}`, n, revision)
	}
	forbids(func(c *client) *nats.Msg { return c.getClass(n) }, p.other)
	forbids(remove, p.other)
	forbids(func(c *client) *nats.Msg {
		return c.put(n, `[]`, fmt.Sprintf(`%s,"revision":%d`, both, revision))
	}, p.other)
	if got := p.other.classLine(n); len(got) != 0 {
		p.other.Errorf("who is no teacher of it sees %+v", got)
	}
	for _, c := range []*client{p.teacher, p.admin} {
		got := decode[subjects.ClassGot](c, c.getClass(n))
		if string(got.By) != p.names.Teacher.Name || len(c.classLine(n)) != 1 {
			c.Errorf("%+v", got)
		}
	}
	revision = p.teacher.mustPut(n, `[]`, fmt.Sprintf(`%s,"revision":%d`, both, revision))
	decode[subjects.ClassGot](p.other, p.other.getClass(n))
	decode[subjects.ClassRemoved](p.other, remove(p.other))
	p.admin.mustPut(n, `[]`, ``)
	forbids(func(c *client) *nats.Msg { return c.getClass(n) }, p.teacher, p.other)
}

func classRollRule(p *people) {
	n := class()
	revision := p.teacher.mustPut(n, `[]`, teachers(p.names.Teacher, p.names.Other))
	decode[subjects.Started](p.teacher, p.teacher.start(n))
	p.kiosk.present(n, "1")
	p.other.came(p.other.list(n), "1")
	decode[subjects.Checked](p.other, p.other.ask(subjects.TeacherCheck, "", `{"class":%d}`, n))
	decode[subjects.Marked](p.other, p.other.ask(subjects.TeacherMark, "",
		`{"class":%d,"student":"2","present":true}`, n))
	p.other.came(p.other.end(n), "1", "2")

	// Who started it keeps it, with the class's teachers of then.
	decode[subjects.Started](p.other, p.other.start(n))
	p.other.mustPut(n, `[]`, fmt.Sprintf(`%s,"revision":%d`, teachers(p.names.Teacher), revision))
	p.other.came(p.other.list(n))
	p.teacher.came(p.teacher.end(n))
	forbids(func(c *client) *nats.Msg { return c.start(n) }, p.other)
	decode[subjects.Started](p.admin, p.admin.start(n))
	p.teacher.came(p.teacher.end(n))
}

func classOpenRule(p *people) {
	n := class()
	both := teachers(p.names.Teacher, p.names.Other)
	revision := p.teacher.mustPut(n, `[]`, both)
	put := func(c *client) *nats.Msg {
		return c.put(n, `[]`, fmt.Sprintf(`%s,"revision":%d`, both, revision))
	}
	decode[subjects.Started](p.teacher, p.teacher.start(n))
	forbids(put, p.other)
	revision = decode[subjects.ClassPutDone](p.teacher, put(p.teacher)).Revision
	revision = decode[subjects.ClassPutDone](p.admin, put(p.admin)).Revision
	p.teacher.end(n)
	revision = decode[subjects.ClassPutDone](p.other, put(p.other)).Revision

	// A class without a list may have a roll call of anybody's.
	m := class()
	decode[subjects.Started](p.teacher, p.teacher.start(m))
	forbids(func(c *client) *nats.Msg { return c.put(m, `[]`, both) }, p.other)
	p.teacher.end(m)
}

func classStartAgainRule(p *people) {
	n, id := class(), nuid.Next()
	start := func() *nats.Msg { return p.other.ask(subjects.TeacherStart, id, `{"class":%d}`, n) }
	started := start()
	p.other.came(p.other.end(n))
	p.teacher.mustPut(n, `[]`, teachers(p.names.Teacher))
	p.other.same(start(), started)
	forbids(func(c *client) *nats.Msg { return c.start(n) }, p.other)
}
