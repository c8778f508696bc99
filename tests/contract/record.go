package contract

import (
	"fmt"
	"reflect"
	"slices"
	"sync"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nuid"

	"github.com/chamada/chamada/subjects"
)

// kept makes a class that keeps records, with Ana and Rui.
func (c *client) kept() subjects.Class {
	c.Helper()
	n := class()
	c.mustPut(n, `[{"student":"042","name":"Rui"},{"student":"7","name":"Ana Souza"}]`,
		`,"name":"Redes","hours":2,"keep":true`)
	return n
}

func (c *client) getRecord(class subjects.Class, roll string) *nats.Msg {
	c.Helper()
	if roll == "" {
		return c.ask(subjects.RecordGet, "", `{"class":%d}`, class)
	}
	return c.ask(subjects.RecordGet, "", `{"class":%d,"roll":%q}`, class, roll)
}

func (c *client) record(class subjects.Class, roll string) subjects.Record {
	c.Helper()
	return decode[subjects.Record](c, c.getRecord(class, roll))
}

// correct has a student's mark corrected over a record.
func (c *client) correct(r subjects.Record, student, change, id string) *nats.Msg {
	c.Helper()
	return c.ask(subjects.RecordCorrect, id,
		`{"class":%d,"roll":%q,"student":%q,%s,"reason":"atestado","revision":%q}`, r.Class, r.Roll,
		student, change, r.Revision)
}

// marked is each student's mark, by name.
func marked(r subjects.Record) (all []string) {
	for _, l := range r.Students {
		all = append(all, fmt.Sprintf("%s %s %d", l.Student, l.Mark, l.AbsentHours))
	}
	return all
}

func (c *client) hasMarks(r subjects.Record, want ...string) {
	c.Helper()
	if got := marked(r); !slices.Equal(got, want) {
		c.Errorf("marks are %q, not %q", got, want)
	}
}

// recordRule follows a roll call from its start to a day after its end.
func recordRule(c *client) {
	n := c.kept()
	c.expectError(c.getRecord(n, ""), subjects.NoRecord, "")
	started := decode[subjects.Started](c, c.start(n))
	came := decode[subjects.Presence](c, c.present(n, "042"))
	c.present(n, "99")
	open := c.record(n, "")
	c.hasMarks(open, "7 absent 2", "042 present 0")
	if l := open.Students[1]; l.At != came.Time || l.Receipt != came.Position || l.Name != "Rui" {
		c.Errorf("%+v", l)
	}
	if open.Roll != started.Roll || open.Ended != 0 || !open.Kept || open.Name != "Redes" ||
		open.List != 1 || open.Hours != 2 || len(open.Unknown) != 1 ||
		open.Unknown[0].Student != "99" || open.Totals != (subjects.Totals{Present: 1, Absent: 1}) {
		c.Errorf("%+v", open)
	}
	ended := decode[subjects.Roll](c, c.end(n))
	for _, roll := range []string{"", started.Roll} {
		r := c.record(n, roll)
		c.hasMarks(r, "7 absent 2", "042 present 0")
		if r.Ended != ended.Time || r.Roster != 1 || r.Time < ended.Time || r.Revision != "0" {
			c.Errorf("%+v", r)
		}
	}
	c.expectError(c.getRecord(n, started.Roll+"0"), subjects.NoRecord, "")
	c.expectError(c.getRecord(n, "A.b"), subjects.InvalidField, `,"field":"roll"`)
}

// unkeptRule holds that a class that keeps nothing has a record of what is open and what has just
// ended, and no more.
func unkeptRule(c *client) {
	n := class()
	c.start(n)
	c.present(n, "1")
	first := c.record(n, "")
	if first.Kept || len(first.Students) != 0 || len(first.Unknown) != 1 || first.List != 0 {
		c.Errorf("%+v", first)
	}
	c.expectError(c.ask(subjects.RecordCorrect, "",
		`{"class":%d,"roll":%q,"hours":1,"reason":"abc","revision":"0"}`, n, first.Roll),
		subjects.NotKept, "")
	c.end(n)
	c.start(n)
	c.end(n)
	if again := c.record(n, first.Roll); len(again.Unknown) != 1 || again.Ended == 0 {
		c.Errorf("the one before the last: %+v", again)
	}
	c.expectError(c.add(n, `"students":["1"]`, ""), subjects.NotKept, "")
	c.mustPut(n, `[]`, ``)
	c.expectError(c.add(n, `"students":["1"]`, ""), subjects.NotKept, "")
	if all := c.records(n); len(all) != 0 {
		c.Errorf("kept are %+v", all)
	}
}

// correctRule corrects a mark while the roll call is open, and after its end.
func correctRule(c *client) {
	n := c.kept()
	c.start(n)
	c.present(n, "042")
	r := c.record(n, "")
	first := c.correct(r, "7", `"mark":"excused"`, "")
	done := decode[subjects.Corrected](c, first)
	want := []subjects.Correction{{Before: subjects.MarkAbsent, After: subjects.MarkExcused,
		Hours: 2, By: done.Line.Corrections[0].By, Time: done.Line.Corrections[0].Time,
		Reason: "atestado"}}
	if done.Roll != r.Roll || done.Revision == r.Revision || done.Line.Mark != "excused" ||
		done.Line.Name != "Ana Souza" || !reflect.DeepEqual(done.Line.Corrections, want) {
		c.Errorf("%s", first.Data)
	}
	c.end(n)
	r2 := c.record(n, "")
	c.hasMarks(r2, "7 excused 2", "042 present 0")
	if r2.Revision != done.Revision || r2.Totals.Excused != 1 {
		c.Errorf("%+v", r2)
	}
	stale := c.correct(r, "7", `"mark":"present"`, "")
	if e := subjects.DecodeError(stale.Data); e.Code != subjects.Conflict || e.Now == nil ||
		e.Now.Revision != r2.Revision || !reflect.DeepEqual(*e.Now.Line, r2.Students[0]) {
		c.Errorf("%s", stale.Data)
	}
	decode[subjects.Corrected](c, c.correct(r2, "7", `"mark":"late","hours":1`, ""))
	r3 := c.record(n, r.Roll)
	c.hasMarks(r3, "7 late 1", "042 present 0")
	decode[subjects.Corrected](c, c.correct(r3, "7", `"mark":null`, ""))
	r4 := c.record(n, "")
	c.hasMarks(r4, "7 absent 2", "042 present 0")
	if len(r4.Students[0].Corrections) != 3 || len(r4.Students[1].Corrections) != 0 {
		c.Errorf("%+v", r4.Students)
	}
	c.expectError(c.correct(r4, "99", `"mark":"late"`, ""), subjects.NoRecord, "")
	c.expectError(c.correct(r4, "7", `"mark":"late","hours":3`, ""), subjects.InvalidField,
		`,"field":"hours"`)
}

// correctRollRule corrects what a whole roll call counts.
func correctRollRule(c *client) {
	n := c.kept()
	c.start(n)
	c.end(n)
	change := func(r subjects.Record, what string) subjects.RollLine {
		return *decode[subjects.Corrected](c, c.ask(subjects.RecordCorrect, "",
			`{"class":%d,"roll":%q,%s,"reason":"engano","revision":%q}`, n, r.Roll, what,
			r.Revision)).RollLine
	}
	change(c.record(n, ""), `"hours":1`)
	r := c.record(n, "")
	c.hasMarks(r, "7 absent 1", "042 absent 1")
	line := change(r, `"void":true`)
	r = c.record(n, "")
	if !r.Void || !line.Void || r.Hours != 1 ||
		!reflect.DeepEqual(line.Corrections, r.Corrections) ||
		r.Corrections[1].Before.Void || !r.Corrections[1].After.Void {
		c.Errorf("%+v, %+v", r, line)
	}
	if all := c.records(n); len(all) != 1 || !all[0].Void {
		c.Errorf("%+v", all)
	}
	if report := c.report(n, ""); report.Rolls != 0 || report.Students[0].Frequency != nil {
		c.Errorf("%+v", report)
	}
	change(r, `"void":false`)
	if report := c.report(n, `,"planned":60`); report.Rolls != 1 ||
		*report.Students[0].Frequency != "0.0" || *report.Students[0].FrequencyPlanned != "98.3" ||
		report.Students[0].AllowedLeft != 14 {
		c.Errorf("%+v", report)
	}
}

// correctAgainRule sends corrections again under their ids.
func correctAgainRule(c *client) {
	n, id, other := c.kept(), nuid.Next(), nuid.Next()
	c.start(n)
	r := c.record(n, "")
	first := c.correct(r, "7", `"mark":"waived"`, id)
	c.same(c.correct(r, "7", `"mark":"waived"`, id), first)
	c.present(n, "7")
	second := c.correct(c.record(n, ""), "042", `"mark":"present"`, other)
	decode[subjects.Corrected](c, second)
	c.end(n)
	c.mustPutOver(n, `[{"student":"042","name":"Rui Sá","state":"locked"}]`, `,"keep":true`, 1)
	c.same(c.correct(r, "7", `"mark":"waived"`, id), first)
	c.same(c.correct(r, "042", `"mark":"present"`, other), second)
	if got := c.record(n, ""); len(got.Students[0].Corrections) != 1 {
		c.Errorf("%+v", got)
	}
}

// correctCrowdRule has many correct one record at once, each over what was seen: as many have an
// effect as are told so.
func correctCrowdRule(c *client) {
	n := c.kept()
	c.start(n)
	c.end(n)
	var all sync.WaitGroup
	var mu sync.Mutex
	done := 0
	for range 8 {
		all.Go(func() {
			for range 3 {
				r := c.record(n, "")
				reply := c.correct(r, "7", `"mark":"excused"`, "")
				e := subjects.DecodeError(reply.Data)
				mu.Lock()
				if reply.Header.Get(subjects.HeaderStatus) == "" {
					done++
				} else if e.Code != subjects.Conflict {
					c.Errorf("%s", reply.Data)
				}
				mu.Unlock()
			}
		})
	}
	all.Wait()
	if got := c.record(n, ""); len(got.Students[0].Corrections) != done || done == 0 {
		c.Errorf("%d corrections, and %d were confirmed", len(got.Students[0].Corrections), done)
	}
}

// mustPutOver replaces a class list.
func (c *client) mustPutOver(class subjects.Class, students, fields string, over uint64) {
	c.Helper()
	c.mustPut(class, students, fmt.Sprintf(`%s,"revision":%d`, fields, over))
}
