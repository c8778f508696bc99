package identity

import (
	"net/netip"
	"testing"
	"time"
)

// wire is a line of clara's, as the machine and the server count it.
type wire struct {
	t      *talk
	at     netip.AddrPort
	now    time.Time
	line   Line
	client Client
	shut   int // times that she was found to talk too much
}

func newWire() *wire {
	w := &wire{at: netip.MustParseAddrPort("192.0.2.1:4000"), now: time.Unix(0, 0),
		client: Client{Account: ownName(Teacher, "clara"), Login: "clara"}}
	w.t = newTalk(Wire{
		Lines: func() map[netip.AddrPort]Line { return map[netip.AddrPort]Line{w.at: w.line} },
		Clients: func() map[netip.AddrPort]Client {
			return map[netip.AddrPort]Client{w.at: w.client}
		},
		Close: func(uint64) {},
	}, func(connected, excess) { w.shut++ }, w.now)
	return w
}

// pass has something come every tenth of a second.
func (w *wire) pass(d time.Duration, come func()) {
	for end := w.now.Add(d); w.now.Before(end); {
		come()
		w.now = w.now.Add(listenEvery)
		w.t.listen(w.now, listenEvery.Seconds())
		if passed := w.now.Sub(w.t.since); passed >= watchEvery {
			w.t.rates(passed.Seconds())
			w.t.since = w.now
		}
	}
}

func (w *wire) talk(bytes uint64) {
	w.line.Bytes += bytes
	w.line.Segments++
}

func (w *wire) message(payload uint64) {
	w.talk(payload + messageLine)
	w.client.Messages++
	w.client.Bytes += payload
}

func (w *wire) messages(n int, payload uint64) {
	for range n {
		w.message(payload)
	}
}

// TestMessagesAreNoTalk has all that an honest client may do, for hours.
func TestMessagesAreNoTalk(t *testing.T) {
	for name, pass := range map[string]func(*wire){
		"requests of a script": func(w *wire) {
			w.pass(time.Minute, func() { w.messages(90, 200) })
		},
		"large messages": func(w *wire) { w.pass(time.Minute, func() { w.message(maxTeacherPayload) }) },
		"a large message in parts": func(w *wire) {
			w.pass(time.Second, func() { w.talk(maxTeacherPayload / 10) })
			w.client.Messages, w.client.Bytes = 1, maxTeacherPayload
			w.pass(time.Minute, func() {})
		},
		"pings of a day, and then a script": func(w *wire) {
			w.pass(24*time.Hour, func() { w.talk(30) })
			w.pass(time.Minute, func() { w.messages(90, 200) })
		},
		"a thousand subscriptions at once": func(w *wire) {
			w.talk(20_000)
			w.pass(time.Minute, func() {})
		},
	} {
		w := newWire()
		if pass(w); w.shut > 0 {
			t.Errorf("%s: she is shut out", name)
		}
	}
}

func TestTalkIsFound(t *testing.T) {
	for name, pass := range map[string]func(*wire){
		"pings": func(w *wire) {
			w.pass(5*time.Second, func() { w.talk(60_000) })
		},
		"messages": func(w *wire) {
			w.pass(3*time.Second, func() { w.messages(110, 200) })
		},
		// A teacher's class list may be on its way: that is told from pings once they are more.
		"pings between messages": func(w *wire) {
			w.pass(7*time.Second, func() { w.message(200); w.talk(20_000) })
		},
		"single bytes": func(w *wire) {
			w.pass(5*time.Second, func() {
				for range 2000 {
					w.talk(1)
				}
			})
		},
		"who comes and goes": func(w *wire) {
			w.pass(5*time.Second, func() {
				w.at = netip.AddrPortFrom(w.at.Addr(), w.at.Port()+1)
				w.line = Line{}
				w.talk(100_000)
			})
		},
	} {
		w := newWire()
		if pass(w); w.shut == 0 {
			t.Errorf("%s: nobody has noticed", name)
		}
	}
}
