package node_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// TestPageOfAnotherRollCall has the forms of an old page be sent when the class has another roll
// call open: nothing is done to that one.
func TestPageOfAnotherRollCall(t *testing.T) {
	t.Parallel()
	m := startPage(t)
	nc := natstest.Connect(t, m.ClientURL())
	teacher := newBrowser(t, m.WebURL())
	_, old := teacher.send(t, "/professor/abrir", openCoded)
	_, form, _ := strings.Cut(old, `action="/professor/3030/encerrar"`)
	was := url.Values{"id": {field(t, form, "id")}, "roll": {field(t, form, "roll")}}
	teach(t, nc, subjects.TeacherEnd, `{"class":3030}`)
	teach(t, nc, subjects.TeacherStart, `{"class":3030,"code_every":30}`)
	for path, more := range map[string]url.Values{
		"encerrar": nil, "verificar": nil, "marcar": {"student": {"7"}},
	} {
		sent := url.Values{"id": {was.Get("id") + path}, "roll": was["roll"]}
		for name, values := range more {
			sent[name] = values
		}
		resp, text := teacher.send(t, "/professor/3030/"+path, sent)
		if resp.StatusCode != http.StatusConflict || !strings.Contains(text, "de outra chamada") {
			t.Errorf("%s of the roll call before: %s %s", path, resp.Status, text)
		}
	}
	roll := listed(t, nc)
	if len(roll.Students) > 0 || roll.Roll == was.Get("roll") || roomCode(t, nc).Check != 1 {
		t.Errorf("the roll call of now: %+v", roll)
	}
	_, now := teacher.visit(t, "/professor/3030")
	_, form, _ = strings.Cut(now, `action="/professor/3030/encerrar"`)
	of := url.Values{"id": {field(t, form, "id")}, "roll": {field(t, form, "roll")}}
	for range 2 { // once more: the list of then
		if _, text := teacher.send(t, "/professor/3030/encerrar", of); !strings.Contains(text,
			"Chamada encerrada") {
			t.Errorf("its own page: %s", text)
		}
	}
}

// TestPageOpensAnOpenOne says that a roll call was open already, and whether it asks for a code.
func TestPageOpensAnOpenOne(t *testing.T) {
	t.Parallel()
	m := startPage(t)
	teacher := newBrowser(t, m.WebURL())
	const open = "já estava aberta"
	if _, text := teacher.send(t, "/professor/abrir",
		url.Values{"class": {"3030"}}); strings.Contains(text, open) {
		t.Errorf("opened for the first time: %s", text)
	}
	if _, text := teacher.send(t, "/professor/abrir", openCoded); !strings.Contains(text, open) ||
		!strings.Contains(text, "não pede código") {
		t.Errorf("opened with a code when it was open without: %s", text)
	}
}
