package contract

import (
	"fmt"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/subjects"
)

func (c *client) last(class subjects.Class) *nats.Msg {
	c.Helper()
	return c.ask(subjects.TeacherList, "", `{"class":%d,"last":true}`, class)
}

func lastRule(c *client) {
	n := class()
	c.expectError(c.last(n), subjects.NotOpen, judged)
	c.start(n)
	a := decode[subjects.Presence](c, c.present(n, "205182055"))
	b := decode[subjects.Presence](c, c.present(n, "042191010"))
	c.expectError(c.last(n), subjects.NotOpen, judged) // it goes on
	ended := decode[subjects.Roll](c, c.end(n))

	fields := fmt.Sprintf(
		`{"class":%d,"time":"%s","roll":"%s","started":"%s","students":["205182055","042191010"]`,
		n, ended.Time, ended.Roll, ended.Started)
	detail :=
		fmt.Sprintf(
			`,"presences":[{"student":"205182055","time":"%s"},{"student":"042191010","time":"%s"}]`, a.Time, b.Time)
	first := c.last(n)
	c.expect(first, `%s,"last":true,"position":"<position>"}`, fields)
	if at := decode[subjects.Roll](c, first).Position; at.Compare(ended.Position) <= 0 {
		c.Errorf("its position %s is not its own, after the end's %s", at, ended.Position)
	}
	c.expect(c.ask(subjects.TeacherList, "", `{"last":true,"detail":true,"class":%d}`, n),
		`%s%s,"last":true,"position":"<position>"}`, fields, detail)

	again := decode[subjects.Started](c, c.start(n)) // what is open is another
	c.expect(c.last(n), `%s,"last":true,"position":"<position>"}`, fields)
	c.end(n)
	if got := decode[subjects.Roll](c, c.last(n)); got.Roll != again.Roll ||
		len(got.Students) != 0 {
		c.Errorf("the last is %+v, not that of %+v", got, again)
	}
}

func lastFieldRule(c *client) {
	n := class()
	c.start(n)
	for _, bad := range []string{`1`, `"true"`, `null`, `{}`, `[true]`} {
		c.expectError(c.ask(subjects.TeacherList, "", `{"class":%d,"last":%s}`, n, bad),
			subjects.InvalidField, `,"field":"last"`)
	}
	c.expect(c.ask(subjects.TeacherList, "", `{"class":%d,"last":false}`, n),
		`{"class":%d,"time":"<time>","roll":"<roll>","started":"<time>","students":[],"position":"<position>"}`, n)
	// an end has no such field
	c.expect(c.ask(subjects.TeacherEnd, "", `{"class":%d,"last":true}`, n),
		`{"class":%d,"time":"<time>","roll":"<roll>","started":"<time>","students":[],"position":"<position>"}`, n)
}

func lastOwnerRule(p *people) {
	n := class()
	p.teacher.start(n)
	p.kiosk.present(n, "1")
	p.teacher.end(n)
	p.refused(p.other.last(n))
	p.teacher.came(p.teacher.last(n), "1")
	p.admin.came(p.admin.last(n), "1")
	p.other.start(n)
	p.teacher.came(p.teacher.last(n), "1") // though what is open is another's
	p.refused(p.other.last(n))
	p.other.end(n)
	p.other.came(p.other.last(n))
	p.teacher.expectError(p.teacher.last(n), subjects.Forbidden, judged)
}
