package contract

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/subjects"
)

// manyStruck students who are struck out, for a long reason each, are more than one reply takes.
const manyStruck = 2_100

// part asks for a list in detail, and for a part of it if after says which.
func (c *client) part(class subjects.Class, after, more string) *nats.Msg {
	c.Helper()
	if after != "" {
		more += fmt.Sprintf(`,"after":%q`, after)
	}
	reply := c.ask(subjects.TeacherList, "", `{"class":%d,"detail":true%s}`, class, more)
	if len(reply.Data) > subjects.MaxReply {
		c.Errorf("a reply has %d bytes", len(reply.Data))
	}
	return reply
}

// inParts is a list put together of its parts, of which there are several.
func (c *client) inParts(class subjects.Class, more string) (all subjects.Roll) {
	c.Helper()
	parts := 0
	for after := subjects.MoreDetail; after != ""; after = all.More {
		part := decode[subjects.Roll](c, c.part(class, after, more))
		part.Students = append(all.Students, part.Students...)
		part.Presences = append(all.Presences, part.Presences...)
		part.Struck = append(all.Struck, part.Struck...)
		all = part
		parts++
	}
	if parts < 2 {
		c.Errorf("the list comes in %d part", parts)
	}
	return all
}

// longListRule has a list in detail be too long for one reply.
func longListRule(c *client) {
	n := class()
	c.start(n)
	c.crowd(manyStruck, func(i int) {
		c.mark(n, "", fmt.Sprint(1000+i), false, strings.Repeat("é", 200))
	})
	var came []subjects.Student
	for i := range 10 {
		came = append(came, subjects.Student(fmt.Sprint(i)))
		c.present(n, fmt.Sprint(i))
	}
	short := decode[subjects.Roll](c, c.part(n, "", ""))
	if short.More != subjects.MoreDetail || short.Struck != nil || len(short.Presences) != 10 {
		c.Errorf("the list in one piece has %d and %d students, and more %q", len(short.Presences),
			len(short.Struck), short.More)
	}
	all := c.inParts(n, "")
	c.isLong(all, came)
	if !reflect.DeepEqual(all.Presences, short.Presences) || all.Roll != short.Roll {
		c.Errorf("%+v is not %+v", all.Presences, short.Presences)
	}
	c.changedBetween(n)

	ended := decode[subjects.Roll](c,
		c.ask(subjects.TeacherEnd, "", `{"class":%d,"detail":true}`, n))
	if ended.More != subjects.MoreDetail || len(ended.Students) != 11 {
		c.Errorf("the end has %d students, and more %q", len(ended.Students), ended.More)
	}
	last := c.inParts(n, `,"last":true`)
	if c.isLong(last, ended.Students); !last.Last || last.Roll != ended.Roll {
		c.Errorf("the last list is of %s, not %s", last.Roll, ended.Roll)
	}
}

// isLong checks a list that was put together.
func (c *client) isLong(all subjects.Roll, came []subjects.Student) {
	c.Helper()
	struck := make(map[subjects.Student]bool)
	for _, s := range all.Struck {
		struck[s.Student] = true
	}
	if len(struck) != manyStruck || len(all.Struck) != manyStruck ||
		!reflect.DeepEqual(all.Students, came) || len(all.Presences) != len(came) {
		c.Errorf("%d are listed, and %d struck out, of whom %d once", len(all.Students),
			len(all.Struck), len(struck))
	}
}

// changedBetween has somebody come between two parts.
func (c *client) changedBetween(n subjects.Class) {
	c.Helper()
	first := decode[subjects.Roll](c, c.part(n, subjects.MoreDetail, ""))
	c.present(n, "77")
	c.expectError(c.part(n, first.More, ""), subjects.InvalidField, `,"field":"after"`)
}

// shortListRule asks for a list in parts that fits into one, which is as it always is.
func shortListRule(c *client) {
	n := class()
	c.start(n)
	c.present(n, "1")
	c.mark(n, "", "2", false, "saiu da sala")
	want := `{"class":%d,"time":"<time>","roll":"<roll>","started":"<time>","students":["1"],` +
		`"presences":[{"student":"1","time":"<time>"}],` +
		`"struck":[{"student":"2","time":"<time>"<by>,"reason":"saiu da sala"}],` +
		`"position":"<position>"}`
	for _, after := range []string{"", subjects.MoreDetail} {
		by := ""
		reply := c.part(n, after, "")
		if s := decode[subjects.Roll](c, reply).Struck; len(s) == 1 && s[0].By != "" {
			by = fmt.Sprintf(`,"by":%q`, s[0].By)
		}
		c.expect(reply, strings.ReplaceAll(want, "<by>", by), n)
	}
	for _, bad := range []string{`1`, `null`, `"x"`, `"1.2.3"`, `"1.9999999999999"`} {
		c.expectError(c.ask(subjects.TeacherList, "", `{"class":%d,"after":%s}`, n, bad),
			subjects.InvalidField, `,"field":"after"`)
	}
	gone := c.part(n, "1.9999999999999.1", "")
	c.expectError(gone, subjects.InvalidField, `,"field":"after"`)
}
