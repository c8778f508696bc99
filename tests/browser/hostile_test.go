//go:build browser

package browser

import (
	_ "embed"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chamada/chamada/clients/web"
	"github.com/chamada/chamada/coordinator/identity"
	"github.com/chamada/chamada/subjects"
)

// hostile is a name that would like to be a part of the page, and to have what comes after it be
// read from right to left.
const hostile = `'"></title></style></script><x-evil></x-evil><img src=x onerror="evil=1">` +
	"\u202e\u2067gro.live"

//go:embed hostile.js
var astray string

// hostileClass is a class that calls everything hostile: its roll call of paper, with
// corrections, which is returned, and one that is open.
func (s *school) hostileClass() (roll string) {
	s.t.Helper()
	request := subjects.PutRequest{Class: class}
	request.Name, request.Keep.On, request.Hours = hostile, true, 2
	for _, student := range []subjects.Student{"042191010", "042191011", "042191012",
		"042191013"} {
		request.Students = append(request.Students, subjects.Enrolled{Student: student,
			Name: hostile, Social: strings.Repeat(hostile, int(student[8]-'0')%2)})
	}
	if _, err := s.teacher.PutClass(s.t.Context(), request); err != nil {
		s.t.Fatal(err)
	}
	began := subjects.At(time.Now().AddDate(0, 0, -7))
	added, err := s.teacher.AddRecord(s.t.Context(), subjects.AddRequest{Class: class,
		Started: began, Ended: began + 6_000_000, Students: []subjects.Student{"042191010"},
		Reason: hostile})
	if err != nil {
		s.t.Fatal(err)
	}
	mark, hours := subjects.MarkExcused, 1
	for _, q := range []subjects.CorrectRequest{{Student: "042191012", Mark: &mark},
		{Hours: &hours}} {
		q.Class, q.Roll, q.Reason, q.Revision = class, added.Roll, hostile, added.Revision
		got, err := s.teacher.Correct(s.t.Context(), q)
		if err != nil {
			s.t.Fatal(err)
		}
		added.Revision = got.Revision
	}
	if _, err := s.teacher.StartCoded(s.t.Context(), class, 120); err != nil {
		s.t.Fatal(err)
	}
	s.hostileArrivals("042191010", "77")
	return added.Roll
}

// hostileArrivals marks some present, and strikes one out.
func (s *school) hostileArrivals(students ...subjects.Student) {
	s.t.Helper()
	all := []subjects.MarkRequest{{Student: "042191013"}}
	for _, student := range students {
		all = append(all, subjects.MarkRequest{Student: student, Present: true})
	}
	for _, q := range all {
		q.Class, q.Reason = class, hostile
		if _, err := s.teacher.Mark(s.t.Context(), q); err != nil {
			s.t.Fatal(err)
		}
	}
}

// everyDoor is a browser that has come in wherever there is a login.
func (s *school) everyDoor() *tab {
	s.t.Helper()
	p := s.tab(s.desk + "/professor")
	for door, login := range map[string]string{"/professor": "admin", "/minhas": "042191012",
		"/kiosk": "porta"} {
		p.visit(s.desk + door)
		p.enter("#login", login)
		p.enter("#code", s.codes[login])
		p.press("main form button")
		p.awaits("class")
	}
	return p
}

// harmless sees that the page is as it should be.
func (p *tab) harmless(where string) {
	p.t.Helper()
	for _, wrong := range value[[]string](p, astray) {
		p.t.Errorf("%s: %s", where, wrong)
	}
}

// TestHostileNamesInABrowser has a browser open every page that there is, of a class that calls
// everything hostile: no script of a name runs, nothing of it is markup, no link leads astray, and
// the numbers beside it stand as they are. What the policy alone has kept from running, a tab
// complains of itself.
func TestHostileNamesInABrowser(t *testing.T) {
	s := newSchool(t, logins)
	s.enrollLogins(identity.Row{Login: "042191012", Role: identity.Student, Name: "Ana"},
		identity.Row{Login: "porta", Role: identity.Kiosk, Name: "Porta"})
	roll := s.hostileClass()
	code, err := s.teacher.Code(t.Context(), class)
	if err != nil {
		t.Fatal(err)
	}
	p := s.everyDoor()
	at := strings.NewReplacer("{$}", "", "{class}", "3030", "{roll}", roll, "{code}", code.QR,
		"{format}", "html", "{receipt}", "none")
	for _, pattern := range web.Patterns() {
		path, ok := strings.CutPrefix(pattern, "GET ")
		if !ok || slices.Contains(noPages, path) {
			continue
		}
		path = at.Replace(path)
		if strings.Contains(path, "{") {
			t.Errorf("what stands in %s is not known", path)
		}
		for _, query := range []string{"", "?class=3030&aluno=042191012&nomes", "?class=" +
			url.QueryEscape(hostile)} {
			p.visit(s.desk + path + query)
			p.harmless(path + query)
		}
	}
	p.visit(s.desk + "/professor/3030")
	wall := p.beside(s.desk + "/professor/3030/projetor?nomes")
	wall.sees("ao vivo")
	p.sees("ao vivo")
	s.hostileArrivals("042191011", "78")
	p.sees("Presentes da lista · 2")
	wall.sees("…78")
	p.harmless("what came while the roll call's page was open")
	wall.harmless("what came while the projector was on")
}

// noPages are what a browser does not show: a stream, and a file that comes down.
var noPages = []string{"/professor/{class}/eventos",
	"/professor/{class}/registro/{roll}/moodle"}
