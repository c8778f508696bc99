package contract

import (
	"fmt"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/subjects"
)

// keptBy makes a class of the teacher's that keeps records, with a roll call that has ended.
func (p *people) keptBy() (subjects.Class, subjects.Record) {
	p.teacher.Helper()
	n := class()
	p.teacher.mustPut(n, fmt.Sprintf(`[{"student":%q,"name":"Ana"},{"student":"7","name":"Rui"}]`,
		p.names.Student.Name), fmt.Sprintf(`,"teachers":[%q],"keep":true`, p.names.Teacher.Name))
	p.teacher.start(n)
	p.kiosk.present(n, "7")
	p.teacher.end(n)
	return n, p.teacher.record(n, "")
}

// requestsOf are all requests about the records of a class.
func requestsOf(r subjects.Record) map[string]string {
	return map[string]string{
		subjects.RecordGet:    fmt.Sprintf(`{"class":%d}`, r.Class),
		subjects.RecordIndex:  fmt.Sprintf(`{"class":%d}`, r.Class),
		subjects.RecordReport: fmt.Sprintf(`{"class":%d}`, r.Class),
		subjects.RecordCorrect: fmt.Sprintf(`{"class":%d,"roll":%q,"student":"7","mark":"absent",`+
			`"reason":"por nada","revision":%q}`, r.Class, r.Roll, r.Revision),
		subjects.RecordAdd: fmt.Sprintf(`{"class":%d,"started":"2026-08-03T11:00:00Z",`+
			`"ended":"2026-08-03T12:40:00Z","students":[],"reason":"por nada"}`, r.Class),
	}
}

// recordOwnerRule has another teacher ask for what is not theirs.
func recordOwnerRule(p *people) {
	n, r := p.keptBy()
	for subject, body := range requestsOf(r) {
		forbids(func(c *client) *nats.Msg { return c.ask(subject, "", "%s", body) }, p.other)
	}
	if again := p.teacher.record(n, ""); again.Revision != r.Revision {
		p.teacher.Errorf("%+v", again)
	}
	if got := p.admin.record(n, r.Roll); got.Revision != r.Revision || got.Teacher == "" {
		p.admin.Errorf("%+v", got)
	}
	done := decode[subjects.Corrected](p.admin, p.admin.correct(r, "7", `"mark":"late"`, ""))
	if by := done.Line.Corrections[0].By; string(by) != p.names.Admin.Name {
		p.admin.Errorf("corrected by %q", by)
	}
}

// recordTeachersRule: a teacher who is put among a class's may use its records, and a teacher who
// was taken out may not.
func recordTeachersRule(p *people) {
	n, r := p.keptBy()
	p.admin.mustPutOver(n, `[{"student":"7","name":"Rui"}]`,
		fmt.Sprintf(`,"teachers":[%q],"keep":true`, p.names.Other.Name), 1)
	decode[subjects.Corrected](p.other, p.other.correct(r, "7", `"mark":"late"`, ""))
	p.other.records(n)
	body := requestsOf(r)
	for _, subject := range []string{subjects.RecordIndex, subjects.RecordReport,
		subjects.RecordCorrect, subjects.RecordAdd} {
		forbids(func(c *client) *nats.Msg {
			return c.ask(subject, "", "%s", body[subject])
		}, p.teacher)
	}
}

// recordReusedRule gives the number of a class that was removed to another teacher, who gets none
// of the records of before.
func recordReusedRule(p *people) {
	n, r := p.keptBy()
	decode[subjects.ClassRemoved](p.teacher,
		p.teacher.ask(subjects.ClassRemove, "", `{"class":%d,"revision":1}`, n))
	p.other.mustPut(n, `[{"student":"7","name":"Rui"}]`,
		fmt.Sprintf(`,"teachers":[%q],"keep":true`, p.names.Other.Name))
	if got := p.other.records(n); len(got) != 0 {
		p.other.Errorf("%+v", got)
	}
	body := requestsOf(r)
	body[subjects.RecordGet] = fmt.Sprintf(`{"class":%d,"roll":%q}`, n, r.Roll)
	for _, subject := range []string{subjects.RecordGet, subjects.RecordCorrect} {
		forbids(func(c *client) *nats.Msg { return c.ask(subject, "", "%s", body[subject]) },
			p.other)
	}
	if got := p.admin.record(n, r.Roll); got.Roll != r.Roll {
		p.admin.Errorf("%+v", got)
	}
	p.other.start(n)
	p.other.end(n)
	if got := p.other.records(n); len(got) != 1 {
		p.other.Errorf("%+v", got)
	}
}

// ownRecordsRule tells a student their own lines, and nobody else's.
func ownRecordsRule(p *people) {
	n, r := p.keptBy()
	p.teacher.correct(r, p.names.Student.Name, `"mark":"excused"`, "")
	p.teacher.start(n)
	p.student.ask(subjects.StudentPresent, "", `{"class":%d}`, n)
	p.teacher.end(n)
	ask := func(c *client) *nats.Msg {
		return c.ask(subjects.StudentRecord, "", `{"class":%d}`, n)
	}
	p.student.expectError(p.student.ask(subjects.StudentRecord, "",
		`{"class":%d,"student":"7"}`, n), subjects.Forbidden, "")
	own := decode[subjects.OwnRecords](p.student, ask(p.student)).Records
	if len(own) != 2 || own[0].Mark != subjects.MarkExcused || own[0].AbsentHours != 1 ||
		len(own[0].Corrections) != 1 || own[1].Mark != subjects.MarkPresent || own[1].At == 0 {
		p.student.Errorf("%+v", own)
	}
	p.admin.expectError(ask(p.admin), subjects.Forbidden, "")
	other := decode[subjects.OwnRecords](p.student,
		p.student.ask(subjects.StudentRecord, "", `{"class":%d}`, class()))
	if len(other.Records) != 0 {
		p.student.Errorf("of another class: %+v", other)
	}
}
