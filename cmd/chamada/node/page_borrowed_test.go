package node_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// TestPageBorrowedPhone has a phone that remembers one student scan the code for another: what it
// has scanned stays good, and only the number is asked for.
func TestPageBorrowedPhone(t *testing.T) {
	t.Parallel()
	m := startPage(t)
	nc := natstest.Connect(t, m.ClientURL())
	teach(t, nc, subjects.TeacherStart, `{"class":3030,"code_every":120}`)
	phone := newBrowser(t, m.WebURL())
	phone.send(t, "/present", scanned(t, phone, nc, "10"), fromElsewhere)
	_, known := phone.visit(t, "/3030/"+roomCode(t, nc).QR)
	if !strings.Contains(known, "Sou 10") {
		t.Fatalf("the phone remembers nobody: %s", known)
	}
	_, notMe, _ := strings.Cut(known, `action="/forget"`)
	answer := url.Values{"class": {field(t, notMe, "class")},
		"ticket": {field(t, notMe, "ticket")}, "roll": {field(t, notMe, "roll")}}
	_, form := phone.send(t, "/forget", answer, fromElsewhere)
	if strings.Contains(form, "Sou 10") || strings.Contains(form, `id="code"`) ||
		!strings.Contains(form, `data-roll="`+answer.Get("roll")+`"`) {
		t.Errorf("after “Não sou eu”: %s", form)
	}
	second := url.Values{"class": {"3030"}, "student": {"20"}, "ticket": {field(t, form, "ticket")}}
	_, text := phone.send(t, "/present", second, fromElsewhere)
	if !strings.Contains(text, "Presença registrada") {
		t.Errorf("the second student: %s", text)
	}
	if roll := listed(t, nc); len(roll.Students) != 2 || len(roll.Shared) != 1 {
		t.Errorf("registered %v, of one phone %v", roll.Students, roll.Shared)
	}
}

// TestPageForgetKeepsNoForgery has another's ticket, and one of another class, be sent to the form
// that forgets: it shows none.
func TestPageForgetKeepsNoForgery(t *testing.T) {
	t.Parallel()
	m := startPage(t)
	nc := natstest.Connect(t, m.ClientURL())
	teach(t, nc, subjects.TeacherStart, `{"class":3030,"code_every":120}`)
	phone := newBrowser(t, m.WebURL())
	ticket := scanned(t, phone, nc, "10").Get("ticket")
	for name, form := range map[string]url.Values{
		"forged":           {"class": {"3030"}, "ticket": {"forged"}},
		"of another class": {"class": {"4040"}, "ticket": {ticket}},
		"too long":         {"class": {"3030"}, "ticket": {strings.Repeat("A", 4<<10)}},
		"too long a code":  {"class": {"3030"}, "code": {strings.Repeat("1", 33)}},
	} {
		resp, text := phone.send(t, "/forget", form)
		if at := resp.Request.URL.Path; at != "/"+form.Get("class") ||
			strings.Contains(text, `name="ticket"`) {
			t.Errorf("%s: at %s: %s", name, at, text)
		}
	}
}
