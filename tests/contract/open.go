package contract

import (
	"cmp"
	"slices"
	"time"

	"github.com/chamada/chamada/subjects"
)

// openSince asks what is open until a replica answers that has come as far as position:
// then all that happened before must be in it. The parts of a long reply are put together.
func (c *client) openSince(position subjects.Position) (rolls []subjects.OpenRoll) {
	c.Helper()
	var part subjects.OpenRolls
	for late := time.Now().Add(patience); ; {
		part = decode[subjects.OpenRolls](c, c.ask(subjects.TeacherOpen, "", `{}`))
		if part.Position.Compare(position) >= 0 {
			break
		}
		if time.Now().After(late) {
			c.Fatalf("what is open is still that of %s, before %s", part.Position, position)
		}
	}
	for rolls = part.Rolls; part.More != ""; rolls = append(rolls, part.Rolls...) {
		part = decode[subjects.OpenRolls](c,
			c.ask(subjects.TeacherOpen, "", `{"after":%q}`, part.More))
	}
	if !slices.IsSortedFunc(rolls, func(a, b subjects.OpenRoll) int {
		return cmp.Compare(a.Class, b.Class)
	}) {
		c.Errorf("not by class: %v", rolls)
	}
	return rolls
}

// seesOpen checks what c is told of a class since position: want is all that is open of it.
func (c *client) seesOpen(class subjects.Class, position subjects.Position,
	want ...subjects.OpenRoll) {
	c.Helper()
	got := slices.DeleteFunc(c.openSince(position), func(r subjects.OpenRoll) bool {
		return r.Class != class
	})
	if !slices.Equal(got, want) {
		c.Errorf("open are %+v, want %+v", got, want)
	}
}

func openRule(c *client) {
	n := class()
	c.seesOpen(n, subjects.Position{})
	started := decode[subjects.Started](c, c.start(n))
	all := c.openSince(started.Position)
	i := slices.IndexFunc(all, func(r subjects.OpenRoll) bool { return r.Class == n })
	if i < 0 || all[i].Roll != started.Roll || all[i].Started != started.Time || all[i].Count != 0 {
		c.Fatalf("%+v is not among %+v", started, all)
	}
	roll := all[i]
	c.present(n, "1")
	c.present(n, "1")
	roll.Count = 2
	c.seesOpen(n, decode[subjects.Presence](c, c.present(n, "2")).Position, roll)
	reply := c.ask(subjects.TeacherOpen, "", `{"x":1}`)
	if len(reply.Header) > 0 || decode[subjects.OpenRolls](c, reply).Time < started.Time {
		c.Errorf("%v %.300s", reply.Header, reply.Data)
	}
	c.seesOpen(n, decode[subjects.Roll](c, c.end(n)).Position)
}

func openFieldsRule(c *client) {
	for _, bad := range []string{``, `x`, `[]`, `null`, `3`} {
		c.expectError(c.ask(subjects.TeacherOpen, "", "%s", bad), subjects.InvalidJSON, "")
	}
	for _, bad := range []string{`1`, `null`, `"x"`, `"1.2.3"`, `"1.2.3.4"`, `"-1.0.0.0"`,
		`"1.99999.1.1"`, `["1"]`} {
		c.expectError(c.ask(subjects.TeacherOpen, "", `{"after":%s}`, bad), subjects.InvalidField,
			`,"field":"after"`)
	}
}

func openOwnerRule(p *people) {
	n := class()
	started := decode[subjects.Started](p.teacher, p.teacher.start(n))
	came := decode[subjects.Presence](p.kiosk, p.kiosk.present(n, "1")).Position
	roll := subjects.OpenRoll{
		Class: n, Roll: started.Roll, Started: started.Time, Count: 1,
		Teacher: subjects.Teacher(p.names.Teacher.Name),
	}
	p.teacher.seesOpen(n, came, roll)
	p.admin.seesOpen(n, came, roll)
	p.other.seesOpen(n, came)
	ended := decode[subjects.Roll](p.teacher, p.teacher.end(n)).Position
	p.admin.seesOpen(n, ended)
}
