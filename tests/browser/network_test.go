//go:build browser

package browser

import (
	"testing"

	"github.com/chamada/chamada/tests/faults"
)

// The network goes after the request has arrived and before its answer has: the phone says
// that it does not know, tries the same request again, and gets the one receipt there is.
func TestCutAfterTheRequestHasLeft(t *testing.T) {
	s := newSchool(t)
	s.open()
	address, _ := s.projector().photograph()
	phone := s.phone(address)
	phone.sees("Código lido")
	phone.enter("#student", "10")

	s.network.Stall(faults.ToClient)
	phone.press("#form button")
	s.await("10")
	s.network.Cut()
	phone.sees("Ainda não registrada, tentando")
	s.network.Flow(faults.ToClient)
	s.network.Mend()
	phone.sees("Presença registrada")
	s.present("10")
}
