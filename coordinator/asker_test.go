package coordinator_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator"
	"github.com/chamada/chamada/coordinator/journal"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// What a server says of whoever asks.
const (
	ofStudent = `{"acc":"STUDENTS","user":"1"}`
	ofKiosk   = `{"acc":"KIOSKS","user":"porta-1"}`
	ofTeacher = `{"acc":"TEACHERS","user":"clara"}`
	ofAdmin   = `{"acc":"ADMINS","user":"root"}`
	ofNobody  = `{"acc":"CHAMADA","user":"clara"}`
)

// TestWhoMayAsk has a server without accounts, which lets the test say what a
// server with accounts vouches for, also of those whom that would not let ask.
func TestWhoMayAsk(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	r := start(t, url, func(c *coordinator.Config) { c.Auth = true })
	nc := natstest.Connect(t, url)
	student, teacher := []string{subjects.StudentPresent},
		[]string{subjects.TeacherStart, subjects.TeacherList, subjects.TeacherEnd}
	const own, none, another = `{"class":1,"student":"1"}`, `{"class":1}`,
		`{"class":1,"student":"01"}`
	var refused float64
	for _, q := range []struct {
		info     string
		subjects []string
		payload  string
		code     subjects.Code
		says     string
	}{
		{"", student, own, subjects.Forbidden, "does not say who asks"},
		{"", teacher, own, subjects.Forbidden, "does not say who asks"},
		{ofNobody, student, own, subjects.Forbidden, "does not say who asks"},
		{ofNobody, teacher, own, subjects.Forbidden, "does not say who asks"},
		{ofStudent, teacher, own, subjects.Forbidden, "only teachers"},
		{ofKiosk, teacher, own, subjects.Forbidden, "only teachers"},
		{ofTeacher, student, own, subjects.Forbidden, "teachers register nobody"},
		{ofStudent, student, another, subjects.Forbidden, "leave student out"},
		{ofStudent, student, own, "", ""},
		{ofStudent, student, none, "", ""},
		{ofKiosk, student, another, "", ""},
		{ofKiosk, student, none, subjects.InvalidStudent, "student is missing"},
		{ofAdmin, student, another, "", ""},
		{ofAdmin, student, none, subjects.InvalidStudent, "student is missing"},
		{ofTeacher, teacher, none, "", ""},
		{ofAdmin, teacher, none, "", ""},
	} {
		for _, subject := range q.subjects {
			reply := askAs(t, nc, q.info, subject, q.payload)
			if code, message := errorOf(reply); code != q.code ||
				!strings.Contains(message, q.says) {
				t.Errorf("%s asks %s with %s: %s", q.info, subject, q.payload, reply.Data)
			}
			if q.code == subjects.Forbidden {
				refused++
			}
		}
	}
	natstest.Eventually(t, "what was refused is counted", func() bool {
		return gather(t, r.registry)["chamada_requests_total{any,forbidden}"] == refused
	})
}

// askAs asks as somebody of whom the server says info.
func askAs(t *testing.T, nc *nats.Conn, info, subject, payload string) *nats.Msg {
	t.Helper()
	return askOnce(t, nc, info, "", subject, payload)
}

// askOnce is askAs under an id, if there is one.
func askOnce(t *testing.T, nc *nats.Conn, info, id, subject, payload string) *nats.Msg {
	t.Helper()
	m := &nats.Msg{Subject: subject, Data: []byte(payload), Header: nats.Header{}}
	if info != "" {
		m.Header["Nats-Request-Info"] = []string{info}
	}
	if id != "" {
		m.Header[subjects.HeaderID] = []string{id}
	}
	reply, err := nc.RequestMsg(m, natstest.Patience)
	if err != nil {
		t.Fatalf("%s %s: %v", subject, payload, err)
	}
	return reply
}

// errorOf is the code and the message of an error, empty for another reply.
func errorOf(reply *nats.Msg) (code subjects.Code, message string) {
	if message = reply.Header.Get(subjects.HeaderMessage); message != "" {
		code = subjects.DecodeError(reply.Data).Code
	}
	return code, message
}

// TestJournalSaysWhoAsked reads what the journal keeps of a roll call: the teachers,
// and of students no more than without logins.
func TestJournalSaysWhoAsked(t *testing.T) {
	t.Parallel()
	s := startSchool(t)
	before := s.start(t)
	student, clara, davi, root := s.login(t, "042191010").Conn, s.login(t, "clara").Conn,
		s.login(t, "davi").Conn, s.login(t, "root").Conn
	const class = `{"class":3030}`
	ask(t, clara, subjects.TeacherStart, "", class)
	ask(t, student, subjects.StudentPresent, "", class)
	ask(t, student, subjects.StudentPresent, "", `{"class":3030,"student":"1"}`)
	ask(t, s.login(t, "porta-1").Conn, subjects.StudentPresent, "", `{"class":3030,"student":"1"}`)
	ask(t, davi, subjects.TeacherList, "", class)

	if err := before.stop(); err != nil { // and who it belongs to is in the journal alone
		t.Error(err)
	}
	r := s.start(t)
	for _, subject := range []string{subjects.TeacherList, subjects.TeacherEnd} {
		if got, _ := errorOf(ask(t, davi, subject, "", class)); got != subjects.Forbidden {
			t.Errorf("after the restart davi's %s is %q", subject, got)
		}
	}
	if got, _ := errorOf(ask(t, root, subjects.TeacherEnd, "", class)); got != "" {
		t.Errorf("the admin is refused with %q", got)
	}
	natstest.Eventually(t, "the refusals are counted", func() bool {
		got := gather(t, r.registry)
		return got["chamada_requests_total{list,forbidden}"] == 1 &&
			got["chamada_requests_total{end,forbidden}"] == 1
	})
	want := strings.Join([]string{
		"start 3030 - by=clara born=<ms>", "present 3030 042191010", "present 3030 1 kiosk=porta-1",
		"list 3030 - by=davi born=<ms>",
		"list 3030 - by=davi born=<ms>", "end 3030 - by=davi born=<ms>",
		"end 3030 - by=root born=<ms> any",
	}, "\n")
	if got := regexp.MustCompile(`born=\d+`).ReplaceAllString(strings.Join(s.journal(t), "\n"),
		"born=<ms>"); got != want {
		t.Errorf("the journal has\n%s\nwant\n%s", got, want)
	}
	for login, code := range s.codes {
		if log := before.log.String() + r.log.String(); strings.Contains(log, code) ||
			strings.Contains(log, login) {
			t.Errorf("%s is in the log\n%s", login, log)
		}
	}
}

// journal is the lines of the journal's commands, without their times and keys.
func (s *school) journal(t *testing.T) (lines []string) {
	t.Helper()
	nc, err := s.connect(s.secret.Coordinator())
	if err != nil {
		t.Fatal(err)
	}
	defer nc.Close()
	js, err := jetstream.New(nc)
	if err != nil {
		t.Fatal(err)
	}
	stream, err := js.Stream(t.Context(), journal.Stream)
	if err != nil {
		t.Fatal(err)
	}
	for seq := uint64(1); seq <= stream.CachedInfo().State.LastSeq; seq++ {
		m, err := stream.GetMsg(t.Context(), seq)
		if err != nil {
			t.Fatal(err)
		}
		_, commands, _ := strings.Cut(string(m.Data), "\n")
		for line := range strings.Lines(commands) {
			f := strings.Fields(line)
			lines = append(lines, strings.Join(append([]string{f[0], f[2], f[3]}, f[5:]...), " "))
		}
	}
	return lines
}
