package records

import (
	"bytes"
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/chamada/chamada/subjects"
)

// sweep goes through all messages of the stream.
type sweep struct {
	store   *Store
	who     *person
	classes map[subjects.Class]bool // that have, or had, something of the person
	old     []uint64                // messages that have something of the person and a successor
}

// pass takes the person out of each message, and tells whether there was one: then more may have
// come meanwhile, or have been passed over because a name was not known.
func (s *sweep) pass(ctx context.Context, e Erasure, id string) (again bool, err error) {
	names := len(s.who.names)
	err = s.store.each(ctx, func(m *message) error {
		found, err := s.visit(ctx, m)
		again = again || found
		return err
	})
	if err == nil && len(s.old) > 0 {
		err = s.store.erase(ctx, e, id, s.old)
		s.old = nil
	}
	return again || len(s.who.names) > names, err
}

// visit takes the person out of a message, and tells whether they were in it.
func (s *sweep) visit(ctx context.Context, m *message) (found bool, err error) {
	kind, class, name, ok := partsOf(m.subject)
	_, enrolled := s.who.enrolled[class]
	if !ok || !(kind == rosterRoot && enrolled) && !s.mentions(m.data) {
		return false, nil
	}
	switch kind {
	case keptRoot:
		var k Kept
		if err := open(m, &k); err != nil || !s.who.fromKept(&k) {
			return false, s.note(class, m, err)
		}
		err = s.replace(ctx, m, &k)
	case rosterRoot:
		var r Roster
		if err := open(m, &r); err != nil || !s.who.fromRoster(&r) {
			return false, s.note(class, m, err)
		}
		err = s.replace(ctx, m, &r)
	default:
		if found, err := s.inCorrection(m); err != nil || !found {
			return false, s.note(class, m, err)
		}
		err = s.recorrect(ctx, m, class, name)
	}
	s.classes[class] = true
	return true, err
}

// note remembers the class of a message in which the person is nobody already.
func (s *sweep) note(class subjects.Class, m *message, err error) error {
	if bytes.Contains(m.data, []byte(s.who.nobody)) {
		s.classes[class] = true
	}
	return err
}

// mentions tells whether a message may have something of the person: few are looked at closely.
func (s *sweep) mentions(data []byte) bool {
	if bytes.Contains(data, []byte(s.who.student)) || bytes.Contains(data, []byte(s.who.nobody)) {
		return true
	}
	if len(s.who.names) == 0 {
		return false
	}
	folded := fold(string(data))
	for _, name := range s.who.names {
		quoted := encode(fold(name))
		if strings.Contains(folded, string(quoted[1:len(quoted)-1])) {
			return true
		}
	}
	return false
}

// replace stores what is left of a message over it. One that has a successor is erased only; one
// whose successor is on its way is looked at again.
func (s *sweep) replace(ctx context.Context, m *message, v any) error {
	err := s.store.publish(ctx, m.subject, v, m.sequence)
	if errors.Is(err, ErrConflict) {
		last, err := s.store.get(ctx, wanted{Last: m.subject})
		if err == nil && last.sequence > m.sequence {
			s.old = append(s.old, m.sequence)
		}
		return err
	}
	if err == nil {
		s.old = append(s.old, m.sequence)
	}
	return err
}

func (s *sweep) inCorrection(m *message) (bool, error) {
	var c Correction
	if err := open(m, &c); err != nil {
		return false, err
	}
	if c.Format == versionAll {
		return s.who.fromCorrections(c.all()), nil
	}
	return s.who.fromCorrections([]Correction{c}), nil
}

// recorrect stores all corrections of a roll call as one message, where the person is still in
// them. They keep their order and their revisions.
func (s *sweep) recorrect(ctx context.Context, m *message, class subjects.Class,
	roll string) error {
	for {
		all, last, err := s.store.Corrections(ctx, class, roll)
		if err != nil {
			return err
		}
		if !s.who.fromCorrections(all) {
			s.old = append(s.old, m.sequence)
			return nil
		}
		err = s.store.publish(ctx, m.subject, allOf(class, roll, all), last)
		if err != nil && !errors.Is(err, ErrConflict) {
			return err
		}
	}
}

// count is in how many records nobody has a line in place of the person.
func (s *sweep) count(ctx context.Context) (n int, err error) {
	for class := range s.classes {
		err := s.store.Reader(class, 0, nil).Each(ctx, "", "", func(state *State) error {
			if _, there := state.Own(s.who.nobody); there || state.Kept.struck(s.who.nobody) {
				n++
			}
			return nil
		})
		if err != nil {
			return 0, err
		}
	}
	return n, nil
}

// struck tells whether a student is struck out of the roll call.
func (k *Kept) struck(student subjects.Student) bool {
	for i := range k.Struck {
		if k.Struck[i].Student == student {
			return true
		}
	}
	return false
}

// partsOf tells what a message is about: its kind, class, and roll call or revision.
func partsOf(subject string) (kind string, class subjects.Class, name string, ok bool) {
	kind, name, ok = cutSubject(subject)
	number, _, _ := strings.Cut(strings.TrimPrefix(subject, kind), ".")
	n, err := strconv.ParseUint(number, 10, 64)
	return kind, subjects.Class(n), name, ok && err == nil
}

// parseSequence reads the sequence that a header has.
func parseSequence(text string) (uint64, error) {
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		return 0, errors.New("a message came without its sequence")
	}
	return n, nil
}
