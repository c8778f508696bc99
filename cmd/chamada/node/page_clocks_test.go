package node_test

import (
	"html"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chamada/chamada/subjects"
)

// TestPageByTheClocksOfTheClass has every page with a time of a class with a list show it by the
// clocks of the class, and those of a class without one by the gateway's, named.
func TestPageByTheClocksOfTheClass(t *testing.T) {
	t.Parallel()
	cfg := config(t)
	cfg.Web.Listen = "127.0.0.1:0"
	s := startSchool(t, cfg)
	s.enrol(t)
	clara, student := s.login(t, "clara"), s.enters(t, "/minhas", "042191010")
	teacher := s.enters(t, "/professor", "clara")
	ask(t, clara, subjects.ClassPut, `{"class":3030,"zone":"Asia/Kathmandu","teachers":["clara"],
		"keep":true,"students":[{"student":"042191010","name":"Ana"}]}`)
	for _, class := range []string{"3030", "3031"} {
		ask(t, clara, subjects.TeacherStart, `{"class":`+class+`}`)
	}
	shows := func(b browser, path, clocks string) {
		t.Helper()
		_, text := b.visit(t, path)
		if text = html.UnescapeString(text); !strings.Contains(text, " ("+clocks+")") {
			t.Errorf("%s is not by clocks of %s: %s", path, clocks, text)
		}
	}
	here := "UTC"
	if now := time.Now(); now.Format("-0700") != "+0000" {
		here = "UTC" + strings.TrimSuffix(now.Format("-07:00"), ":00")
	}
	shows(teacher, "/professor/3030", "UTC+05:45")
	shows(teacher, "/professor/3031", here)
	for class, clocks := range map[string]string{"3030": "UTC+05:45", "3031": here} {
		receipt, _ := student.send(t, "/present", url.Values{"class": {class},
			"student": {"042191010"}, "access": {s.codes["042191010"]}})
		shows(student, receipt.Request.URL.Path, clocks)
	}
	shows(teacher, "/professor", here)
	teacher.send(t, "/professor/3030/encerrar", url.Values{})
	shows(teacher, "/professor/3030/lista", "UTC+05:45")
	shows(student, "/minhas?class=3030", "UTC+05:45")
}
