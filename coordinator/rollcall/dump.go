package rollcall

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
)

// Dump writes what anyone could still ask of the state at a given time: one
// line a roll, in order of their starts, one a presence, and one a settled try. Two replicas
// that have applied the same records, from wherever each began, dump the same.
func (s *State) Dump(at Time) []byte {
	rolls := slices.SortedFunc(s.kept.all(), func(a, b *roll) int {
		return cmp.Or(cmp.Compare(a.opened.Record, b.opened.Record),
			cmp.Compare(a.opened.Index, b.opened.Index))
	})
	var b bytes.Buffer
	for _, r := range rolls {
		if !s.alive(r, at) {
			continue
		}
		fmt.Fprintf(&b, "class %d roll %s started %d at %d-%d last %d key %x", r.class, r.id,
			r.started, r.opened.Record, r.opened.Index, r.last, uint64(r.key))
		if r.owner.login != "" {
			fmt.Fprintf(&b, " owner %s born %d", r.owner.login, r.owner.born)
		}
		if s.counted {
			fmt.Fprintf(&b, " since %d to %d off %d", r.birth, r.over, s.off-r.off)
		}
		if r.ended != 0 {
			fmt.Fprintf(&b, " ended %d at %d-%d key %x detail %t", r.ended, r.closed.Record,
				r.closed.Index, uint64(r.endKey), r.detail)
		}
		b.WriteByte('\n')
		r.terms.dump(&b)
		for i := range r.presences {
			p := &r.presences[i]
			fmt.Fprintf(&b, "\t%s %d at %d-%d key %x\n", p.student, p.time(r.started), p.record,
				p.index, uint64(p.key))
		}
		r.room.dump(&b)
	}
	for _, t := range s.tries.all {
		if s.tries.byKey[t.key] == t && !s.forgotten(t, at) {
			settled := int64(t.at)
			if s.counted {
				settled = int64(t.age)
			}
			fmt.Fprintf(&b, "try %d of key %x settled %d at %d\n", t.try, uint64(t.key), settled,
				t.record)
		}
	}
	return b.Bytes()
}
