package subjects_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/chamada/chamada/subjects"
)

// recordDecoders are the decoders of requests about records.
var recordDecoders = map[string]func([]byte) (any, error){
	"get":     decoder(subjects.DecodeRecord),
	"list":    decoder(subjects.DecodeRecords),
	"correct": decoder(subjects.DecodeCorrect),
	"add":     decoder(subjects.DecodeAdd),
	"report":  decoder(subjects.DecodeReport),
	"student": decoder(subjects.DecodeStudentRecord),
}

func decoder[T any](decode func([]byte) (T, error)) func([]byte) (any, error) {
	return func(b []byte) (any, error) { return decode(b) }
}

var (
	days = rapid.SampledFrom([]subjects.Date{"", "2026-08-01", "2026-12-31"})
	past = rapid.Map(rapid.Int64Range(1, 4e12), func(n int64) subjects.Time {
		return subjects.Time(n)
	})
	reasons = rapid.Custom(func(t *rapid.T) string {
		return "a" + rapid.StringN(1, 100, -1).Filter(printable).Draw(t, "reason") + "é"
	})
)

func printable(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r < ' ' || r > '~' }) < 0
}

func maybe[T any](t *rapid.T, g *rapid.Generator[T], name string) *T {
	if !rapid.Bool().Draw(t, name+"?") {
		return nil
	}
	v := g.Draw(t, name)
	return &v
}

func TestRecordRequestsRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		class, after := classes.Draw(t, "class"), rapid.SampledFrom([]string{"", "x"}).Draw(t,
			"after")
		started := past.Draw(t, "started")
		correct := subjects.CorrectRequest{Class: class, Roll: rolls.Draw(t, "roll"),
			Reason: reasons.Draw(t, "why"), Revision: "12"}
		if rapid.Bool().Draw(t, "of a student") {
			correct.Student = students.Draw(t, "student")
			mark := rapid.SampledFrom(subjects.Marks).Draw(t, "mark")
			if correct.Mark = &mark; mark != subjects.MarkWaived {
				correct.Hours = maybe(t, rapid.IntRange(0, 12), "hours")
			}
		} else {
			hours := rapid.IntRange(1, 12).Draw(t, "hours")
			correct.Hours, correct.Void = &hours, maybe(t, rapid.Bool(), "void")
		}
		for name, q := range map[string]any{
			"get": subjects.RecordRequest{Class: class, After: after,
				Roll: rapid.SampledFrom([]string{"", "mhqx-4-0"}).Draw(t, "roll")},
			"list": subjects.RecordListRequest{Class: class, From: "2026-08-01",
				Until: days.Draw(t, "until"), After: after},
			"report": subjects.ReportRequest{Class: class, From: days.Draw(t, "from"),
				Planned: rapid.IntRange(0, 999).Draw(t, "planned"), After: after},
			"student": subjects.StudentRecordRequest{Class: class, After: after},
			"correct": correct,
			"add": subjects.AddRequest{Class: class, Started: started, Ended: started + 1,
				Hours:    rapid.IntRange(0, 12).Draw(t, "counts"),
				Students: rapid.SliceOfNDistinct(students, 0, 5, rapid.ID).Draw(t, "students"),
				Reason:   reasons.Draw(t, "reason")},
		} {
			got, err := recordDecoders[name](encode(t, q))
			if err != nil || !reflect.DeepEqual(got, q) {
				t.Fatalf("%s: %+v has become %+v: %v", name, q, got, err)
			}
		}
	})
}

// TestRecordFields is what is malformed, and which field an error names.
func TestRecordFields(t *testing.T) {
	correct := func(rest string) string {
		return `{"class":1,"roll":"a-1-0","reason":"abc","revision":"0",` + rest + `}`
	}
	add := func(rest string) string {
		return `{"class":1,"started":"2026-11-22T18:00:00Z","ended":"2026-11-22T19:00:00Z",` +
			`"students":["1"],"reason":"abc",` + rest + `}`
	}
	for _, c := range []struct{ decoder, body, field string }{
		{"get", `{"class":1,"roll":"a.b"}`, "roll"},
		{"get", `{"class":1,"roll":""}`, "roll"},
		{"get", `{"class":1,"roll":1}`, "roll"},
		{"get", `{"class":1,"after":""}`, "after"},
		{"list", `{"class":1,"from":"2026-02-30"}`, "from"},
		{"list", `{"class":1,"until":20261231}`, "until"},
		{"list", `{"class":1,"from":"2026-08-02","until":"2026-08-01"}`, "until"},
		{"report", `{"class":1,"planned":0}`, "planned"},
		{"report", `{"class":1,"planned":"60"}`, "planned"},
		{"report", `{"class":1,"planned":6e1}`, "planned"},
		{"student", `{"class":1,"after":3}`, "after"},
		{"correct", `{"class":1}`, "roll"},
		{"correct", correct(`"student":"1"`), "mark"},
		{"correct", correct(`"student":"1","mark":"late","void":true`), "void"},
		{"correct", correct(`"student":"1","mark":"Late"`), "mark"},
		{"correct", correct(`"student":"1","mark":""`), "mark"},
		{"correct", correct(`"student":"1","mark":"waived","hours":1`), "hours"},
		{"correct", correct(`"student":"1","mark":"late","hours":13`), "hours"},
		{"correct", correct(`"mark":"late"`), "student"},
		{"correct", correct(`"x":1`), "hours"},
		{"correct", correct(`"hours":0`), "hours"},
		{"correct", correct(`"void":"true"`), "void"},
		{"correct", correct(`"void":true,"revision":"-1"`), "revision"},
		{"correct", correct(`"void":true,"revision":7`), "revision"},
		{"correct", correct(`"void":true,"reason":"ab"`), "reason"},
		{"correct", correct(`"void":true,"reason":null`), "reason"},
		{"add", add(`"students":null`), "students"},
		{"add", add(`"students":[1]`), "students"},
		{"add", add(`"students":["a"]`), "students"},
		{"add", add(`"students":[null]`), "students"},
		{"add", add(`"ended":"2026-11-22T18:00:00Z"`), "ended"},
		{"add", add(`"ended":"2026-11-24T18:00:00Z"`), "ended"},
		{"add", add(`"started":"22/11/2026"`), "started"},
		{"add", add(`"hours":0`), "hours"},
	} {
		_, err := recordDecoders[c.decoder]([]byte(c.body))
		check(t, err)
		if e, ok := err.(*subjects.Error); !ok || e.Code != subjects.InvalidField ||
			e.Field != c.field {
			t.Errorf("%s %s: %v, not about %s", c.decoder, c.body, err, c.field)
		}
	}
	twice, err := subjects.DecodeAdd([]byte(add(`"students":["2","1","2"]`)))
	if err != nil || !reflect.DeepEqual(twice.Students, []subjects.Student{"2", "1"}) {
		t.Errorf("%v, %v", twice.Students, err)
	}
	null, err := subjects.DecodeCorrect([]byte(correct(`"student":"1","mark":null`)))
	if err != nil || null.Mark == nil || *null.Mark != "" {
		t.Errorf("%+v, %v", null, err)
	}
}

func TestRecordRequestsRefused(t *testing.T) {
	for _, decode := range recordDecoders {
		for _, body := range []string{"", "null", "3", `[{"class":3030}]`, `{"class":3030`,
			strings.Repeat(" ", subjects.MaxRequest) + "{}"} {
			_, err := decode([]byte(body))
			if check(t, err); code(err) != subjects.InvalidJSON && code(err) != subjects.TooLarge {
				t.Errorf("%.40q: %v", body, err)
			}
		}
		if _, err := decode([]byte(`{"class":"3030"}`)); code(err) != subjects.InvalidClass {
			t.Error(err)
		}
	}
}

func TestMarksOnTheWire(t *testing.T) {
	for wire, mark := range map[string]subjects.Mark{`"late"`: subjects.MarkLate, `null`: ""} {
		var got subjects.Mark
		if err := json.Unmarshal([]byte(wire), &got); err != nil || got != mark ||
			string(encode(t, mark)) != wire {
			t.Errorf("%s is read as %q, written as %s: %v", wire, got, encode(t, mark), err)
		}
	}
	if json.Unmarshal([]byte(`1`), new(subjects.Mark)) == nil {
		t.Error("a number is a mark")
	}
}

func FuzzDecodeRecords(f *testing.F) {
	f.Add([]byte(`{"class":3030,"roll":"mhqx-4-0","after":"x","from":"2026-08-01","planned":60}`))
	f.Add([]byte(`{"class":3030,"roll":"mhqx-4-0","student":"1","mark":null,"hours":1,` +
		`"reason":"abc","revision":"0"}`))
	f.Add([]byte(`{"class":3030,"roll":"mhqx-4-0","void":true,"reason":"abc","revision":"12"}`))
	f.Add([]byte(`{"class":3030,"started":"2026-11-22T18:00:00Z","ended":"2026-11-22T19:00:00Z",` +
		`"students":["1"],"reason":"abc"}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		for _, decode := range recordDecoders {
			q, err := decode(body)
			if check(t, err); err != nil {
				continue
			}
			again, err := decode(encode(t, q))
			if err != nil || !reflect.DeepEqual(again, q) {
				t.Fatalf("%q is read as %+v and that as %+v: %v", body, q, again, err)
			}
		}
	})
}
