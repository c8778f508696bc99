package node_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// teach has a teacher ask on the bus.
func teach(t *testing.T, nc *nats.Conn, subject, payload string) {
	t.Helper()
	if m, err := nc.Request(subject, []byte(payload), natstest.Patience); err != nil ||
		m.Header.Get(subjects.HeaderStatus) != "" {
		t.Fatalf("%s %s: %v %+v", subject, payload, err, m)
	}
}

// scanned is the form that a browser is shown for the code of the room.
func scanned(t *testing.T, b browser, nc *nats.Conn, student string) url.Values {
	t.Helper()
	_, form := b.visit(t, "/3030/"+roomCode(t, nc).QR)
	return url.Values{"class": {"3030"}, "student": {student},
		"ticket": {field(t, form, "ticket")}, "id": {field(t, form, "id")}, "try": {"1"}}
}

// TestPageTickets has the ticket of one phone be used by others and elsewhere.
func TestPageTickets(t *testing.T) {
	t.Parallel()
	m := startPage(t)
	nc := natstest.Connect(t, m.ClientURL())
	teach(t, nc, subjects.TeacherStart, `{"class":3030,"code_every":120}`)
	teach(t, nc, subjects.TeacherStart, `{"class":4040,"code_every":120}`)
	ana, bia := newBrowser(t, m.WebURL()), newBrowser(t, m.WebURL())
	form := scanned(t, ana, nc, "10")
	with := func(name, value string) url.Values {
		v := url.Values{}
		for k := range form {
			v[k] = form[k]
		}
		v.Set(name, value)
		v.Del("id") // a request of its own
		return v
	}
	sent := form.Get("ticket")
	turned := func(what, says string, b browser, v url.Values) {
		t.Helper()
		_, text := b.send(t, "/present", v)
		if !strings.Contains(text, says) || strings.Contains(text, "Código lido") {
			t.Errorf("%s: %s", what, text)
		}
	}
	const wrong, unread = "não vale para este aparelho", "leitura do código não pôde ser entendida"
	turned("a ticket on another phone", wrong, bia, with("student", "20"))
	turned("a ticket of another class", wrong, ana, with("class", "4040"))
	turned("a ticket with a letter changed", unread, ana,
		with("ticket", sent[:20]+flip(sent[20:21])+sent[21:]))
	bad := with("ticket", "x")
	bad.Set("student", "abc")
	turned("no ticket, and no number", "não é uma matrícula", ana, bad)
	turned("a ticket that is none", `id="code"`, ana, with("ticket", strings.Repeat("x", 4<<10)))
	turned("a receipt as a ticket", unread, ana, with("ticket", receiptOf(t, ana, form)))
	if got := listed(t, nc).Students; len(got) != 1 || got[0] != "10" {
		t.Errorf("registered: %v", got)
	}
	turned("a ticket for a second student on the phone that has it", "Presença registrada", ana,
		with("student", "20"))
	if shared := listed(t, nc).Shared; len(shared) != 1 || len(shared[0]) != 2 {
		t.Errorf("of one phone: %v", shared)
	}
	teach(t, nc, subjects.TeacherCheck, `{"class":3030}`)
	turned("a ticket of the check before, for this one", "já estava", ana, with("student", "10"))
	teach(t, nc, subjects.TeacherEnd, `{"class":3030}`)
	teach(t, nc, subjects.TeacherStart, `{"class":3030,"code_every":120}`)
	turned("a ticket of the roll call before", wrong, ana, with("student", "30"))
	if got := listed(t, nc).Students; len(got) != 0 {
		t.Errorf("registered: %v", got)
	}
}

// receiptOf is the sealed part of the address of a receipt.
func receiptOf(t *testing.T, b browser, form url.Values) string {
	t.Helper()
	resp, _ := b.send(t, "/present", form)
	return strings.TrimPrefix(resp.Request.URL.Path, "/recibo/")
}

func flip(letter string) string {
	if letter == "A" {
		return "B"
	}
	return "A"
}

// TestPageCodes has codes be used that were right once.
func TestPageCodes(t *testing.T) {
	t.Parallel()
	m := startPage(t)
	nc := natstest.Connect(t, m.ClientURL())
	teach(t, nc, subjects.TeacherStart, `{"class":3030,"code_every":120}`)
	before := roomCode(t, nc)
	teach(t, nc, subjects.TeacherCheck, `{"class":3030}`)
	thief := newBrowser(t, m.WebURL())
	typed := url.Values{"class": {"3030"}, "student": {"66"}, "code": {before.QR}}
	if _, text := thief.send(t, "/present", typed); !strings.Contains(text, "código já passou") {
		t.Errorf("the code of the check before: %s", text)
	}
	teach(t, nc, subjects.TeacherEnd, `{"class":3030}`)
	teach(t, nc, subjects.TeacherStart, `{"class":3030,"code_every":120}`)
	if _, text := thief.send(t, "/present", typed); !strings.Contains(text, "não é o da sala") {
		t.Errorf("the code of the roll call before: %s", text)
	}
	if got := listed(t, nc).Students; len(got) != 0 {
		t.Errorf("registered: %v", got)
	}
}

// TestPageNames has a stranger ask who a number is. Registered or not, it is told nothing
// of anybody.
func TestPageNames(t *testing.T) {
	t.Parallel()
	m := startPage(t)
	nc := natstest.Connect(t, m.ClientURL())
	teach(t, nc, subjects.TeacherStart, `{"class":3030,"code_every":120}`)
	thief := newBrowser(t, m.WebURL())
	shape := func(student string) string {
		_, text := thief.send(t, "/present", url.Values{"class": {"3030"}, "student": {student},
			"id": {strings.Repeat("0", 32)}})
		text = strings.ReplaceAll(text, student[len(student)-3:], "END")
		return changing.ReplaceAllString(text, "")
	}
	teach(t, nc, subjects.TeacherMark,
		`{"class":3030,"student":"042191011","present":false,"reason":"<script>alert(1)</script>"}`)
	if a, b := shape("042191010"), shape("042191012"); a != b {
		t.Errorf("two numbers are told apart:\n%s\n%s", a, b)
	}
	_, text := thief.visit(t, "/professor/3030")
	if strings.Contains(text, "<script>a") || !strings.Contains(text, "&lt;script&gt;alert(1)") {
		t.Errorf("a reason that is a script: %s", text)
	}
}
