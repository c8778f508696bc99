package subjects_test

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"github.com/chamada/chamada/subjects"
)

// statuses is the contract's table.
var statuses = map[subjects.Code]int{
	subjects.InvalidJSON: 400, subjects.InvalidClass: 400, subjects.InvalidStudent: 400,
	subjects.InvalidID: 400, subjects.TooLarge: 400,
	subjects.Forbidden: 403, subjects.NotOpen: 404, subjects.AlreadyOpen: 409,
	subjects.Overloaded: 503, subjects.Unavailable: 503,
	subjects.Full: 0, "": 0, "something_else": 0,
}

func TestStatus(t *testing.T) {
	for code, want := range statuses {
		if got := code.Status(); got != want {
			t.Errorf("%q has the status %d and should have %d", code, got, want)
		}
	}
}

func TestErrorsRoundTrip(t *testing.T) {
	codes :=
		rapid.SampledFrom(
			[]subjects.Code{subjects.InvalidClass, subjects.NotOpen, subjects.AlreadyOpen,
				subjects.Unavailable})
	rapid.Check(t, func(t *rapid.T) {
		e := &subjects.Error{Code: codes.Draw(t, "code"),
			Message: rapid.StringMatching(`[ -~]{1,80}`).Draw(t, "message")}
		if rapid.Bool().Draw(t, "judged") {
			e.Time, e.Position = times.Draw(t, "time"), positions.Draw(t, "position")
			e.Started, e.Roll = times.Draw(t, "started"), rolls.Draw(t, "roll")
		}
		if got := subjects.DecodeError(e.Body()); !reflect.DeepEqual(got, e) {
			t.Fatalf("%+v has become %+v", e, got)
		}
	})
}

func TestErrorBody(t *testing.T) {
	at, _ := readTime("2026-11-22T18:04:05.123Z")
	for want, e := range map[string]*subjects.Error{
		`{"error":{"code":"overloaded","message":"try again"}}`: {Code: subjects.Overloaded,
			Message: "try again"},
		`{"error":{"code":"already_open","message":"end it first","time":"2026-11-22T18:04:05.123Z","position":"7-12","started":"2026-11-22T18:04:05.123Z","roll":"r"}}`: {
			Code: subjects.AlreadyOpen, Message: "end it first", Time: at,
			Position: subjects.Position{Record: 7, Index: 12}, Started: at, Roll: "r",
		},
	} {
		if got := string(e.Body()); got != want {
			t.Errorf("%s\nshould be\n%s", got, want)
		}
	}
}

// TestForeignErrors is bodies that no coordinator sends.
func TestForeignErrors(t *testing.T) {
	for body, want := range map[string]string{
		"":                                `unexpected error reply ""`,
		"no responders":                   `unexpected error reply "no responders"`,
		"null":                            `unexpected error reply "null"`,
		"{}":                              `unexpected error reply "{}"`,
		`{"error":null}`:                  `unexpected error reply "{\"error\":null}"`,
		`{"error":"no"}`:                  `unexpected error reply "{\"error\":\"no\"}"`,
		`{"error":{}}`:                    `unexpected error reply "{\"error\":{}}"`,
		`{"error":{"message":"m"}}`:       `unexpected error reply "{\"error\":{\"message\":\"m\"}}"`,
		`{"error":{"code":"x","time":1}}`: `unexpected error reply "{\"error\":{\"code\":\"x\",\"time\":1}}"`,
	} {
		if e := subjects.DecodeError([]byte(body)); e.Code != "" || e.Message != want {
			t.Errorf("%q is read as %+v", body, e)
		}
	}
}
