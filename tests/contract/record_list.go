package contract

import (
	"reflect"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nuid"

	"github.com/chamada/chamada/subjects"
)

func (c *client) records(class subjects.Class) []subjects.RecordEntry {
	c.Helper()
	return decode[subjects.Records](c,
		c.ask(subjects.RecordIndex, "", `{"class":%d}`, class)).Records
}

func (c *client) report(class subjects.Class, fields string) subjects.Report {
	c.Helper()
	return decode[subjects.Report](c,
		c.ask(subjects.RecordReport, "", `{"class":%d%s}`, class, fields))
}

// add adds a roll call from paper.
func (c *client) add(class subjects.Class, fields, id string) *nats.Msg {
	c.Helper()
	return c.ask(subjects.RecordAdd, id, `{"class":%d,"started":"2026-08-03T11:00:00Z",`+
		`"ended":"2026-08-03T12:40:00Z","reason":"falta de luz",%s}`, class, fields)
}

// recordsRule lists what is kept as soon as it has ended.
func recordsRule(c *client) {
	n := c.kept()
	if all := c.records(n); len(all) != 0 {
		c.Errorf("kept are %+v", all)
	}
	var rolls []string
	for range 3 {
		rolls = append(rolls, decode[subjects.Started](c, c.start(n)).Roll)
		c.present(n, "7")
		c.present(n, "99")
		ended := decode[subjects.Roll](c, c.end(n))
		all := c.records(n)
		if len(all) != len(rolls) {
			c.Fatalf("after %d roll calls kept are %+v", len(rolls), all)
		}
		if e := all[len(all)-1]; e.Roll != ended.Roll || e.Ended != ended.Time || e.Hours != 2 ||
			e.Unknown != 1 || e.Totals != (subjects.Totals{Present: 1, Absent: 1}) {
			c.Errorf("%+v", e)
		}
	}
	for i, e := range c.records(n) {
		if e.Roll != rolls[i] {
			c.Errorf("roll call %d is %+v", i, e)
		}
	}
	old := c.ask(subjects.RecordIndex, "", `{"class":%d,"until":"2020-01-01"}`, n)
	if all := decode[subjects.Records](c, old).Records; all == nil || len(all) != 0 {
		c.Errorf("%s", old.Data)
	}
	report := c.report(n, "")
	if ana, rui := report.Students[0], report.Students[1]; report.Rolls != 3 ||
		report.Name != "Redes" || ana.Hours != 6 || *ana.Frequency != "100.0" ||
		ana.Alert != subjects.AlertNone || *rui.Frequency != "0.0" || rui.AllowedLeft != -5 ||
		rui.Alert != subjects.AlertOver || rui.FrequencyPlanned != nil {
		c.Errorf("%+v", report)
	}
}

// enrolledRule has the present class list say who was enrolled, and the record the rest.
func enrolledRule(c *client) {
	n := c.kept()
	c.start(n)
	c.end(n)
	c.mustPutOver(n, `[{"student":"042","name":"Outro Nome","until":"2020-01-01"},`+
		`{"student":"1","name":"Bia"},{"student":"2","name":"Caio","from":"2999-01-01"}]`,
		`,"name":"Outra","hours":5,"keep":true`, 1)
	r := c.record(n, "")
	c.hasMarks(r, "7 absent 2", "1 absent 2")
	if r.Name != "Redes" || r.Hours != 2 || r.Roster != 1 || r.List != 2 ||
		r.Students[0].Name != "Ana Souza" {
		c.Errorf("%+v", r)
	}
}

// addRule adds a roll call from paper.
func addRule(c *client) {
	n, id := c.kept(), nuid.Next()
	first := c.add(n, `"hours":3,"students":["7","99","7"]`, id)
	added := decode[subjects.RecordAdded](c, first)
	c.same(c.add(n, `"hours":3,"students":["7","99","7"]`, id), first)
	r := c.record(n, added.Roll)
	c.hasMarks(r, "7 present 0", "042 absent 3")
	if r.Added == nil || r.Added.Reason != "falta de luz" || r.Added.Time != added.Time ||
		len(r.Unknown) != 1 || r.Day != "2026-08-03" || r.Revision != added.Revision {
		c.Errorf("%+v", r)
	}
	if latest := c.record(n, ""); !reflect.DeepEqual(latest.Students, r.Students) {
		c.Errorf("%+v", latest)
	}
	decode[subjects.Corrected](c, c.correct(r, "042", `"mark":"excused"`, ""))
	c.add(n, `"students":[]`, "")
	if all := c.records(n); len(all) != 2 || !all[0].Added || all[0].Day != "2026-08-03" {
		c.Errorf("%+v", all)
	}
	if report := c.report(n, `,"from":"2026-08-03","until":"2026-08-03"`); report.Rolls != 2 ||
		report.Students[0].Hours != 5 || report.Students[0].AbsentHours != 2 {
		c.Errorf("%+v", report)
	}
	c.expectError(c.ask(subjects.RecordAdd, "", `{"class":%d,"started":"2999-08-03T11:00:00Z",`+
		`"ended":"2999-08-03T12:40:00Z","students":[],"reason":"abc"}`, n),
		subjects.InvalidField, `,"field":"ended"`)
	c.expectError(c.add(n, `"students":[7]`, ""), subjects.InvalidField, `,"field":"students"`)
}
