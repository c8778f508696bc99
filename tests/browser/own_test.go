//go:build browser

package browser

import (
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/coordinator/identity"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// logins has nobody come in without one; the admin's is made at the start.
func logins(s *school) {
	s.codes = map[string]string{}
	s.cfg.Auth = true
	s.cfg.FirstAdmin = s.issued
}

func (s *school) issued(i identity.Issued) { s.codes[i.Login] = i.Code.Reveal() }

// as connects under a login, where there are any.
func (s *school) as(login string) []nats.Option {
	if s.codes == nil {
		return nil
	}
	return []nats.Option{nats.UserInfo(login, s.codes[login]),
		nats.CustomInboxPrefix(subjects.InboxPrefix(login))}
}

// enrollLogins makes logins, and waits until they are known.
func (s *school) enrollLogins(people ...identity.Row) {
	s.t.Helper()
	nc, err := natstest.Dial(s.node, s.as("admin")...)
	if err != nil {
		s.t.Fatal(err)
	}
	defer nc.Close()
	done, err := identity.ForAdmin(nc, time.Now).Import(s.t.Context(), people, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, one := range done.Created {
		s.issued(one)
		natstest.Within(s.t, natstest.Patience, func() error {
			nc, err := natstest.Dial(s.node, s.as(one.Login)...)
			if err == nil {
				nc.Close()
			}
			return err
		})
	}
}

// A student sees what was corrected, by whom and why, on a phone that remembers the login.
func TestOwnAbsences(t *testing.T) {
	useGallery(t)
	usePictures(t)
	s := newSchool(t, logins)
	s.enrollLogins(identity.Row{Login: "042191012", Role: identity.Student, Name: "Ana"})
	request := subjects.PutRequest{Class: class}
	request.Keep.On, request.Hours = true, 2
	for student, name := range map[subjects.Student]string{"042191010": "Ana Souza",
		"042191011": "Bruno José Lima", "042191012": "Ana Beatriz Nunes", "042191013": "Davi"} {
		request.Students = append(request.Students, subjects.Enrolled{Student: student, Name: name})
	}
	if _, err := s.teacher.PutClass(t.Context(), request,
		clients.ID("list-of-a-class")); err != nil {
		t.Fatal(err)
	}
	s.term()
	s.correct("042191012")
	phone := s.phone("/minhas")
	phone.enter("#login", "042191012")
	phone.enter("#code", s.codes["042191012"])
	phone.press("main form button")
	phone.enter("#class", class.String())
	phone.press("form[action='/minhas'] button")
	phone.sees("horas de falta")
	phone.sees("por admin: representou a turma")
	phone.lacks("042191011", "a student sees another")
	phone.lacks("Bruno", "a student sees another")
	phone.gallery("own")
	phone.picture("minhas")
	phone.visit("/minhas?class=3030")
	phone.sees("horas de falta")
	for _, theme := range []string{"light", "dark"} {
		for size, screen := range screens {
			phone.do(screen, scheme(theme))
			for _, wrong := range value[[]string](phone, rules) {
				t.Errorf("%s, %s: %s", size, theme, wrong)
			}
		}
	}
}

// A student finds the own record from the form and from a receipt, in either language; where there
// are no logins there is no way to it.
func TestOwnAbsencesAreFound(t *testing.T) {
	const link = "a[href='/minhas?class=3030']"
	s := newSchool(t, logins)
	s.enrollLogins(identity.Row{Login: "042191012", Role: identity.Student, Name: "Ana"})
	request := subjects.PutRequest{Class: class}
	request.Keep.On = true
	request.Students = []subjects.Enrolled{{Student: "042191012", Name: "Ana"},
		{Student: "042191010", Name: "Ana Souza"}, {Student: "042191011", Name: "Bruno"},
		{Student: "042191013", Name: "Davi"}}
	if _, err := s.teacher.PutClass(t.Context(), request); err != nil {
		t.Fatal(err)
	}
	s.term()
	if _, err := s.teacher.StartCoded(t.Context(), class, 120); err != nil {
		t.Fatal(err)
	}
	code, err := s.teacher.Code(t.Context(), class)
	if err != nil {
		t.Fatal(err)
	}
	phone := s.phone("/3030?lang=en")
	phone.sees("My absences")
	phone.visit("/3030/" + code.QR + "?lang=pt")
	phone.enter("#student", "042191012")
	phone.press("#form button")
	phone.sees("Presença registrada")
	phone.sees("Minhas faltas")
	phone.press(link)
	phone.enter("#login", "042191012")
	phone.enter("#code", s.codes["042191012"])
	phone.press("main form button")
	phone.sees("horas de falta")
	phone.press("a[href='/3030']")
	phone.press(link)
	phone.sees("horas de falta")
	phone.press("form[action='/minhas/sair'] button")
	phone.press("a[href='/']")
	phone.sees("Minhas faltas")
	open := newSchool(t).phone("/3030")
	open.lacks("Minhas faltas", "without logins there is a way to the own record")
}
