package node_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// TestPageSaysThatNoPhoneHasCome has the teacher's page and the projector say so before the first
// phone comes, since that is how a Wi-Fi which lets none through is noticed.
func TestPageSaysThatNoPhoneHasCome(t *testing.T) {
	t.Parallel()
	m := startPage(t)
	teacher := newBrowser(t, m.WebURL())
	teacher.send(t, "/professor/abrir", openCoded)
	const none, one = "nenhum celular abriu a página ainda", "1 celular abriu a página"
	shows := func(path, said string, others ...string) {
		t.Helper()
		_, text := teacher.visit(t, path)
		if !strings.Contains(text, said) {
			t.Errorf("%s does not say %q: %s", path, said, text)
		}
		for _, other := range others {
			if strings.Contains(text, other) {
				t.Errorf("%s says %q: %s", path, other, text)
			}
		}
	}
	shows("/professor/3030", none)
	shows("/professor/3030/projetor", none)
	phone := newBrowser(t, m.WebURL())
	_, form := phone.visit(t, "/3030/"+roomCode(t, natstest.Connect(t, m.ClientURL())).QR)
	if !strings.Contains(form, `data-offline="Ainda não registrada: sem rede.`) {
		t.Errorf("without a network a phone would not say how it stands: %s", form)
	}
	phone.send(t, "/aberta", url.Values{"class": {"3030"}})
	shows("/professor/3030", one, none)
	shows("/professor/3030/projetor", one, none)
	teacher.send(t, "/professor/3030/encerrar", nil)
	shows("/professor/3030/lista", "Encerrada em", one, none)
}

// TestPageCountsNoPhonesThatItHasNotSeen has students be present whose phones have opened the page
// of a gateway that was started before this one: nobody is told that no phone has come.
func TestPageCountsNoPhonesThatItHasNotSeen(t *testing.T) {
	t.Parallel()
	m := startPage(t)
	nc := natstest.Connect(t, m.ClientURL())
	teach(t, nc, subjects.TeacherStart, `{"class":3030}`)
	for _, student := range []string{"1", "2"} {
		teach(t, nc, subjects.StudentPresent, `{"class":3030,"student":"`+student+`"}`)
	}
	teacher, phone := newBrowser(t, m.WebURL()), newBrowser(t, m.WebURL())
	for range 2 {
		for _, path := range []string{"/professor/3030", "/professor/3030/projetor"} {
			if _, text := teacher.visit(t, path); strings.Contains(text, "a página") {
				t.Errorf("%s counts phones: %s", path, text)
			}
		}
		phone.visit(t, "/3030")
		phone.visit(t, "/3030") // it has a name by now, and is one of two
	}
}

// TestPageEndedOnceMoreForgetsNoPhone has the form that ended a roll call come again, from a page
// that names no roll call, when the next one is open and a phone has come to it.
func TestPageEndedOnceMoreForgetsNoPhone(t *testing.T) {
	t.Parallel()
	m := startPage(t)
	teacher, phone := newBrowser(t, m.WebURL()), newBrowser(t, m.WebURL())
	_, page := teacher.send(t, "/professor/abrir", openCoded)
	_, form, _ := strings.Cut(page, `action="/professor/3030/encerrar"`)
	phone.visit(t, "/3030") // for a name, without which it is not counted
	old := url.Values{"id": {field(t, form, "id")}}
	phone.visit(t, "/3030")
	teacher.send(t, "/professor/3030/encerrar", old)
	if _, page = teacher.send(t, "/professor/abrir", openCoded); !strings.Contains(page,
		"nenhum celular abriu") {
		t.Errorf("the phones of the roll call before are counted: %s", page)
	}
	phone.visit(t, "/3030")
	teacher.send(t, "/professor/3030/encerrar", old)
	if _, page = teacher.visit(t, "/professor/3030"); !strings.Contains(page,
		"1 celular abriu a página") {
		t.Errorf("the phone is forgotten: %s", page)
	}
}
