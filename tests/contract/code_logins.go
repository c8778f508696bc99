package contract

import (
	"fmt"

	"github.com/chamada/chamada/subjects"
)

func kioskCodeRule(p *people) {
	n := class()
	p.teacher.startCoded(n)
	p.kiosk.expect(p.kiosk.present(n, "1"),
		`{"class":%d,"time":"<time>","student":"1","roll":"<roll>","by":"%s","position":"<position>"}`, n, p.names.Kiosk.Name)
	roll := decode[subjects.Roll](p.teacher,
		p.teacher.ask(subjects.TeacherList, "", `{"class":%d,"detail":true}`, n))
	if len(roll.Presences) != 1 || string(roll.Presences[0].By) != p.names.Kiosk.Name {
		p.teacher.Errorf("the list does not say who: %+v", roll.Presences)
	}
	p.teacher.end(n)
}

func gatewayRule(p *people) {
	n := class()
	code := p.teacher.startCoded(n)
	p.gateway.turnedAway(p.gateway.present(n, "1"), subjects.CodeMissing)
	ticket := decode[subjects.Ticket](p.gateway, p.gateway.scan(n, code.QR, `,"device":"d"`)).Ticket
	p.gateway.expect(p.gateway.show(n, "1", fmt.Sprintf(`,"ticket":%q,"device":"d"`, ticket)),
		`{"class":%d,"time":"<time>","student":"1","roll":"<roll>","scanned":"<time>","position":"<position>"}`, n)
	p.gateway.expect(p.gateway.show(n, "2", fmt.Sprintf(`,"code":%q`, code.Code)),
		`{"class":%d,"time":"<time>","student":"2","roll":"<roll>","position":"<position>"}`, n)
	p.gateway.expectError(p.gateway.ask(subjects.StudentPresent, "", `{"class":%d}`, n),
		subjects.InvalidStudent, "")
	p.teacher.came(p.teacher.end(n), "1", "2")
}

func ticketStudentRule(p *people) {
	n := class()
	code := p.teacher.startCoded(n)
	ticket := decode[subjects.Ticket](p.student, p.student.scan(n, code.QR, "")).Ticket
	more := fmt.Sprintf(`,"ticket":%q`, ticket)
	p.gateway.turnedAway(p.gateway.show(n, "1", more), subjects.TicketWrong)
	self := p.names.Student.Name
	if got := decode[subjects.Presence](p.student, p.student.show(n, self, more)); got.Refused() ||
		got.By != "" {
		p.student.Errorf("with the ticket of the scan: %+v", got)
	}
	p.teacher.came(p.teacher.end(n), subjects.Student(self))
}

// guessLoginRule has a student name another device each time.
func guessLoginRule(p *people) {
	n := class()
	code := p.teacher.startCoded(n)
	for tries := 0; ; tries++ {
		reply := p.student.show(n, p.names.Student.Name,
			fmt.Sprintf(`,"code":%q,"device":"d%d"`, another(code.Code), tries))
		got := decode[subjects.Presence](p.student, reply)
		if got.Reason == subjects.TooMany {
			break
		}
		if got.Reason != subjects.CodeWrong || tries > 100 {
			p.student.Fatalf("%d wrong codes: %+v", tries, got)
		}
	}
	scan := p.student.scan(n, code.QR, "")
	if decode[subjects.Ticket](p.student, scan).Refused() {
		p.student.Errorf("what is scanned is refused: %s", scan.Data)
	}
	p.teacher.end(n)
}

func classroomOwnerRule(p *people) {
	n := class()
	p.teacher.startCoded(n)
	p.refused(p.other.ask(subjects.TeacherCode, "", `{"class":%d}`, n))
	p.refused(p.other.ask(subjects.TeacherCheck, "", `{"class":%d}`, n))
	p.refused(p.other.mark(n, "", "1", true, "sem telefone"))
	p.refused(p.other.mark(n, "", "1", false, "não é da turma"))
	p.admin.code(n)
	p.teacher.expect(p.teacher.mark(n, "", "1", true, "sem telefone"),
		`{"class":%d,"time":"<time>","student":"1","roll":"<roll>","by":"%s","position":"<position>"}`, n, p.names.Teacher.Name)
	p.admin.expect(p.admin.mark(n, "", "1", false, "saiu da sala"),
		`{"class":%d,"time":"<time>","student":"1","roll":"<roll>","struck":true,"by":"%s","position":"<position>"}`,
		n, p.names.Admin.Name)
	p.teacher.came(p.teacher.end(n))
}
