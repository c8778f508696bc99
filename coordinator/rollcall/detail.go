package rollcall

// unstruck is the presences without those that are struck out.
func (r *roll) unstruck() []presence {
	all := make([]presence, 0, len(r.index))
	for n := range r.places() {
		all = append(all, r.presences[n])
	}
	return all
}

// places yields the places of the presences that are not struck out, in order.
func (r *roll) places() func(yield func(uint32) bool) {
	return func(yield func(uint32) bool) {
		for n := range r.presences {
			if r.room.extras[n].struck == (Position{}) && !yield(uint32(n)) {
				return
			}
		}
	}
}

// toldOf is what a list says besides; nil: nothing more.
func (r *roll) toldOf(detail bool) *Told {
	if !detail || r.room == nil {
		return nil
	}
	t := &Told{Shared: r.shared()}
	if n := len(r.room.checks); n > 1 {
		t.Checks = n
	}
	for n := range r.places() {
		t.Each = append(t.Each, r.each(n))
	}
	for i := range r.room.strikes {
		if s := &r.room.strikes[i]; !s.lifted {
			t.Struck = append(t.Struck, s.Strike)
		}
	}
	return t
}

func (r *roll) each(n uint32) Each {
	e := &r.room.extras[n]
	each := Each{Checks: 1 << (e.check - 1), Scanned: e.scanned, By: e.by}
	for c := range r.room.open() {
		if _, ok := r.room.inCheck[inCheck{n, c + 1}]; ok {
			each.Checks |= 1 << c
		}
	}
	return each
}

// shared is the students who came from one device, device by device.
func (r *roll) shared() (groups [][]Student) {
	places := make(map[uint64][]uint32) // by device
	var devices []uint64                // in order
	note := func(device uint64, n uint32) {
		of := places[device]
		if device == 0 || len(of) > 0 && of[len(of)-1] == n {
			return
		}
		if len(of) == 0 {
			devices = append(devices, device)
		}
		places[device] = append(of, n)
	}
	for n := range r.places() {
		note(r.room.extras[n].device, n)
		for c := range r.room.open() {
			if m, ok := r.room.inCheck[inCheck{n, c + 1}]; ok {
				note(r.room.later[m].device, n)
			}
		}
	}
	for _, device := range devices {
		if of := places[device]; len(of) > 1 {
			groups = append(groups, r.studentsAt(of))
		}
	}
	return groups
}

func (r *roll) studentsAt(places []uint32) (students []Student) {
	for _, n := range places {
		students = append(students, r.presences[n].student)
	}
	return students
}
