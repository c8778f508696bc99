package rollcall

import (
	"bytes"
	"fmt"
	"slices"
)

// classroom is what a roll call has that wants a code, or has more than one check, marks
// by hand, or presences with a device or by a kiosk. Others are smaller without it.
type classroom struct {
	every  Age // from one code to the next; zero: there is none
	secret Secret
	checks []check // at least one; the last is the one that is open
	extras []extra // by place among the roll's presences, of which there are as many

	later   []laterPresence    // in order of arrival
	inCheck map[inCheck]uint32 // into later

	strikes []strike           // in order, the lifted ones too
	struck  map[Student]uint32 // into strikes: those not lifted

	changes []change // the last MaxChanges
	dropped uint32   // changes before these

	codes lately // the codes of late, which decides nothing
	sum   uint64 // of the digests of all above that grows
}

type check struct{ since Age }

// extra is what is known of a presence besides.
type extra struct {
	check   uint8
	device  uint64 // zero: not said
	scanned Time   // zero: without a ticket
	by      string
	struck  Position // where the student was struck out; zero: was not
}

// laterPresence is in a check after the one in which the student came first.
type laterPresence struct {
	presence
	extra
}

// inCheck is the student at a place among the roll's presences, in a check.
type inCheck struct {
	place uint32
	check uint8
}

type strike struct {
	Strike
	lifted bool
}

// change is a check or a strike, kept to be repeated.
type change struct {
	key     Key
	outcome Outcome
}

// wantCode has the roll that was just opened want a code.
func (r *roll) wantCode(a *Asked) {
	if a.Every != 0 {
		room := r.openRoom()
		room.every, room.secret = Age(a.Every)*Age(second), a.Secret
	}
}

// openRoom is the roll's classroom, made if there is none.
func (r *roll) openRoom() *classroom {
	if r.room == nil {
		r.room = &classroom{
			checks: []check{{r.birth}}, extras: make([]extra, len(r.presences)),
			inCheck: make(map[inCheck]uint32), struck: make(map[Student]uint32),
		}
		for n := range r.room.extras {
			r.room.extras[n].check = 1
		}
	}
	return r.room
}

// coded tells whether the roll call wants a code.
func (room *classroom) coded() bool { return room != nil && room.every != 0 }

// open is the number of the check that is open.
func (room *classroom) open() uint8 {
	if room == nil {
		return 1
	}
	return uint8(len(room.checks))
}

// presenceIn is the presence at a place as receipts have it.
func (r *roll) presenceIn(n uint32) (*presence, extra) {
	switch {
	case n >= ofLater:
		p := &r.room.later[n-ofLater]
		return &p.presence, p.extra
	case r.room != nil:
		return &r.presences[n], r.room.extras[n]
	default:
		return &r.presences[n], extra{}
	}
}

// placeIn is where the student is registered for a check.
func (r *roll) placeIn(s Student, check uint8) (place uint32, ok bool) {
	n, ok := r.index[s]
	if !ok || r.room == nil || r.room.extras[n].check == check {
		return n, ok
	}
	m, ok := r.room.inCheck[inCheck{n, check}]
	return ofLater + m, ok
}

// laterOf finds a presence of the student at place n in a later check by its key.
func (room *classroom) laterOf(n uint32, k Key) (place uint32, ok bool) {
	for c := range room.open() {
		m, there := room.inCheck[inCheck{n, c + 1}]
		if there && room.later[m].key == k {
			return ofLater + m, true
		}
	}
	return 0, false
}

// told is what a reply says of the presence; nil: nothing more.
func (e *extra) told() *Told {
	if e.check <= 1 && e.scanned == 0 && e.by == "" {
		return nil
	}
	t := &Told{Scanned: e.scanned, By: e.by}
	if e.check > 1 {
		t.Check = int(e.check)
	}
	return t
}

// change keeps the outcome of a check or strike under its key. The oldest gives way.
func (room *classroom) change(in *class, r *roll, k Key, out Outcome) {
	in.keep(k, r, ofChange+room.dropped+uint32(len(room.changes)))
	room.changes = append(room.changes, change{k, out})
	room.sum += mix(uint64(out.Verdict), uint64(k), out.Position.Record, uint64(out.Position.Index))
	if len(room.changes) > MaxChanges {
		in.drop(room.changes[0].key, r)
		room.changes = slices.Delete(room.changes, 0, 1)
		room.dropped++
	}
}

func (room *classroom) changeOf(n uint32) *change { return &room.changes[n-ofChange-room.dropped] }

// keepLater keeps the receipts of presences in later checks.
func (in *class) keepLater(r *roll) {
	for m := range r.room.later {
		in.keep(r.room.later[m].key, r, ofLater+uint32(m))
	}
}

func (in *class) forgetRoom(r *roll) {
	for m := range r.room.later {
		in.drop(r.room.later[m].key, r)
	}
	for i := range r.room.changes {
		in.drop(r.room.changes[i].key, r)
	}
}

func (room *classroom) digest() uint64 {
	h := mix(room.sum, uint64(room.every), uint64(len(room.checks)), uint64(len(room.later)),
		uint64(len(room.strikes)))
	return mixText(h, string(room.secret[:]))
}

func mixText(h uint64, texts ...string) uint64 {
	for _, text := range texts {
		h = mix(h, uint64(len(text)))
		for i := range len(text) {
			h = mix(h, uint64(text[i]))
		}
	}
	return h
}

func (e *extra) digest(p *presence) uint64 {
	return mixText(mix(p.record, uint64(p.index), uint64(e.check), uint64(e.scanned), e.device),
		e.by)
}

func (room *classroom) dump(b *bytes.Buffer) {
	if room == nil {
		return
	}
	fmt.Fprintf(b, "\troom every %d checks %v digest %x\n", room.every, room.checks, room.digest())
	for n := range room.extras {
		fmt.Fprintf(b, "\textra %d %+v\n", n, room.extras[n])
	}
	for m := range room.later {
		p := &room.later[m]
		fmt.Fprintf(b, "\tlater %s at %d-%d %+v\n", p.student, p.record, p.index, p.extra)
	}
	for i := range room.strikes {
		fmt.Fprintf(b, "\tstrike %+v\n", room.strikes[i])
	}
}
