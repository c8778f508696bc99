package contract

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/subjects"
)

// requestSubjects are those of requests for a class; servedSubjects are all there are.
var requestSubjects = []string{
	subjects.TeacherStart, subjects.StudentPresent, subjects.TeacherList, subjects.TeacherEnd,
}

var servedSubjects = append(slices.Clone(requestSubjects),
	subjects.TeacherOpen, subjects.JournalRaise, subjects.TeacherCode, subjects.TeacherCheck,
	subjects.TeacherMark,
	subjects.StudentScan,
	subjects.ClassPut, subjects.ClassGet, subjects.ClassIndex, subjects.ClassRemove,
	subjects.RecordGet, subjects.RecordIndex, subjects.RecordReport, subjects.RecordCorrect,
	subjects.RecordAdd, subjects.RecordFeed, subjects.RecordPurge, subjects.StudentRecord,
	subjects.PersonExport, subjects.PersonErase)

func unknownFieldsRule(c *client) {
	n := class()
	const more = `{"time":"2000-01-01T00:00:00Z","Class":1,"x":{"class":[2]},"class":%d,"student":"7","teacher":"eve","détail":null}`
	for _, subject := range requestSubjects {
		reply := c.ask(subject, "", more, n)
		if !strings.HasPrefix(string(reply.Data), fmt.Sprintf(`{"class":%d,"time":"20`, n)) ||
			strings.Contains(string(reply.Data), "2000-01-01") {
			c.Errorf("%s: %s", subject, reply.Data)
		}
	}
}

func malformedRule(c *client) {
	for payload, code := range map[string]subjects.Code{
		``:                                   subjects.InvalidJSON,
		`x`:                                  subjects.InvalidJSON,
		`{"class":1`:                         subjects.InvalidJSON,
		`{"class":1}{}`:                      subjects.InvalidJSON,
		`[1]`:                                subjects.InvalidJSON,
		`null`:                               subjects.InvalidJSON,
		`{}`:                                 subjects.InvalidClass,
		`{"class":null}`:                     subjects.InvalidClass,
		`{"class":"3030"}`:                   subjects.InvalidClass,
		`{"class":0}`:                        subjects.InvalidClass,
		`{"class":-1}`:                       subjects.InvalidClass,
		`{"class":1.5}`:                      subjects.InvalidClass,
		`{"class":1e3}`:                      subjects.InvalidClass,
		`{"class":9007199254740992}`:         subjects.InvalidClass,
		`{"class":99999999999999999999999}`:  subjects.InvalidClass,
		`{"class":[1],"student":"1"}`:        subjects.InvalidClass,
		`{"class":{"class":1},"student":""}`: subjects.InvalidClass,
	} {
		for _, subject := range requestSubjects {
			c.expectError(c.ask(subject, "", "%s", payload), code, "")
		}
	}
	for _, student := range []string{`""`, `null`, `42191010`, `"1a"`, `" 1"`, `"١"`, `"-1"`,
		`"123456789012345678901"`, `["1"]`, `true`} {
		c.expectError(c.ask(subjects.StudentPresent, "", `{"class":1,"student":%s}`, student),
			subjects.InvalidStudent, "")
	}
	c.expectError(c.ask(subjects.StudentPresent, "", `{"class":1}`), subjects.InvalidStudent, "")
}

func sizeRule(c *client) {
	n := class()
	c.start(n)
	request := func(size int) string {
		head := fmt.Sprintf(`{"class":%d,"student":"1","x":"`, n)
		return head + strings.Repeat("x", size-len(head)-len(`"}`)) + `"}`
	}
	if p := decode[subjects.Presence](c,
		c.ask(subjects.StudentPresent, "", "%s", request(64<<10))); p.Refused() {
		c.Errorf("64 KiB: %+v", p)
	}
	for _, size := range []int{64<<10 + 1, 512 << 10} {
		for _, subject := range servedSubjects {
			if subject != subjects.ClassPut { // which may have a class list
				c.expectError(c.ask(subject, "", "%s", request(size)), subjects.TooLarge, "")
			}
		}
	}
}

// junkRule sends what nobody should. Seen wrong, it may open a class or two.
func junkRule(c *client) {
	parts := []string{
		`{`, `}`, `[`, `]`, `"`, `:`, `,`, `"class"`, `"student"`, `"detail"`, `:`, `:`, `\u0000`,
		`\`, `"1"`,
		"-", "1", "0", "3030", "1e999", "null", "true", "\x00", "\xff", "é", " ", "\n",
		strings.Repeat("[", 10000),
	}
	for range 500 {
		var payload strings.Builder
		for range rand.IntN(12) {
			payload.WriteString(parts[rand.IntN(len(parts))])
		}
		reply := c.ask(servedSubjects[rand.IntN(len(servedSubjects))], "", "%s", payload.String())
		if len(reply.Data) == 0 {
			c.Fatalf("%q gets an empty answer", payload.String())
		}
	}
}

// replySubjectRule sends presences whose reply would be a request, or nothing.
func replySubjectRule(c *client) {
	n := class()
	c.start(n)
	payload := fmt.Appendf(nil, `{"class":%d,"student":"1"}`, n)
	heard := make(chan *nats.Msg, 10)
	sub, err := c.nc.ChanSubscribe("chamada.x", heard)
	if err != nil {
		c.Fatal(err)
	}
	c.Cleanup(func() { _ = sub.Unsubscribe() })
	for _, reply := range []string{"", subjects.TeacherEnd, "chamada.x",
		"$JS.API.STREAM.DELETE.CHAMADA", "$SRV.PING"} {
		if err := c.nc.PublishMsg(
			&nats.Msg{Subject: subjects.StudentPresent, Reply: reply, Data: payload}); err != nil {
			c.Fatal(err)
		}
	}
	if p := decode[subjects.Presence](c, c.present(n, "2")); p.Refused() {
		c.Error("the roll call was ended by a reply")
	}
	if got := decode[subjects.Roll](c, c.end(n)); len(got.Students) != 1 || len(heard) > 0 {
		c.Errorf("the roll has %v, %d replies where none may be", got.Students, len(heard))
	}
}
