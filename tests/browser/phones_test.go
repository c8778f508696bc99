//go:build browser

package browser

import (
	"fmt"
	"testing"
	"time"

	"github.com/chamada/chamada/tests/faults"
)

// lines are the networks that phones have, and how long a scan may take to its receipt.
var lines = map[string]struct {
	line  faults.Line
	limit time.Duration
}{
	"3g": {faults.Line{RTT: 270 * time.Millisecond, Rate: 700_000 / 8}, 2500 * time.Millisecond},
	"2g": {faults.Line{RTT: 1400 * time.Millisecond, Rate: 70_000 / 8}, 10 * time.Second},
}

// From the scan to the receipt, on a phone that connects for the first time, without the time that
// somebody types. The line takes three trips of it: to connect, for the page, and for the receipt.
// That is some 0.9 s of 3g and 5 s of 2g with the bytes; the rest is for the phone, the node and a
// machine that has other things to do.
func TestSlowNetworks(t *testing.T) {
	for name, network := range lines {
		t.Run(name, func(t *testing.T) {
			s := newSchool(t)
			s.open()
			address, _ := s.projector().photograph()
			phone, took := s.scanToReceipt(address, network.line, "11")
			t.Logf("%v", took)
			if took > network.limit {
				t.Errorf("it took %v, more than %v", took, network.limit)
			}
			for _, asked := range value[[]string](phone, trips) {
				if asked != "fetch /present" {
					t.Errorf("one trip too many: %s", asked)
				}
			}
		})
	}
}

// trips are what the page has waited for beside itself. That the phone is counted is asked when
// nobody waits.
const trips = `performance.getEntriesByType('resource').filter(e => !e.name.endsWith('/aberta')).map(
	e => e.initiatorType + ' ' + new URL(e.name).pathname + (e.redirectStart ? ' redirected' : ''))`

func (s *school) scanToReceipt(address string, line faults.Line, student string) (*tab,
	time.Duration) {
	s.t.Helper()
	phone := s.phone("about:blank")
	s.network.Slow(line)
	began := time.Now()
	phone.visit(address)
	phone.enter("#student", student)
	phone.press("#form button")
	phone.sees("Presença registrada")
	return phone, time.Since(began)
}

// The server is started again while the request is on its way, and the page is closed and
// opened again: one presence, one receipt.
func TestServerStartedAgain(t *testing.T) {
	s := newSchool(t)
	s.open()
	address, _ := s.projector().photograph()
	profile := s.phone("about:blank")
	phone := profile.beside(address, small)
	phone.enter("#student", "10")
	s.network.Stall(faults.ToClient)
	phone.press("#form button")
	s.await("10")
	s.stop()
	s.network.Cut()
	phone.sees("Ainda não registrada, tentando")
	phone.close()
	s.network.Flow(faults.ToClient)
	s.network.Mend()
	s.start()
	s.present("10")

	phone = profile.beside(address, small)
	phone.enter("#student", "10")
	phone.press("#form button")
	phone.sees("Presença registrada")
	receipt := value[string](phone, `document.querySelector('dl').innerText`)
	s.present("10")
	phone.visit(address)
	phone.sees("Sou 10")
	phone.press("#form button")
	phone.sees("Recibo")
	if again := value[string](phone, `document.querySelector('dl').innerText`); again != receipt {
		t.Errorf("another receipt: %q, %q", receipt, again)
	}
	s.present("10")
}

// Nothing hangs on what a browser takes for the time: neither the code on the wall nor the
// ticket nor the tries.
func TestClocksOff(t *testing.T) {
	for _, off := range []time.Duration{-time.Hour, time.Hour} {
		t.Run(fmt.Sprint(off), func(t *testing.T) {
			s := newSchool(t)
			s.open()
			wrong := clockOff(off)
			wall := s.tab(s.desk+"/professor/3030/projetor", wrong)
			wall.sees("ao vivo")
			phone := s.phone("about:blank", wrong)
			address, _ := wall.photograph()
			phone.visit(address)
			if skew := time.Until(time.UnixMilli(value[int64](phone, "Date.now()"))); (skew -
				off).Abs() > time.Minute {
				t.Fatalf("the browser's clock is off by %v", skew)
			}
			phone.enter("#student", "10")
			s.network.Cut()
			phone.press("#form button")
			phone.sees("tentando")
			s.network.Mend()
			phone.sees("Presença registrada")
			s.present("10")
			if value[bool](wall, "document.getElementById('stage').classList.contains('stale')") {
				t.Error("the wall takes its code for an old one")
			}
		})
	}
}
