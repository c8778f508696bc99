package contract

import (
	"fmt"
	"strings"
	"testing"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nuid"

	"github.com/chamada/chamada/subjects"
)

// Login is somebody who is connected to a system with logins.
type Login struct {
	Name string
	Conn *nats.Conn
}

// Logins are one of each role, and a second teacher.
type Logins struct{ Teacher, Other, Admin, Kiosk, Gateway, Student Login }

// loginRules are what the contract adds where there are logins.
var loginRules = map[string]func(*people){
	"a roll call is its teacher's":                     ownerRule,
	"an admin may list and end any":                    adminRule,
	"an admin's roll call is no teacher's":             adminsOwnRule,
	"a student is who is logged in":                    studentRule,
	"a kiosk registers any student":                    kioskRule,
	"a kiosk needs no code":                            kioskCodeRule,
	"a gateway registers who shows a code":             gatewayRule,
	"a ticket is of the student who scanned":           ticketStudentRule,
	"wrong codes are counted by login":                 guessLoginRule,
	"code, check and mark are the teacher's":           classroomOwnerRule,
	"two teachers under one id make two requests":      teacherIDRule,
	"receipts are for the teacher who asked":           teacherReceiptRule,
	"a try that was refused keeps earlier from acting": refusedTryRule,
	"the last list is its teacher's":                   lastOwnerRule,
	"what is open is told to its teacher":              openOwnerRule,
	"a class is its teachers'":                         classTeachersRule,
	"a class's roll calls are its teachers'":           classRollRule,
	"during a roll call its teacher may put":           classOpenRule,
	"a start is told again whose class it is by now":   classStartAgainRule,
	"what was refused is no event":                     refusedEventRule,
	"records are their class's teachers'":              recordOwnerRule,
	"records go with the class":                        recordTeachersRule,
	"records stay with whose they were":                recordReusedRule,
	"a student has the own records":                    ownRecordsRule,
	"a reply is no request":                            replyRule,
}

// RunLogins checks every rule against a system with logins; those that are the same
// for all, as the admin.
func RunLogins(t *testing.T, l Logins) {
	check(t, rules, clientOn(l.Admin.Conn, l.Admin.Name))
	check(t, loginRules, peopleOf(l))
}

// people are the clients of logins.
type people struct {
	names                                          Logins
	teacher, other, admin, kiosk, gateway, student *client
}

// peopleOf is for [check].
func peopleOf(l Logins) func(*testing.T) *people {
	return func(t *testing.T) *people {
		of := func(l Login) *client { return &client{t, l.Conn, l.Name} }
		return &people{l, of(l.Teacher), of(l.Other), of(l.Admin), of(l.Kiosk), of(l.Gateway),
			of(l.Student)}
	}
}

// judged is what a refusal has that stands in the journal.
const judged = `,"time":"<time>","position":"<position>"`

// refused checks that another teacher was told that a roll call is not theirs, and
// not whose it is.
func (p *people) refused(reply *nats.Msg) {
	p.other.Helper()
	p.other.expectError(reply, subjects.Forbidden, judged)
	if strings.Contains(string(reply.Data), p.names.Teacher.Name) {
		p.other.Errorf("it says who: %s", reply.Data)
	}
}

// came checks who is on a roll.
func (c *client) came(reply *nats.Msg, want ...subjects.Student) {
	c.Helper()
	got := decode[subjects.Roll](c, reply).Students
	if len(got) != len(want) {
		c.Fatalf("on the roll are %v, want %v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			c.Errorf("on the roll are %v, want %v", got, want)
		}
	}
}

func ownerRule(p *people) {
	n := class()
	p.teacher.start(n)
	p.kiosk.present(n, "1")
	p.refused(p.other.list(n))
	p.refused(p.other.end(n))
	again := p.other.ask(subjects.TeacherStart, "", `{"class":%d}`, n)
	p.other.expectError(again, subjects.AlreadyOpen, judged+`,"started":"<time>","roll":"<roll>"`)
	if strings.Contains(string(again.Data), p.names.Teacher.Name) {
		p.other.Errorf("it says who: %s", again.Data)
	}
	p.kiosk.present(n, "2")
	p.teacher.came(p.teacher.list(n), "1", "2")
	p.teacher.came(p.teacher.end(n), "1", "2")
	p.other.expectError(p.other.end(n), subjects.NotOpen, judged)
	p.other.start(n)
	p.other.came(p.other.end(n))
}

func adminRule(p *people) {
	n := class()
	p.teacher.start(n)
	p.admin.expectError(p.admin.start(n), subjects.AlreadyOpen,
		judged+`,"started":"<time>","roll":"<roll>"`)
	p.admin.came(p.admin.list(n))
	p.admin.present(n, "1")
	p.admin.came(p.admin.end(n), "1")
	p.teacher.expectError(p.teacher.list(n), subjects.NotOpen, judged)
}

func adminsOwnRule(p *people) {
	n := class()
	p.admin.start(n)
	p.refused(p.other.list(n))
	p.refused(p.other.end(n))
	p.admin.came(p.admin.end(n))
}

func studentRule(p *people) {
	n, self := class(), p.names.Student.Name
	p.teacher.start(n)
	first := p.student.ask(subjects.StudentPresent, "", `{"class":%d}`, n)
	p.student.expect(first,
		`{"class":%d,"time":"<time>","student":"%s","roll":"<roll>","position":"<position>"}`, n,
		self)
	if named := decode[subjects.Presence](p.student, p.student.present(n, self)); !named.Already {
		p.student.Errorf("by name it is another student: %+v", named)
	}
	for _, another := range []string{"1", "0" + self, self + "0", strings.Repeat("9", 20)} {
		p.student.expectError(p.student.present(n, another), subjects.Forbidden, "")
	}
	for _, bad := range []string{`""`, `null`, `1`} {
		p.student.expectError(
			p.student.ask(subjects.StudentPresent, "", `{"class":%d,"student":%s}`, n, bad),
			subjects.InvalidStudent, "")
	}
	p.teacher.came(p.teacher.end(n), subjects.Student(self))
	p.student.expect(p.student.ask(subjects.StudentPresent, "", `{"class":%d}`, n),
		`{"class":0,"time":"<time>","student":"%s","reason":"not_open","position":"<position>"}`,
		self)
}

func kioskRule(p *people) {
	n, self := class(), p.names.Student.Name
	p.teacher.start(n)
	for _, student := range []string{"1", self} {
		p.kiosk.expect(p.kiosk.present(n, student),
			`{"class":%d,"time":"<time>","student":"%s","roll":"<roll>","position":"<position>"}`,
			n, student)
	}
	p.kiosk.expectError(p.kiosk.ask(subjects.StudentPresent, "", `{"class":%d}`, n),
		subjects.InvalidStudent, "")
	if own := decode[subjects.Presence](p.student, p.student.present(n, self)); !own.Already {
		p.student.Errorf("whom the kiosk registered comes again: %+v", own)
	}
	p.teacher.came(p.teacher.end(n), "1", subjects.Student(self))
}

func teacherIDRule(p *people) {
	a, b, id := class(), class(), nuid.Next()
	start := func(c *client, n subjects.Class) *nats.Msg {
		return c.ask(subjects.TeacherStart, id, `{"class":%d}`, n)
	}
	end := func(c *client, n subjects.Class) *nats.Msg {
		return c.ask(subjects.TeacherEnd, id, `{"class":%d}`, n)
	}
	opened := start(p.teacher, a)
	p.other.expectError(start(p.other, a), subjects.AlreadyOpen,
		judged+`,"started":"<time>","roll":"<roll>"`)
	decode[subjects.Started](p.other, start(p.other, b))
	p.teacher.same(start(p.teacher, a), opened)
	p.refused(end(p.other, a))
	decode[subjects.Roll](p.teacher, end(p.teacher, a))
	decode[subjects.Roll](p.other, end(p.other, b))
	p.other.expectError(end(p.other, a), subjects.NotOpen, judged) // and not the teacher's reply
	p.admin.expectError(end(p.admin, a), subjects.NotOpen, judged)
}

func teacherReceiptRule(p *people) {
	n, id := class(), nuid.Next()
	end := func() *nats.Msg { return p.teacher.ask(subjects.TeacherEnd, id, `{"class":%d}`, n) }
	p.teacher.start(n)
	p.kiosk.present(n, "1")
	ended := end()
	p.teacher.came(ended, "1")
	p.teacher.same(end(), ended)
	p.other.start(n) // the next roll call of the class is another's
	p.teacher.same(end(), ended)
	p.teacher.expectError(p.teacher.end(n), subjects.Forbidden, judged)
	p.other.came(p.other.end(n))
}

func refusedTryRule(p *people) {
	n, id := class(), nuid.Next()
	try := func(number string) *nats.Msg {
		return p.other.send(subjects.TeacherEnd, id, number, fmt.Appendf(nil, `{"class":%d}`, n))
	}
	p.teacher.start(n)
	p.refused(try("2"))
	p.teacher.end(n)
	p.other.start(n)
	p.other.expectError(try("1"), subjects.Unavailable, "")
	p.other.came(p.other.list(n))
	p.other.came(try("3"))
}

func refusedEventRule(p *people) {
	n := class()
	events := p.other.events(n)
	started := p.teacher.start(n)
	p.other.same(p.other.event(events, subjects.EventOpened(n)), started)
	p.refused(p.other.list(n))
	p.refused(p.other.end(n))
	p.student.present(n, "1") // another
	roll := decode[subjects.Roll](p.teacher, p.teacher.end(n))
	p.other.matches(p.other.event(events, subjects.EventEnded(n)).Data,
		`{"class":%d,"roll":"%s","time":"%s","position":"%s","count":0}`, n, roll.Roll, roll.Time,
		roll.Position)
	p.other.expectNone(events)
}

// replyRule asks for replies where they would be requests or records.
func replyRule(p *people) {
	n := class()
	p.teacher.start(n)
	for _, c := range []*client{p.student, p.kiosk, p.admin} {
		for _, reply := range []string{"", subjects.TeacherEnd, subjects.StudentPresent,
			subjects.Journal, "$JS.API.STREAM.PURGE.CHAMADA", "$SRV.PING"} {
			m := &nats.Msg{Subject: subjects.StudentPresent, Reply: reply,
				Data: fmt.Appendf(nil, `{"class":%d,"student":"%s"}`, n, p.names.Student.Name)}
			if err := c.nc.PublishMsg(m); err != nil {
				c.Fatal(err)
			}
		}
	}
	for _, c := range []*client{p.student, p.kiosk, p.admin} { // each after what it published
		if got := decode[subjects.Presence](c, c.present(n, p.names.Student.Name)); got.Refused() {
			c.Error("the roll call was ended by a reply")
		}
	}
	p.teacher.came(p.teacher.end(n), subjects.Student(p.names.Student.Name))
}
