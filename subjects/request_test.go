package subjects_test

import (
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/chamada/chamada/subjects"
)

func TestRequestsRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		class, student := classes.Draw(t, "class"), students.Draw(t, "student")
		start := subjects.StartRequest{Class: class}
		if got, err := subjects.DecodeStart(encode(t, start)); err != nil || got != start {
			t.Fatalf("%v has become %v: %v", start, got, err)
		}
		present := subjects.PresenceRequest{Class: class, Student: student}
		if got, err := subjects.DecodePresence(encode(t, present)); err != nil || got != present {
			t.Fatalf("%v has become %v: %v", present, got, err)
		}
		end := subjects.EndRequest{Class: class, Detail: rapid.Bool().Draw(t, "detail")}
		if got, err := subjects.DecodeEnd(encode(t, end)); err != nil || got != end {
			t.Fatalf("%v has become %v: %v", end, got, err)
		}
		list := subjects.ListRequest{Class: class, Detail: rapid.Bool().Draw(t, "detail"),
			Last: rapid.Bool().Draw(t, "last"), After: rapid.String().Draw(t, "after")}
		if got, err := subjects.DecodeList(encode(t, list)); err != nil || got != list {
			t.Fatalf("%v has become %v: %v", list, got, err)
		}
		open := subjects.OpenRequest{After: rapid.String().Draw(t, "after")}
		if got, err := subjects.DecodeOpen(encode(t, open)); err != nil || got != open {
			t.Fatalf("%v has become %v: %v", open, got, err)
		}
	})
}

func encode(t rapid.TB, v any) []byte {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestUnderstood is what people send, and what is in it.
func TestUnderstood(t *testing.T) {
	for body, want := range map[string]subjects.PresenceRequest{
		`{"class":3030,"student":"042191010"}`: {Class: 3030,
			Student: "042191010"},
		`{"class":3030}`: {Class: 3030},
		" \r\n\t{ \"student\" : \"1\" , \"class\" : 3030 } \n": {Class: 3030, Student: "1"},
		`{"class":9007199254740991,"student":"00000000000000000000"}`: {Class: subjects.MaxClass,
			Student: "00000000000000000000"},
		`{"Class":1,"STUDENT":"9","class":3030}`:           {Class: 3030},
		`{"class":1,"class":3030}`:                         {Class: 3030},
		`{"cl\u0061ss":3030,"student":"\u0031"}`:           {Class: 3030, Student: "1"},
		`{"x":{"class":1,"y":["}","\"",{}]},"class":3030}`: {Class: 3030},
		"\xef\xbb\xbf{\"class\":3030}":                     {Class: 3030},
		`{"":null,"\ud800":[],"class":3030,"detail":7}`:    {Class: 3030},
	} {
		if got, err := subjects.DecodePresence([]byte(body)); err != nil || got != want {
			t.Errorf("%s is read as %v, %v", body, got, err)
		}
	}
}

// refusal is a malformed request, its code, and what the message must tell.
type refusal struct {
	body string
	code subjects.Code
	says string
}

// Whatever the request, these are refused.
var refusals = []refusal{
	{"", subjects.InvalidJSON, `send an object such as {"class":3030}`},
	{" ", subjects.InvalidJSON, `send an object such as {"class":3030}`},
	{"3030", subjects.InvalidJSON, `send one such as {"class":3030}`},
	{`"class"`, subjects.InvalidJSON, `send one such as {"class":3030}`},
	{"null", subjects.InvalidJSON, `send one such as {"class":3030}`},
	{`[{"class":3030}]`, subjects.InvalidJSON, `send one such as {"class":3030}`},
	{`{"class":3030`, subjects.InvalidJSON, `send an object such as {"class":3030}`},
	{`{"class":3030}{}`, subjects.InvalidJSON, `send an object such as {"class":3030}`},
	{`{class:3030}`, subjects.InvalidJSON, `send an object such as {"class":3030}`},
	{`{'class':3030}`, subjects.InvalidJSON, `send an object such as {"class":3030}`},
	{`{"class":03030}`, subjects.InvalidJSON, `send an object such as {"class":3030}`},
	{`{"class":+1}`, subjects.InvalidJSON, `send an object such as {"class":3030}`},
	{"\xef\xbb\xbf\xef\xbb\xbf" + `{"class":3030}`, subjects.InvalidJSON,
		`send an object such as {"class":3030}`},
	{strings.Repeat("[", 60<<10), subjects.InvalidJSON, `send an object such as {"class":3030}`},
	{`{}`, subjects.InvalidClass, `class is missing; send it as a number, {"class":3030}`},
	{`{"Class":3030}`, subjects.InvalidClass,
		`class is missing; send it as a number, {"class":3030}`},
	{`{"turma":3030}`, subjects.InvalidClass,
		`class is missing; send it as a number, {"class":3030}`},
	{`{"class":"3030"}`, subjects.InvalidClass,
		`must be a JSON number, not a string; send {"class":3030}`},
	{`{"class":null}`, subjects.InvalidClass, "must be a whole number"},
	{`{"class":true}`, subjects.InvalidClass, "must be a whole number"},
	{`{"class":[3030]}`, subjects.InvalidClass, "must be a whole number"},
	{`{"class":{"class":3030}}`, subjects.InvalidClass, "must be a whole number"},
	{`{"class":-3030}`, subjects.InvalidClass, "without sign"},
	{`{"class":-0}`, subjects.InvalidClass, "without sign"},
	{`{"class":3030.0}`, subjects.InvalidClass, "point"},
	{`{"class":3e3}`, subjects.InvalidClass, "exponent"},
	{`{"class":0}`, subjects.InvalidClass, "must be 1 to 9007199254740991"},
	{`{"class":9007199254740992}`, subjects.InvalidClass, "must be 1 to 9007199254740991"},
	{`{"class":18446744073709551617}`, subjects.InvalidClass, "must be 1 to 9007199254740991"},
	{`{"class":` + strings.Repeat("9", 60<<10) + `}`, subjects.InvalidClass,
		"must be 1 to 9007199254740991"},
	{`{"class":3030}` + strings.Repeat(" ", 64<<10), subjects.TooLarge,
		"send one class and one student at a time"},
	{strings.Repeat("x", 64<<10+1), subjects.TooLarge, "over 64 KiB"},
}

var studentRefusals = []refusal{
	{`{"class":3030,"student":42191010}`, subjects.InvalidStudent,
		`because leading zeros count; send it in quotes, {"student":"042191010"}`},
	{`{"class":3030,"student":null}`, subjects.InvalidStudent, "send it in quotes"},
	{`{"class":3030,"student":["1"]}`, subjects.InvalidStudent, "send it in quotes"},
	{`{"class":3030,"student":false}`, subjects.InvalidStudent, "send it in quotes"},
	{`{"class":3030,"student":""}`, subjects.InvalidStudent, "use 1 to 20 digits"},
	{`{"class":3030,"student":" 1"}`, subjects.InvalidStudent, "use 1 to 20 digits"},
	{`{"class":3030,"student":"1\n2"}`, subjects.InvalidStudent, "use 1 to 20 digits"},
	{`{"class":3030,"student":"jo\u00e3o"}`, subjects.InvalidStudent, "use 1 to 20 digits"},
	{`{"class":3030,"student":"joão"}`, subjects.InvalidStudent, "use 1 to 20 digits"},
	{`{"class":3030,"student":"١٢٣"}`, subjects.InvalidStudent, "use 1 to 20 digits"},
	{`{"class":3030,"student":"` + strings.Repeat("1", 21) + `"}`, subjects.InvalidStudent,
		"use 1 to 20 digits"},
	{`{"class":3030,"student":"\ud800"}`, subjects.InvalidStudent, "use 1 to 20 digits"},
}

var detailRefusals = []refusal{
	{`{"class":3030,"detail":1}`, subjects.InvalidJSON,
		"detail must be true or false, without quotes"},
	{`{"class":3030,"detail":"true"}`, subjects.InvalidJSON,
		"detail must be true or false, without quotes"},
	{`{"class":3030,"detail":null}`, subjects.InvalidJSON,
		"detail must be true or false, without quotes"},
	{`{"class":3030,"detail":{}}`, subjects.InvalidJSON,
		"detail must be true or false, without quotes"},
}

func TestRefusals(t *testing.T) {
	start := func(b []byte) error { _, err := subjects.DecodeStart(b); return err }
	present := func(b []byte) error { _, err := subjects.DecodePresence(b); return err }
	end := func(b []byte) error { _, err := subjects.DecodeEnd(b); return err }
	list := func(b []byte) error { _, err := subjects.DecodeList(b); return err }
	testRefusals(t, start, refusals)
	testRefusals(t, present, refusals)
	testRefusals(t, present, studentRefusals)
	testRefusals(t, end, refusals)
	testRefusals(t, end, detailRefusals)
	testRefusals(t, list, refusals)
	testRefusals(t, list, detailRefusals)
}

func testRefusals(t *testing.T, decode func([]byte) error, refusals []refusal) {
	t.Helper()
	for _, r := range refusals {
		err := decode([]byte(r.body))
		if code(err) != r.code {
			t.Errorf("%.60s: %v, want code %s", r.body, err, r.code)
			continue
		}
		if check(t, err); !strings.Contains(err.Error(), r.says) {
			t.Errorf("%.60s: %q does not say %q", r.body, err, r.says)
		}
	}
}

// TestLargest holds that the limit is 64 KiB and not a byte less.
func TestLargest(t *testing.T) {
	body := `{"class":3030}`
	body += strings.Repeat(" ", subjects.MaxRequest-len(body))
	if _, err := subjects.DecodeStart([]byte(body)); err != nil {
		t.Error(err)
	}
}
