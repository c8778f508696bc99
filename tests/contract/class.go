package contract

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nuid"

	"github.com/chamada/chamada/subjects"
)

// put puts a class list: fields are JSON after its students, with a comma before them.
func (c *client) put(class subjects.Class, students, fields string) *nats.Msg {
	c.Helper()
	c.Cleanup(func() { c.removeClass(class) })
	return c.ask(subjects.ClassPut, "", `{"class":%d,"students":%s%s}`, class, students, fields)
}

// removeClass leaves nothing of a class.
func (c *client) removeClass(class subjects.Class) {
	reply, err := c.nc.Request(subjects.ClassGet, fmt.Appendf(nil, `{"class":%d}`, class), patience)
	var got subjects.ClassGot
	if err != nil || json.Unmarshal(reply.Data, &got) != nil || got.Revision == 0 {
		return
	}
	_, _ = c.nc.Request(subjects.ClassRemove,
		fmt.Appendf(nil, `{"class":%d,"revision":%d}`, class, got.Revision), patience)
}

// mustPut gives the revision.
func (c *client) mustPut(class subjects.Class, students, fields string) uint64 {
	c.Helper()
	return decode[subjects.ClassPutDone](c, c.put(class, students, fields)).Revision
}

func (c *client) getClass(class subjects.Class) *nats.Msg {
	c.Helper()
	return c.ask(subjects.ClassGet, "", `{"class":%d}`, class)
}

// classLine is what the list of classes says of one.
func (c *client) classLine(class subjects.Class) []subjects.ClassLine {
	c.Helper()
	var all []subjects.ClassLine
	for more := ""; ; {
		body := `{}`
		if more != "" {
			body = fmt.Sprintf(`{"after":%q}`, more)
		}
		reply := c.ask(subjects.ClassIndex, "", "%s", body)
		if more != "" && subjects.DecodeError(reply.Data).Field == "after" {
			all, more = nil, "" // a test beside this one has changed a class
			continue
		}
		part := decode[subjects.Classes](c, reply)
		all = append(all, part.Classes...)
		if more = part.More; more == "" {
			break
		}
	}
	if !slices.IsSortedFunc(all, func(a, b subjects.ClassLine) int {
		return int(int64(a.Class) - int64(b.Class))
	}) {
		c.Errorf("not by class: %v", all)
	}
	return slices.DeleteFunc(all, func(l subjects.ClassLine) bool { return l.Class != class })
}

func classRule(c *client) {
	n := class()
	c.expectError(c.getClass(n), subjects.NoClass, "")
	c.expect(c.put(n, `[{"student":"042191010","name":"Ana Souza"}]`, `,"name":"<SD> & redes"`),
		`{"class":%d,"time":"<time>","revision":1,"position":"<position>"}`, n)
	c.expect(c.getClass(n), `{"class":%d,"time":"<time>","name":"<SD> & redes",`+
		`"students":[{"student":"042191010","name":"Ana Souza"}],"revision":1,"put":"<time>"`+
		`%s,"position":"<position>"}`, n, c.by())
	want := subjects.ClassLine{Class: n, Name: "<SD> & redes", Students: 1}
	if got := c.classLine(n); len(got) != 1 || got[0] != want {
		c.Errorf("listed is %+v", got)
	}
	c.start(n)
	if got := c.classLine(n); len(got) != 1 || !got[0].Open {
		c.Errorf("with a roll call listed is %+v", got)
	}
	c.end(n)
	c.expect(c.ask(subjects.ClassRemove, "", `{"class":%d,"revision":1}`, n),
		`{"class":%d,"time":"<time>","position":"<position>"}`, n)
	c.expectError(c.getClass(n), subjects.NoClass, "")
	if got := c.classLine(n); len(got) != 0 {
		c.Errorf("removed, listed is %+v", got)
	}
}

// by is what a class list says of who has put it.
func (c *client) by() string {
	if c.login == "" {
		return ""
	}
	return fmt.Sprintf(`,"by":"%s"`, c.login)
}

func classRevisionRule(c *client) {
	n := class()
	remove := func(revision uint64) *nats.Msg {
		return c.ask(subjects.ClassRemove, "", `{"class":%d,"revision":%d}`, n, revision)
	}
	conflict := func(reply *nats.Msg, is uint64) {
		c.Helper()
		more := ""
		if is != 0 {
			more = fmt.Sprintf(`,"revision":%d`, is)
		}
		c.expectError(reply, subjects.Conflict, "%s", more)
	}
	conflict(c.put(n, `[]`, `,"revision":1`), 0)
	c.expectError(remove(1), subjects.NoClass, "")
	first := c.mustPut(n, `[]`, ``)
	conflict(c.put(n, `[]`, ``), first)
	conflict(c.put(n, `[]`, fmt.Sprintf(`,"revision":%d`, first+1)), first)
	second := c.mustPut(n, `[]`, fmt.Sprintf(`,"revision":%d`, first))
	conflict(c.put(n, `[]`, fmt.Sprintf(`,"revision":%d`, first)), second)
	conflict(remove(first), second)
	decode[subjects.ClassRemoved](c, remove(second))
	c.expectError(remove(second), subjects.NoClass, "")
	conflict(c.put(n, `[]`, fmt.Sprintf(`,"revision":%d`, second)), 0)
	if third := c.mustPut(n, `[]`, ``); first >= second || second >= third {
		c.Errorf("revisions %d, %d and, after a removal, %d", first, second, third)
	}
}

func classAgainRule(c *client) {
	n, id := class(), nuid.Next()
	c.Cleanup(func() { c.removeClass(n) })
	put := func(id string, revision uint64) *nats.Msg {
		over := ""
		if revision != 0 {
			over = fmt.Sprintf(`,"revision":%d`, revision)
		}
		return c.ask(subjects.ClassPut, id, `{"class":%d,"students":[]%s}`, n, over)
	}
	first := put(id, 0)
	c.same(put(id, 0), first)
	revision := decode[subjects.ClassPutDone](c, first).Revision
	for range 30 {
		revision = decode[subjects.ClassPutDone](c, put(nuid.Next(), revision)).Revision
	}
	c.same(put(id, 0), first)
	remove := func() *nats.Msg {
		return c.ask(subjects.ClassRemove, id, `{"class":%d,"revision":%d}`, n, revision)
	}
	removed := remove() // under one id it is another request
	decode[subjects.ClassRemoved](c, removed)
	c.same(remove(), removed)
	c.same(put(id, 0), first)
	c.expectError(c.getClass(n), subjects.NoClass, "")
	c.expectError(c.ask(subjects.ClassPut, "\x01", `{"class":%d,"students":[]}`, n),
		subjects.InvalidID, "")
}

// classTriesRule has an earlier try of a refused put arrive when it could take effect again.
func classTriesRule(c *client) {
	n, id := class(), nuid.Next()
	c.Cleanup(func() { c.removeClass(n) })
	try := func(number string) *nats.Msg {
		return c.send(subjects.ClassPut, id, number,
			fmt.Appendf(nil, `{"class":%d,"students":[]}`, n))
	}
	revision := c.mustPut(n, `[]`, ``)
	c.expectError(try("2"), subjects.Conflict, `,"revision":%d`, revision)
	if is := decode[subjects.ClassGot](c, c.getClass(n)).Revision; is != revision {
		c.Errorf("a refused try makes revision %d of %d", is, revision)
	}
	decode[subjects.ClassRemoved](c, c.ask(subjects.ClassRemove, "",
		`{"class":%d,"revision":%d}`, n, revision))
	for _, earlier := range []string{"", "1", "2"} {
		c.expectError(try(earlier), subjects.Unavailable, "")
	}
	c.expectError(c.getClass(n), subjects.NoClass, "")
	third := try("3") // sent by who knows that the others were refused
	decode[subjects.ClassPutDone](c, third)
	c.same(try("1"), third)
	c.expectError(c.send(subjects.ClassPut, nuid.Next(), "0",
		fmt.Appendf(nil, `{"class":%d,"students":[]}`, n)), subjects.InvalidID, "")
}

// classContentionRule has many add a student each, over what they have read.
func classContentionRule(c *client) {
	n := class()
	c.mustPut(n, `[]`, ``)
	const many = 12
	var all sync.WaitGroup
	for i := range many {
		all.Go(func() {
			for {
				got := decode[subjects.ClassGot](c, c.getClass(n))
				got.Students = append(got.Students,
					subjects.Enrolled{Student: subjects.Student(fmt.Sprint(i))})
				students, err := json.Marshal(got.Students)
				if err != nil {
					c.Error(err)
					return
				}
				reply := c.ask(subjects.ClassPut, "", `{"class":%d,"students":%s,"revision":%d}`, n,
					students, got.Revision)
				if subjects.DecodeError(reply.Data).Code != subjects.Conflict {
					decode[subjects.ClassPutDone](c, reply)
					return
				}
			}
		})
	}
	all.Wait()
	if got := decode[subjects.ClassGot](c, c.getClass(n)); len(got.Students) != many {
		c.Errorf("%d of %d students are there: %v", len(got.Students), many, got.Students)
	}
}

func classStartRule(c *client) {
	n := class()
	revision := c.mustPut(n, `[]`, `,"code_every":60`)
	started := func(fields string, every int) {
		c.Helper()
		c.Cleanup(func() { c.end(n) })
		reply := c.ask(subjects.TeacherStart, "", `{"class":%d%s}`, n, fields)
		if got := decode[subjects.Started](c, reply).CodeEvery; got != every {
			c.Errorf("%q: a code every %d s, want %d", fields, got, every)
		}
		c.end(n)
	}
	started(``, 60)
	started(`,"code_every":0`, 0)
	started(`,"code_every":30`, 30)
	revision = c.mustPut(n, `[]`, fmt.Sprintf(`,"code_every":0,"revision":%d`, revision))
	started(``, 0)
	c.mustPut(n, `[]`, fmt.Sprintf(`,"revision":%d`, revision))
	started(``, 0)
	started(`,"code_every":10`, 10)
}

func startAtRule(c *client) {
	n := class()
	c.Cleanup(func() { c.end(n) })
	for _, bad := range []string{`8`, `null`, `""`, `"8:00"`, `"24:00"`, `"08:60"`, `"08:00:00"`,
		`" 08:00"`} {
		c.expectError(c.ask(subjects.TeacherStart, "", `{"class":%d,"at":%s}`, n, bad),
			subjects.InvalidField, `,"field":"at"`)
	}
	c.expect(c.ask(subjects.TeacherStart, "", `{"class":%d,"at":"08:00"}`, n),
		`{"class":%d,"time":"<time>","roll":"<roll>","position":"<position>"}`, n)
}

// strange is a list of students with one that is wrong.
func strange(student string) string {
	return strings.ReplaceAll(`[{"student":"1"},?]`, "?", student)
}
