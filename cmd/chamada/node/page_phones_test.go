package node_test

import (
	"net/url"
	"strings"
	"testing"

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
