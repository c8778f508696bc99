package records

import (
	"context"
	"errors"
	"strconv"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/subjects"
)

// Purge is what goes of a class's records, or would.
type Purge struct {
	Class       subjects.Class
	Rolls       []string // of which records and corrections go
	First, Last subjects.Date
	Stay        int // before that day, whose roll calls are still in memory
}

// Before finds the kept records of a class before a day, but for those of roll calls that are in
// memory: a coordinator would store them again.
func (s *Store) Before(ctx context.Context, c subjects.Class, day subjects.Date,
	inMemory map[Roll]bool) (*Purge, error) {
	p := &Purge{Class: c}
	err := s.Reader(c, 0, nil).Each(ctx, "", "", func(state *State) error {
		k := state.Kept
		switch is := k.Day(); {
		case is >= day:
		case inMemory[Roll{c, k.Roll}]:
			p.Stay++
		default:
			p.Rolls = append(p.Rolls, k.Roll)
			if p.First == "" {
				p.First = is
			}
			p.Last = is
		}
		return nil
	})
	return p, err
}

// Purge erases records with their corrections, and the class lists that no record refers to any
// more. The present list has that revision: it stays, and so does what is later.
func (s *Store) Purge(ctx context.Context, p *Purge, present uint64, e Erasure,
	id string) error {
	under := Erasure{Why: e.Why, Time: e.Time, By: e.By, Class: e.Class}
	var all []uint64
	for _, roll := range p.Rolls {
		of, err := s.ofRoll(ctx, Roll{p.Class, roll})
		if err != nil {
			return err
		}
		all = append(all, of...)
	}
	if err := s.erase(ctx, under, id, all); err != nil {
		return err
	}
	lists, err := s.unreferred(ctx, p.Class, present, nil)
	if err == nil {
		err = s.erase(ctx, under, id, lists)
	}
	if err != nil {
		return err
	}
	e.Format = version
	return s.name(ctx, erasureRoot+id, &e) // it is done
}

// ofRoll are the sequences of a record and its corrections.
func (s *Store) ofRoll(ctx context.Context, roll Roll) (all []uint64, err error) {
	for _, subject := range []string{keptSubject(roll.Class, roll.ID),
		correctionSubject(roll.Class, roll.ID)} {
		of, err := s.sequences(ctx, subject)
		if err != nil {
			return nil, err
		}
		all = append(all, of...)
	}
	return all, nil
}

// sequences are those of a subject.
func (s *Store) sequences(ctx context.Context, subject string) (all []uint64, err error) {
	for next := uint64(1); ; {
		m, err := s.get(ctx, wanted{Seq: next, Next: subject})
		if errors.Is(err, ErrNone) {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		all, next = append(all, m.sequence), m.sequence+1
	}
}

// unreferred are the class lists of a class, before a revision, that no record refers to but those
// that go.
func (s *Store) unreferred(ctx context.Context, c subjects.Class, before uint64,
	goes map[Roll]bool) (all []uint64, err error) {
	used := map[uint64]bool{}
	err = s.Reader(c, 0, nil).eachKept(ctx, func(k *Kept) error {
		if !goes[Roll{c, k.Roll}] {
			used[k.Roster] = true
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	info, err := s.info(ctx, jetstream.WithSubjectFilter(rosterRoot+c.String()+".*"))
	if err != nil || info == nil {
		return nil, err
	}
	for subject := range info.State.Subjects {
		_, _, revision, _ := partsOf(subject)
		n, err := strconv.ParseUint(revision, 10, 64)
		if err != nil || n >= before || used[n] {
			continue
		}
		of, err := s.sequences(ctx, subject)
		if err != nil {
			return nil, err
		}
		all = append(all, of...)
	}
	return all, nil
}
