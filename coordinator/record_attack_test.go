package coordinator_test

import (
	"testing"

	"github.com/chamada/chamada/coordinator"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// TestWhoMayAskForRecords has everybody ask for the records of a class, also those whom a server
// with accounts would not let ask. The server is one without, which lets the test say what one
// with accounts vouches for.
func TestWhoMayAskForRecords(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	start(t, url, func(c *coordinator.Config) { c.Auth, c.Alone = true, true })
	nc := natstest.Connect(t, url)
	const ofDavi, ofGateway = `{"acc":"TEACHERS","user":"davi"}`,
		`{"acc":"GATEWAYS","user":"pagina"}`
	list := `{"class":30,"students":[{"student":"1"}],"teachers":["clara"],"keep":true}`
	for _, q := range []struct{ subject, payload string }{
		{subjects.ClassPut, list}, {subjects.TeacherStart, `{"class":30}`},
		{subjects.TeacherEnd, `{"class":30}`},
		{subjects.TeacherStart, `{"class":30}`}, // also of the one that is open
	} {
		if code, why := errorOf(askAs(t, nc, ofTeacher, q.subject, q.payload)); code != "" {
			t.Fatal(why)
		}
	}
	roll := `"roll":"x-1-0",`
	for subject, payload := range map[string]string{
		subjects.RecordGet:    `{"class":30}`,
		subjects.RecordIndex:  `{"class":30}`,
		subjects.RecordReport: `{"class":30}`,
		subjects.RecordFeed:   `{"name":"sigaa"}`,
		subjects.RecordCorrect: `{"class":30,` + roll + `"student":"1","mark":"present",` +
			`"reason":"eu quero","revision":"0"}`,
		subjects.RecordAdd: `{"class":30,"started":"2026-08-03T11:00:00Z",` +
			`"ended":"2026-08-03T12:00:00Z","students":["1"],"reason":"eu quero"}`,
	} {
		for _, asker := range []string{"", ofNobody, ofStudent, ofKiosk, ofGateway, ofDavi} {
			reply := askAs(t, nc, asker, subject, payload)
			code, _ := errorOf(reply)
			if asker == ofDavi && subject == subjects.RecordCorrect && code == subjects.NoRecord {
				code = subjects.Forbidden // of a roll call that is not there
			}
			if code != subjects.Forbidden {
				t.Errorf("%s asks %s: %s", asker, subject, reply.Data)
			}
		}
	}
	for _, asker := range []string{"", ofNobody, ofKiosk, ofGateway, ofTeacher, ofAdmin} {
		reply := askAs(t, nc, asker, subjects.StudentRecord, `{"class":30,"student":"1"}`)
		if code, _ := errorOf(reply); code != subjects.Forbidden {
			t.Errorf("%s asks for a student's: %s", asker, reply.Data)
		}
	}
	for subject, asker := range map[string]string{
		subjects.RecordGet: ofTeacher, subjects.RecordReport: ofAdmin,
		subjects.StudentRecord: ofStudent,
	} {
		if code, why := errorOf(askAs(t, nc, asker, subject, `{"class":30}`)); code != "" {
			t.Errorf("%s asks %s: %s", asker, subject, why)
		}
	}
}
