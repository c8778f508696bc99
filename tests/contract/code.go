package contract

import (
	"fmt"
	"strings"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nuid"

	"github.com/chamada/chamada/subjects"
)

// startCoded opens a roll call with a new code every two minutes, so that none changes
// twice under a test, and gives the code.
func (c *client) startCoded(class subjects.Class) subjects.RoomCode {
	c.Helper()
	c.Cleanup(func() {
		_, _ = c.nc.Request(subjects.TeacherEnd, fmt.Appendf(nil, `{"class":%d}`, class), patience)
	})
	c.expect(c.ask(subjects.TeacherStart, "", `{"class":%d,"code_every":120}`, class),
		`{"class":%d,"time":"<time>","roll":"<roll>","code_every":120,"position":"<position>"}`,
		class)
	return c.code(class)
}

func (c *client) code(class subjects.Class) subjects.RoomCode {
	c.Helper()
	return decode[subjects.RoomCode](c, c.ask(subjects.TeacherCode, "", `{"class":%d}`, class))
}

// show is a presence with more fields, as JSON with a comma before them.
func (c *client) show(class subjects.Class, student, more string) *nats.Msg {
	c.Helper()
	return c.ask(subjects.StudentPresent, "", `{"class":%d,"student":%q%s}`, class, student, more)
}

func (c *client) scan(class subjects.Class, code, more string) *nats.Msg {
	c.Helper()
	return c.ask(subjects.StudentScan, "", `{"class":%d,"code":%q%s}`, class, code, more)
}

// turnedAway checks that a presence was refused for a reason.
func (c *client) turnedAway(reply *nats.Msg, reason subjects.Code) {
	c.Helper()
	c.expect(reply,
		`{"class":0,"time":"<time>","student":"%s","reason":"%s","position":"<position>"}`,
		decode[subjects.Presence](c, reply).Student, reason)
}

// another is a code of as many characters that is not this one.
func another(code string) string {
	digit := (code[0]-'0'+1)%10 + '0'
	return string(digit) + code[1:]
}

func codeRule(c *client) {
	n := class()
	code := c.startCoded(n)
	if len(code.Code) != 6 || len(code.QR) != 11 || !strings.HasPrefix(code.QR, code.Code) ||
		code.Check != 1 || code.TTL < 1 || code.TTL > 120_000 || code.Class != n {
		c.Fatalf("the code is %+v", code)
	}
	if again := c.code(n); again.Code != code.Code || again.TTL > code.TTL {
		c.Errorf("%+v has become %+v", code, again)
	}
	c.turnedAway(c.present(n, "1"), subjects.CodeMissing)
	c.turnedAway(c.show(n, "1", `,"code":""`), subjects.CodeMissing)
	for _, wrong := range []string{another(code.Code), another(code.QR), code.QR[:10],
		code.QR + "0", "x", code.Code[:5] + "é"} {
		c.turnedAway(c.show(n, "1", fmt.Sprintf(`,"code":%q`, wrong)), subjects.CodeWrong)
	}
	for i, right := range []string{
		code.Code, code.QR, " " + code.Code[:3] + " " + code.Code[3:] + " ",
		code.Code[:3] + "-" + code.Code[3:],
		strings.ToLower(code.QR),
	} {
		student := fmt.Sprint(10 + i)
		c.expect(c.show(n, student, fmt.Sprintf(`,"code":%q`, right)),
			`{"class":%d,"time":"<time>","student":"%s","roll":"%s","position":"<position>"}`, n,
			student, code.Roll)
		if !decode[subjects.Presence](c, c.present(n, student)).Already {
			c.Errorf("%s is registered, and not told so without a code", student)
		}
	}
	c.came(c.end(n), "10", "11", "12", "13", "14")
	c.turnedAway(c.show(n, "1", fmt.Sprintf(`,"code":%q`, code.Code)), subjects.NotOpen)
	c.expectError(c.ask(subjects.TeacherCode, "", `{"class":%d}`, n), subjects.NotOpen, judged)
	if next := c.startCoded(n); next.Roll == code.Roll || next.QR == code.QR {
		c.Errorf("the code of the next roll call is %+v, that of the last %+v", next, code)
	}
}

func ticketRule(c *client) {
	n := class()
	code := c.startCoded(n)
	reply := c.scan(n, code.QR, "")
	ticket := decode[subjects.Ticket](c, reply)
	c.expect(reply,
		`{"class":%d,"time":"<time>","roll":"%s","check":1,"ticket":"%s","ttl_ms":180000,"position":"<position>"}`,
		n, code.Roll, ticket.Ticket)
	c.expect(c.scan(n, another(code.QR), ""),
		`{"class":0,"time":"<time>","reason":"code_wrong","position":"<position>"}`)
	c.expect(c.scan(class(), code.QR, ""),
		`{"class":0,"time":"<time>","reason":"not_open","position":"<position>"}`)
	c.came(c.list(n)) // a scan registers nobody
	c.expect(c.show(n, "1", fmt.Sprintf(`,"ticket":%q`, ticket.Ticket)),
		`{"class":%d,"time":"<time>","student":"1","roll":"%s","scanned":"%s","position":"<position>"}`,
		n, code.Roll, ticket.Time)
	c.ask(subjects.TeacherCheck, "", `{"class":%d}`, n)
	late := decode[subjects.Presence](c, c.show(n, "2", fmt.Sprintf(`,"ticket":%q`, ticket.Ticket)))
	if late.Refused() || late.Check != 0 || late.Scanned != ticket.Time {
		c.Errorf("a ticket of the first check in the second: %+v", late)
	}
	c.turnedAway(c.show(n, "2", ""), subjects.CodeMissing) // in the second
	either := fmt.Sprintf(`,"ticket":"x","code":%q`, c.code(n).Code)
	if p := decode[subjects.Presence](c, c.show(n, "2", either)); p.Refused() || p.Check != 2 {
		c.Errorf("either suffices: %+v", p)
	}
	c.turnedAway(c.show(n, "3", fmt.Sprintf(`,"code":%q`, code.Code)), subjects.CodeExpired)
}

func ticketBoundRule(c *client) {
	n, m := class(), class()
	code := c.startCoded(n)
	c.startCoded(m)
	ticket := decode[subjects.Ticket](c, c.scan(n, code.QR, `,"device":"phone-1"`)).Ticket
	with := func(ticket, device string) string {
		more := fmt.Sprintf(`,"ticket":%q`, ticket)
		if device != "" {
			more += fmt.Sprintf(`,"device":%q`, device)
		}
		return more
	}
	flipped := []byte(ticket)
	flipped[0] ^= 'A' ^ 'B'
	for _, more := range []string{
		with(ticket, ""), with(ticket, "phone-2"), with(string(flipped), "phone-1"),
		with(ticket[1:], "phone-1"),
		with(ticket+"A", "phone-1"), with("é", "phone-1"),
		with(strings.Repeat("A", 1000), "phone-1"),
	} {
		c.turnedAway(c.show(n, "1", more), subjects.TicketWrong)
	}
	c.turnedAway(c.show(m, "1", with(ticket, "phone-1")), subjects.TicketWrong)
	if p := decode[subjects.Presence](c, c.show(n, "1", with(ticket, "phone-1"))); p.Refused() {
		c.Errorf("its own: %+v", p)
	}
}

func guessRule(c *client) {
	n := class()
	code := c.startCoded(n)
	from := func(code, device string) string {
		return fmt.Sprintf(`,"code":%q,"device":%q`, code, device)
	}
	// Each replica counts for itself, and the bus says nothing of who answers.
	for tries := 0; ; tries++ {
		p := decode[subjects.Presence](c, c.show(n, "1", from(another(code.Code), "phone-1")))
		if p.Reason == subjects.TooMany {
			break
		}
		if p.Reason != subjects.CodeWrong || tries > 100 {
			c.Fatalf("%d wrong codes: %+v", tries, p)
		}
	}
	if p := decode[subjects.Presence](c, c.show(n, "2", from(code.QR, "phone-1"))); p.Refused() {
		c.Errorf("a scanned code is refused: %+v", p)
	}
	if p := decode[subjects.Presence](c, c.show(n, "3", from(code.Code, "phone-2"))); p.Refused() {
		c.Errorf("another device is refused: %+v", p)
	}
	for range 20 {
		if p := decode[subjects.Presence](c,
			c.show(n, "2", from(another(code.Code), "phone-1"))); !p.Already {
			c.Errorf("who is registered is told %+v", p)
		}
	}
}

func noCodeRule(c *client) {
	n := class()
	c.Cleanup(func() { c.end(n) })
	c.expect(c.ask(subjects.TeacherStart, "", `{"class":%d,"code_every":0}`, n),
		`{"class":%d,"time":"<time>","roll":"<roll>","position":"<position>"}`, n)
	c.expectError(c.ask(subjects.TeacherCode, "", `{"class":%d}`, n), subjects.NoCode, judged)
	c.expectError(c.scan(n, "482913", ""), subjects.NoCode, judged)
	c.expect(c.show(n, "1", `,"code":"482913","ticket":"x"`),
		`{"class":%d,"time":"<time>","student":"1","roll":"<roll>","position":"<position>"}`, n)
	c.expect(c.ask(subjects.TeacherList, "", `{"class":%d,"detail":true}`, n),
		`{"class":%d,"time":"<time>","roll":"<roll>","started":"<time>","students":["1"],`+
			`"presences":[{"student":"1","time":"<time>"}],"position":"<position>"}`, n)
}

func proofFieldsRule(c *client) {
	n := class()
	for field, values := range map[string][]string{
		"code": {`1`, `null`, `true`, `{}`}, "ticket": {`1`, `null`},
		"device": {`1`, `null`, `""`, `"é"`, `"` + strings.Repeat("x", 65) + `"`},
	} {
		for _, value := range values {
			c.expectError(
				c.ask(subjects.StudentPresent, "", `{"class":%d,"student":"1",%q:%s}`, n, field,
					value),
				subjects.InvalidField, `,"field":"%s"`, field)
		}
	}
	for _, every := range []string{`9`, `121`, `-1`, `"30"`, `30.5`, `null`, `true`} {
		c.expectError(c.ask(subjects.TeacherStart, "", `{"class":%d,"code_every":%s}`, n, every),
			subjects.InvalidField, `,"field":"code_every"`)
	}
	mark := func(more string) *nats.Msg {
		return c.ask(subjects.TeacherMark, "", `{"class":%d,"student":"1"%s}`, n, more)
	}
	for _, more := range []string{``, `,"present":1`, `,"present":null`} {
		c.expectError(mark(more), subjects.InvalidField, `,"field":"present"`)
	}
	for _, reason := range []string{``, `,"reason":"ab"`, `,"reason":"a\nbc"`,
		`,"reason":"` + strings.Repeat("é", 201) + `"`} {
		c.expectError(mark(`,"present":false`+reason), subjects.InvalidField, `,"field":"reason"`)
	}
	c.expectError(mark(`,"present":true`), subjects.NotOpen, judged)
}

func checkRule(c *client) {
	n := class()
	first := c.startCoded(n)
	c.show(n, "1", fmt.Sprintf(`,"code":%q`, first.Code))
	for check := 2; check <= 9; check++ {
		c.expect(c.ask(subjects.TeacherCheck, "", `{"class":%d}`, n),
			`{"class":%d,"time":"<time>","roll":"%s","check":%d,"position":"<position>"}`, n,
			first.Roll, check)
		code := c.code(n)
		if code.Check != check {
			c.Fatalf("the code of check %d is %+v", check, code)
		}
		student := fmt.Sprint(check)
		for _, student := range []string{student, "1"} {
			c.expect(c.show(n, student, fmt.Sprintf(`,"code":%q`, code.QR)),
				`{"class":%d,"time":"<time>","student":"%s","roll":"%s","check":%d,"position":"<position>"}`,
				n, student, first.Roll, check)
		}
		if p := decode[subjects.Presence](c, c.present(n, student)); !p.Already ||
			p.Check != check {
			c.Errorf("again in check %d: %+v", check, p)
		}
	}
	c.expectError(c.ask(subjects.TeacherCheck, "", `{"class":%d}`, n), subjects.TooManyChecks,
		judged)
	c.came(c.list(n), "1", "2", "3", "4", "5", "6", "7", "8", "9")
	roll := decode[subjects.Roll](c,
		c.ask(subjects.TeacherEnd, "", `{"class":%d,"detail":true}`, n))
	if got := fmt.Sprint(roll.Checks, roll.Presences[0].Checks,
		roll.Presences[8].Checks); got != "9 [1 2 3 4 5 6 7 8 9] [9]" {
		c.Errorf("the checks are %s", got)
	}
}

func (c *client) mark(class subjects.Class, id, student string, present bool,
	reason string) *nats.Msg {
	c.Helper()
	return c.ask(subjects.TeacherMark, id, `{"class":%d,"student":%q,"present":%t,"reason":%q}`,
		class, student, present, reason)
}

func markRule(c *client) {
	n := class()
	code := c.startCoded(n)
	by := decode[subjects.Marked](c, c.mark(n, "", "1", true, "sem telefone"))
	if by.Refused() || by.Already || by.Student != "1" {
		c.Fatalf("by hand: %+v", by)
	}
	if again := decode[subjects.Marked](c,
		c.mark(n, "", "1", true, "sem telefone")); !again.Already || again.Time != by.Time {
		c.Errorf("again: %+v", again)
	}
	c.show(n, "2", fmt.Sprintf(`,"code":%q`, code.Code))
	struck := decode[subjects.Marked](c, c.mark(n, "", "1", false, "saiu da sala"))
	c.mark(n, "", "3", false, "de outra turma")
	if !struck.Struck || struck.Roll != code.Roll {
		c.Errorf("struck out: %+v", struck)
	}
	for _, student := range []string{"1", "3"} {
		c.turnedAway(c.show(n, student, fmt.Sprintf(`,"code":%q`, code.Code)), subjects.Struck)
	}
	c.came(c.list(n), "2")
	all := decode[subjects.Roll](c,
		c.ask(subjects.TeacherList, "", `{"class":%d,"detail":true}`, n))
	if len(all.Struck) != 2 || all.Struck[0].Student != "1" ||
		all.Struck[0].Reason != "saiu da sala" || all.Struck[1].Student != "3" {
		c.Errorf("struck out are %+v", all.Struck)
	}
	c.mark(n, "", "1", true, "voltou à sala")
	c.came(c.list(n), "2", "1")
	c.came(c.end(n), "2", "1")
	c.expectError(c.mark(n, "", "1", true, "tarde demais"), subjects.NotOpen, judged)
}

func markAgainRule(c *client) {
	n, id := class(), nuid.Next()
	c.start(n)
	check := func() *nats.Msg { return c.ask(subjects.TeacherCheck, id, `{"class":%d}`, n) }
	came := func() *nats.Msg {
		return c.ask(subjects.StudentPresent, id, `{"class":%d,"student":"1"}`, n)
	}
	strike := func() *nats.Msg { return c.mark(n, id, "1", false, "saiu da sala") }
	mark := func() *nats.Msg { return c.mark(n, id, "1", true, "voltou à sala") }
	first, checked, struck, marked := came(), check(), strike(), mark()
	for _, after := range []func(subjects.Class) *nats.Msg{c.list, c.end, c.last} {
		c.same(came(), first)
		c.same(check(), checked)
		c.same(strike(), struck)
		c.same(mark(), marked)
		c.came(after(n), "1")
	}
}

func sharedRule(c *client) {
	n := class()
	c.start(n)
	for student, device := range []string{"a", "b", "a", "c", "b", "a"} {
		c.show(n, fmt.Sprint(student), fmt.Sprintf(`,"device":%q`, device))
	}
	roll := decode[subjects.Roll](c,
		c.ask(subjects.TeacherEnd, "", `{"class":%d,"detail":true}`, n))
	if got := fmt.Sprint(roll.Shared); got != "[[0 2 5] [1 4]]" {
		c.Errorf("from one device came %s", got)
	}
}

func classroomEventRule(c *client) {
	n := class()
	events := c.events(n)
	code := c.startCoded(n)
	opened := c.event(events, subjects.EventOpened(n))
	checked := c.ask(subjects.TeacherCheck, "", `{"class":%d}`, n)
	c.same(c.event(events, subjects.EventCheck(n)), checked)
	marked := c.mark(n, "", "1", true, "sem telefone")
	p := decode[subjects.Marked](c, marked)
	c.matches(c.event(events, subjects.EventPresent(n)).Data,
		`{"class":%d,"roll":"%s","presences":[{"student":"1","time":"%s","check":2,"position":"%s"}]}`, n, p.Roll, p.Time, p.Position)
	c.same(c.event(events, subjects.EventMarked(n)), marked)
	struck := c.mark(n, "", "1", false, "saiu da sala")
	told := c.event(events, subjects.EventMarked(n))
	c.same(told, struck)
	if all := string(opened.Data) + string(told.Data); strings.Contains(all, "saiu") ||
		strings.Contains(all, code.Code) {
		c.Errorf("the events say too much: %s", all)
	}
}
