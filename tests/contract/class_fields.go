package contract

import (
	"fmt"
	"strings"

	"github.com/chamada/chamada/subjects"
)

func classFieldsRule(c *client) {
	n := class()
	const students = `[{"student":"042191010","name":"Ana \"Zé\" Souza","social":"Aná",` +
		`"from":"2026-08-01","until":"2026-08-01","state":"locked"},{"student":"2","name":"Bia",` +
		`"state":"transferred"},{"student":"3","state":"exempt"},{"student":"4","state":"active"}]`
	const fields = `,"code_every":30,"late_after":0,"hours":2,"keep":30,"at":"08:00",` +
		`"zone":"America/Manaus","late_costs":true,"waived":"excluded","login":true`
	c.put(n, students, fields+`,"name":"SD","teachers":["clara","davi"]`)
	c.expect(c.getClass(n), `{"class":%d,"time":"<time>","name":"SD",`+
		`"teachers":["clara","davi"],"students":%s%s,"revision":1,"put":"<time>"%s,`+
		`"position":"<position>"}`, n, students, fields, c.by())
	c.put(n, `[]`, `,"revision":1,"keep":true,"waived":"counts","late_after":15`)
	c.expect(c.getClass(n), `{"class":%d,"time":"<time>","students":[],"late_after":15,`+
		`"keep":true,"waived":"counts","revision":2,"put":"<time>"%s,"position":"<position>"}`, n,
		c.by())
}

// malformedLists are what a class list may not have, by the field that is named.
var malformedLists = map[string][]string{
	"name":     {`"name":3`, `"name":"\u0000"`, `"name":"` + strings.Repeat("é", 201) + `"`},
	"teachers": {`"teachers":"clara"`, `"teachers":["é"]`, `"teachers":["a","a"]`, `"teachers":[1]`},
	"students": {`"students":null`, `"students":{}`, `"students":[1]`,
		`"students":[{"student":"1"},{"student":"1"}]`},
	"student": {`"students":` + strange(`{}`), `"students":` + strange(`{"student":2}`),
		`"students":` + strange(`{"student":"1a"}`)},
	"until": {`"students":` + strange(`{"student":"2","until":"1 de maio"}`),
		`"students":` + strange(`{"student":"2","from":"2026-02-02","until":"2026-02-01"}`)},
	"from":   {`"students":` + strange(`{"student":"2","from":"2026-02-29"}`)},
	"state":  {`"students":` + strange(`{"student":"2","state":"gone"}`)},
	"social": {`"students":` + strange(`{"student":"2","social":false}`)},
	"phone":  {`"students":` + strange(`{"student":"2","phone":"5"}`), `"phone":"5"`},
	"Name":   {`"Name":"SD"`},
	"code_every": {`"code_every":9`, `"code_every":121`, `"code_every":"30"`, `"code_every":1.5`,
		`"code_every":-1`},
	"late_after": {`"late_after":-1`, `"late_after":721`, `"late_after":null`},
	"hours":      {`"hours":0`, `"hours":13`},
	"keep":       {`"keep":0`, `"keep":"true"`, `"keep":36501`},
	"at":         {`"at":"8:00"`, `"at":800`, `"at":"24:00"`},
	"zone":       {`"zone":"Brasília"`, `"zone":""`, `"zone":"Local"`, `"zone":"../zone"`},
	"late_costs": {`"late_costs":1`},
	"waived":     {`"waived":"never"`},
	"login":      {`"login":"yes"`},
}

func classMalformedRule(c *client) {
	n := class()
	for field, all := range malformedLists {
		for _, bad := range all {
			students := `"students":[],`
			if strings.HasPrefix(bad, `"students"`) {
				students = ``
			}
			reply := c.ask(subjects.ClassPut, "", `{"class":%d,%s%s}`, n, students, bad)
			c.expectError(reply, subjects.InvalidClassList, `,"field":"%s"`, field)
		}
	}
	c.expectError(c.ask(subjects.ClassPut, "", `{"class":%d}`, n), subjects.InvalidClassList,
		`,"field":"students"`)
	c.expectError(c.ask(subjects.ClassPut, "", `{"class":%d,"students":[],"students":[]}`, n),
		subjects.InvalidClassList, `,"field":"students"`)
	c.expectError(c.ask(subjects.ClassPut, "", `{"students":[]}`), subjects.InvalidClass, "")
	c.expectError(c.ask(subjects.ClassPut, "", `[]`), subjects.InvalidJSON, "")
	for _, bad := range []string{`0`, `-1`, `1.5`, `"1"`, `null`, `9007199254740992`} {
		for _, subject := range []string{subjects.ClassPut, subjects.ClassRemove} {
			c.expectError(c.ask(subject, "", `{"class":%d,"students":[],"revision":%s}`, n, bad),
				subjects.InvalidField, `,"field":"revision"`)
		}
	}
	c.expectError(c.ask(subjects.ClassRemove, "", `{"class":%d}`, n), subjects.InvalidField,
		`,"field":"revision"`)
	c.expectError(c.ask(subjects.ClassIndex, "", `{"after":"1.2.3"}`), subjects.InvalidField,
		`,"field":"after"`)
	c.expectError(c.getClass(n), subjects.NoClass, "")
}

func classSizeRule(c *client) {
	n := class()
	var students []string
	for i := range 5000 {
		students = append(students, fmt.Sprintf(`{"student":"%09d","name":"Ana Beatriz %s %d",`+
			`"social":"%s"}`, i, strings.Repeat("Souza ", 10), i, strings.Repeat("é", 25)))
	}
	body := func(size int) string {
		head := fmt.Sprintf(`{"class":%d,"students":[%s]`, n, strings.Join(students, ","))
		return head + strings.Repeat(" ", size-len(head)-1) + "}"
	}
	c.Cleanup(func() { c.removeClass(n) })
	c.expectError(c.ask(subjects.ClassPut, "", "%s", body(900<<10+1)), subjects.TooLarge, "")
	decode[subjects.ClassPutDone](c, c.ask(subjects.ClassPut, "", "%s", body(900<<10)))
	got := decode[subjects.ClassGot](c, c.getClass(n))
	if len(got.Students) != len(students) || got.Students[4999].Student != "000004999" {
		c.Errorf("%d of %d students", len(got.Students), len(students))
	}
}
