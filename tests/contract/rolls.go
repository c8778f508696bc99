package contract

import (
	"strconv"

	"github.com/chamada/chamada/subjects"
)

func startRule(c *client) {
	n := class()
	first := c.start(n)
	c.expect(first, `{"class":%d,"time":"<time>","roll":"<roll>","position":"<position>"}`, n)
	opened := decode[subjects.Started](c, first)
	c.expectError(c.start(n), subjects.AlreadyOpen,
		`,"time":"<time>","position":"<position>","started":"%s","roll":"%s"`, opened.Time,
		opened.Roll)
	c.end(n)
	again := decode[subjects.Started](c, c.start(n))
	if again.Roll == opened.Roll {
		c.Errorf("opened twice, the roll is %s both times", again.Roll)
	}
}

func presentRule(c *client) {
	n := class()
	roll := decode[subjects.Started](c, c.start(n)).Roll
	reply := c.present(n, "042191010")
	c.expect(reply,
		`{"class":%d,"time":"<time>","student":"042191010","roll":"%s","position":"<position>"}`, n,
		roll)
	first := decode[subjects.Presence](c, reply)
	c.present(n, "205182055")
	c.expect(c.present(n, "042191010"),
		`{"class":%d,"time":"%s","student":"042191010","roll":"%s","already":true,"position":"%s"}`,
		n, first.Time, roll, first.Position)
}

func refusalRule(c *client) {
	n := class()
	const refused = `{"class":0,"time":"<time>","student":"042191010","reason":"not_open","position":"<position>"}`
	c.expect(c.present(n, "042191010"), refused)
	c.start(n)
	c.end(n)
	c.expect(c.present(n, "042191010"), refused)
	c.start(n)
	c.expect(c.list(n),
		`{"class":%d,"time":"<time>","roll":"<roll>","started":"<time>","students":[],"position":"<position>"}`, n)
}

func rollRule(c *client) {
	n := class()
	opened := decode[subjects.Started](c, c.start(n))
	a := decode[subjects.Presence](c, c.present(n, "205182055"))
	b := decode[subjects.Presence](c, c.present(n, "042191010"))
	c.present(n, "205182055")
	fields := `"roll":"` + opened.Roll + `","started":"` + opened.Time.String() +
		`","students":["205182055","042191010"]`
	detail := `,"presences":[{"student":"205182055","time":"` + a.Time.String() +
		`"},{"student":"042191010","time":"` + b.Time.String() + `"}]`

	c.expect(c.list(n), `{"class":%d,"time":"<time>",%s,"position":"<position>"}`, n, fields)
	c.expect(c.ask(subjects.TeacherList, "", `{"class":%d,"detail":true}`, n),
		`{"class":%d,"time":"<time>",%s%s,"position":"<position>"}`, n, fields, detail)
	c.expect(c.ask(subjects.TeacherList, "", `{"class":%d,"detail":false}`, n),
		`{"class":%d,"time":"<time>",%s,"position":"<position>"}`, n, fields)
	c.expect(c.ask(subjects.TeacherEnd, "", `{"class":%d,"detail":true}`, n),
		`{"class":%d,"time":"<time>",%s%s,"position":"<position>"}`, n, fields, detail)
}

func emptyRule(c *client) {
	n := class()
	c.start(n)
	const empty = `{"class":%d,"time":"<time>","roll":"<roll>","started":"<time>","students":[],%s"position":"<position>"}`
	c.expect(c.list(n), empty, n, "")
	c.expect(c.ask(subjects.TeacherList, "", `{"class":%d,"detail":true}`, n), empty, n,
		`"presences":[],`)
	c.expect(c.end(n), empty, n, "")
}

func erasedRule(c *client) {
	n := class()
	const notOpen = `,"time":"<time>","position":"<position>"`
	c.expectError(c.list(n), subjects.NotOpen, notOpen)
	c.expectError(c.end(n), subjects.NotOpen, notOpen)
	c.start(n)
	c.present(n, "1")
	c.end(n)
	c.expectError(c.list(n), subjects.NotOpen, notOpen)
	c.expectError(c.end(n), subjects.NotOpen, notOpen)
	c.start(n)
	if got := decode[subjects.Roll](c, c.list(n)); len(got.Students) != 0 {
		c.Errorf("a new roll begins with %v", got.Students)
	}
}

func leadingZerosRule(c *client) {
	n := class()
	c.start(n)
	for _, student := range []string{"042191010", "42191010", "0", "00", "99999999999999999999"} {
		if p := decode[subjects.Presence](c, c.present(n, student)); p.Already || p.Refused() {
			c.Errorf("%s: %+v", student, p)
		}
	}
	if got := decode[subjects.Roll](c, c.end(n)); len(got.Students) != 5 {
		c.Errorf("the roll is %v", got.Students)
	}
}

func orderRule(c *client) {
	n := class()
	last := decode[subjects.Started](c, c.start(n))
	for i := range 20 {
		p := decode[subjects.Presence](c, c.present(n, strconv.Itoa(i)))
		l := decode[subjects.Roll](c, c.list(n))
		if p.Position.Compare(last.Position) <= 0 || l.Position.Compare(p.Position) <= 0 ||
			p.Time < last.Time || l.Time < p.Time {
			c.Fatalf("after %v at %v came %v at %v, then %v at %v", last.Position, last.Time,
				p.Position, p.Time, l.Position, l.Time)
		}
		last.Position, last.Time = l.Position, l.Time
	}
}
