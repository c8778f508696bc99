package subjects_test

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/chamada/chamada/subjects"
)

// A program without the client package publishes requests itself, and reads the replies.
func ExampleDecodePresence() {
	request, err := subjects.DecodePresence([]byte(`{"class":3030,"student":"042191010"}`))
	fmt.Println(subjects.StudentPresent, request.Class, request.Student, err)

	_, err = subjects.DecodePresence([]byte(`{"class":3030,"student":42191010}`))
	var refused *subjects.Error
	fmt.Println(errors.As(err, &refused), refused.Code)
	// Output:
	// chamada.student.present 3030 042191010 <nil>
	// true invalid_student
}

// A refusal is an ordinary reply: its class is 0.
func ExamplePresence_Refused() {
	var reply subjects.Presence
	err := json.Unmarshal([]byte(
		`{"class":0,"time":"2026-11-22T18:04:12.000Z","student":"10","reason":"not_open"}`), &reply)
	fmt.Println(reply.Refused(), reply.Reason, err)
	// Output: true not_open <nil>
}

// Positions are the order in which everything happened, over all classes.
func ExamplePosition_Compare() {
	var early, late subjects.Position
	fmt.Println(early.UnmarshalText([]byte("9-12")), late.UnmarshalText([]byte("10-0")))
	fmt.Println(early.Compare(late) < 0)
	// Output:
	// <nil> <nil>
	// true
}

// An error's code is for programs, its sentence for people.
func ExampleDecodeError() {
	e := subjects.DecodeError([]byte(`{"error":{"code":"already_open","message":"the class is open"}}`))
	fmt.Println(e.Code, e.Code.Status())
	// Output: already_open 409
}
