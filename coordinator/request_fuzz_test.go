package coordinator_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// FuzzRequest sends a coordinator any bytes for an id, a try and a payload. It
// answers each, says of what is malformed just that, and of what took effect the
// same to the byte when it is asked again.
func FuzzRequest(f *testing.F) {
	for kind, more := range []string{"", `,"student":"042191010"`, `,"detail":true`, ""} {
		f.Add(uint8(kind), "", "", []byte(`{"class":3030`+more+"}"))
		f.Add(uint8(kind), "x", "", []byte(`{"class":3031`+more+"}"))
		f.Add(uint8(kind), "x", "2", []byte(`{"class":3032`+more+"}"))
		f.Add(uint8(kind), "\x01", "", []byte(`{"class":3030`+more+"}"))
		f.Add(uint8(kind), "x", "0", []byte(`{"class":3030`+more+"}"))
	}
	f.Add(uint8(1), "", "", []byte(`{"class":3030}`))
	f.Add(uint8(2), "", "", []byte(`{"class":3030,"detail":true,"after":"1.9999999999999.1"}`))
	f.Add(uint8(1), "\x01", "0", []byte(`{"class":3030,"student":7}`))
	f.Add(uint8(0), "é", "18446744073709551616", []byte("\xff"))
	url := natstest.Start(f, f.TempDir()).ClientURL()
	r := start(f, url)
	nc := natstest.Connect(f, url)
	f.Fuzz(func(t *testing.T, kind uint8, id, try string, payload []byte) {
		if !sendable(id) || !sendable(try) {
			return
		}
		k := requests[int(kind)%len(requests)]
		m := &nats.Msg{Subject: k.subject, Header: nats.Header{}, Data: payload}
		for name, value := range map[string]string{subjects.HeaderID: id, subjects.HeaderTry: try} {
			if value != "" {
				m.Header[name] = []string{value}
			}
		}
		reply, wrong := judged(t, nc, m), k.check(payload)
		said, isError := errorSaid(t, reply)
		switch {
		case !isError:
			checkEffect(t, nc, wrong, m, reply)
		case wrong == nil && said.Field == "after" && m.Subject == subjects.TeacherList:
			// it wants the next part of another list
		case wrong != nil &&
			said.Code != wrong.Code, malformed(said.Code) != (wrong != nil || !wellNamed(m)):
			t.Fatalf("%s %q %q: %s", k.subject, m.Header, payload, reply.Data)
		}
		if err := r.Health(); err != nil {
			t.Fatalf("%s %q %q: %v", k.subject, m.Header, payload, err)
		}
	})
}

// requests are the kinds there are, and what is wrong with a payload.
var requests = []struct {
	subject string
	check   func([]byte) *subjects.Error
}{
	{subjects.TeacherStart, func(b []byte) *subjects.Error {
		_, err := subjects.DecodeStart(b)
		return asError(err)
	}},
	{subjects.StudentPresent, func(b []byte) *subjects.Error {
		p, err := subjects.DecodePresence(b)
		if err == nil && p.Student == "" { // nobody is logged in
			return &subjects.Error{Code: subjects.InvalidStudent}
		}
		return asError(err)
	}},
	{subjects.TeacherList, func(b []byte) *subjects.Error {
		_, err := subjects.DecodeList(b)
		return asError(err)
	}},
	{subjects.TeacherEnd, func(b []byte) *subjects.Error {
		_, err := subjects.DecodeEnd(b)
		return asError(err)
	}},
}

func asError(err error) *subjects.Error {
	e, _ := errors.AsType[*subjects.Error](err)
	return e
}

// sendable tells whether the library sends a header's value as it is.
func sendable(s string) bool { return s == strings.TrimSpace(s) && !strings.ContainsAny(s, "\r\n") }

// wellNamed tells whether a request's id and try are what the contract takes. A list
// has no need of them.
func wellNamed(m *nats.Msg) bool {
	id, try := m.Header[subjects.HeaderID], m.Header[subjects.HeaderTry]
	if m.Subject == subjects.TeacherList || id == nil {
		return true
	}
	if subjects.CheckID(id[0]) != nil {
		return false
	}
	if try == nil {
		return true
	}
	n, err := strconv.ParseUint(try[0], 10, 32)
	return err == nil && n > 0
}

// answered sends a request, to which there must be an answer in JSON.
func answered(t *testing.T, nc *nats.Conn, m *nats.Msg) *nats.Msg {
	t.Helper()
	reply, err := nc.RequestMsg(m, natstest.Patience)
	if err != nil || !json.Valid(reply.Data) {
		t.Fatalf("%s %q %q: %+v %v", m.Subject, m.Header, m.Data, reply, err)
	}
	return reply
}

// judged is the answer once it is not that the coordinator takes nothing just now, as
// it says when the machine had no time for it.
func judged(t *testing.T, nc *nats.Conn, m *nats.Msg) (reply *nats.Msg) {
	t.Helper()
	natstest.Eventually(t, "the request is judged", func() bool {
		reply = answered(t, nc, m)
		said, isError := errorSaid(t, reply)
		return !isError || said.Code != subjects.Overloaded
	})
	return reply
}

// errorSaid is the error that a reply says, in the header as in the body.
func errorSaid(t *testing.T, reply *nats.Msg) (*subjects.Error, bool) {
	t.Helper()
	status := reply.Header.Get(subjects.HeaderStatus)
	if status == "" {
		return nil, false
	}
	e := subjects.DecodeError(reply.Data)
	if e.Code.Status() == 0 || strconv.Itoa(e.Code.Status()) != status ||
		reply.Header.Get(subjects.HeaderMessage) != e.Message {
		t.Fatalf("%q with %s", reply.Header, reply.Data)
	}
	return e, true
}

func malformed(c subjects.Code) bool { return c.Status() == 400 }

// checkEffect reads a reply that is no error, to a request that must deserve one.
func checkEffect(t *testing.T, nc *nats.Conn, wrong *subjects.Error, m, reply *nats.Msg) {
	t.Helper()
	var said struct {
		Class    subjects.Class
		Student  subjects.Student
		Reason   subjects.Code
		Time     subjects.Time
		Position subjects.Position
	}
	if err := json.Unmarshal(reply.Data, &said); err != nil || wrong != nil || !wellNamed(m) ||
		said.Position.IsZero() || said.Time == 0 {
		t.Fatalf("%s %q %q: %s %v", m.Subject, m.Header, m.Data, reply.Data, err)
	}
	asked := fields(t, m.Data)
	if class := fmt.Sprint(said.Class); said.Reason == "" && asked["class"] != json.Number(class) {
		t.Fatalf("%s %q: %s", m.Subject, m.Data, reply.Data)
	}
	if m.Subject == subjects.StudentPresent && asked["student"] != string(said.Student) {
		t.Fatalf("%s %q: %s", m.Subject, m.Data, reply.Data)
	}
	if said.Class == 0 || m.Header[subjects.HeaderID] == nil ||
		m.Header[subjects.HeaderTry] != nil || m.Subject == subjects.TeacherList {
		return
	}
	if again := judged(t, nc, m); !bytes.Equal(again.Data, reply.Data) {
		t.Fatalf("%s %q %q\nfirst %s\nthen  %s", m.Subject, m.Header, m.Data, reply.Data,
			again.Data)
	}
}

// fields are an object's, read in another way than the program's.
func fields(t *testing.T, body []byte) (all map[string]any) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	if err := d.Decode(&all); err != nil {
		t.Fatalf("%q: %v", body, err)
	}
	return all
}
