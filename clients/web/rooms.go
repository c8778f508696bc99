package web

import (
	"context"
	"sync"

	"github.com/chamada/chamada/subjects"
)

const (
	// maxRooms and maxPhones bound what is known of classes.
	maxRooms  = 10_000
	maxPhones = 20_000
)

// rooms count the phones that have opened the page of a class, so that a teacher sees at
// once when a Wi-Fi lets none of them through. It counts, and knows nobody.
//
// Beside that they know by which clocks a class is, for the receipts: the gateway's own seat may
// not ask, and learns it when a teacher looks at the roll call.
type rooms struct {
	mu    sync.Mutex
	of    map[subjects.Class]map[string]struct{}
	zones map[subjects.Class]string
}

func newRooms() *rooms {
	return &rooms{of: make(map[subjects.Class]map[string]struct{}),
		zones: make(map[subjects.Class]string)}
}

// zone is that of the clocks of a class, an IANA name; empty: not known here.
func (r *rooms) zone(class subjects.Class) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.zones[class]
}

// clocked notes by which clocks a class is.
func (r *rooms) clocked(class subjects.Class, zone string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, known := r.zones[class]; zone != "" && (known || len(r.zones) < maxRooms) {
		r.zones[class] = zone
	}
}

// opened counts a device of a class, once.
func (r *rooms) opened(class subjects.Class, device string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	phones := r.of[class]
	if phones == nil {
		if len(r.of) >= maxRooms {
			return
		}
		phones = make(map[string]struct{})
		r.of[class] = phones
	}
	if len(phones) < maxPhones {
		phones[device] = struct{}{}
	}
}

// phones is how many have.
func (r *rooms) phones(class subjects.Class) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.of[class])
}

// over forgets the phones of a class whose roll call has ended.
func (r *rooms) over(class subjects.Class) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.of, class)
}

// look is the feed of a class for one more viewer; leave is to be called when the viewer
// has gone.
func (s *sessions) look(in *session, class subjects.Class) (f *feed, leave func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f = in.rooms[class]
	if f == nil || f.ended() {
		f = newFeed(in, class, func() int { return s.g.rooms.phones(class) })
		ctx, cancel := context.WithCancel(context.Background())
		f.cancel = cancel
		in.rooms[class] = f
		go f.run(ctx)
	}
	f.viewers++
	return f, func() { s.unsubscribe(in, f) }
}

func (s *sessions) unsubscribe(in *session, f *feed) {
	s.mu.Lock()
	defer s.mu.Unlock()
	in.used = s.g.cfg.Now()
	if f.viewers--; f.viewers == 0 {
		f.cancel()
		if in.rooms[f.class] == f {
			delete(in.rooms, f.class)
		}
	}
}
