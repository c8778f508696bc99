package node_test

import (
	"strings"
	"testing"
)

// TestPageSaysWherePhonesDoNotReach has the teacher's page say that the address in the QR is the
// computer's own, for as long as there is a QR.
func TestPageSaysWherePhonesDoNotReach(t *testing.T) {
	t.Parallel()
	const warning = "Celulares não abrem "
	teacher := newBrowser(t, startPage(t).WebURL())
	if _, text := teacher.send(t, "/professor/abrir", openCoded); !strings.Contains(text,
		warning+teacher.at+",") {
		t.Errorf("of the loopback is said %s", text)
	}
	_, text := teacher.send(t, "/professor/3030/encerrar", nil)
	if strings.Contains(text, warning) {
		t.Errorf("of a roll call that has ended is said %s", text)
	}
}
