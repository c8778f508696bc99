package node_test

import (
	"net/http"
	"strings"
	"testing"
)

// TestPageSaysWherePhonesDoNotReach has the teacher's page say that the address in the QR is the
// computer's own, and nothing of the kind where it is one for phones.
func TestPageSaysWherePhonesDoNotReach(t *testing.T) {
	t.Parallel()
	const warning = "Celulares não abrem "
	cfg := config(t)
	cfg.Web.Listen, cfg.Web.Names = "127.0.0.1:0", []string{"sala.example"}
	teacher := newBrowser(t, start(t, cfg).WebURL())
	if _, text := teacher.send(t, "/professor/abrir", openCoded); !strings.Contains(text,
		warning+teacher.at+",") {
		t.Errorf("of the loopback is said %s", text)
	}
	_, text := teacher.visit(t, "/professor/3030", func(r *http.Request) { r.Host = "sala.example" })
	if !strings.Contains(text, "Turma 3030") || strings.Contains(text, warning) {
		t.Errorf("of an address in the network is said %s", text)
	}
}
