package records

import (
	"context"
	"errors"

	"github.com/chamada/chamada/subjects"
)

// pendingSubject is of the one message that says who is being erased. It is erased itself at the
// end: until then whoever erases somebody finishes this first.
const pendingSubject = erasureRoot + "pending"

// Removal is the erasure of a person that was asked for.
type Removal struct {
	Format  int              `json:"v"`
	ID      string           `json:"id"` // of the message that says that it is done
	Student subjects.Student `json:"student"`
	// Nobody stands for the student in what stays.
	Nobody   subjects.Student                     `json:"nobody"`
	Enrolled map[subjects.Class]subjects.Enrolled `json:"enrolled"` // on the present class lists
	// Names are those that something else than class lists has of the student: the login, where
	// there is one, though it may be empty.
	Names    []string          `json:"names,omitempty"`
	Reason   string            `json:"reason"`
	By       subjects.Teacher  `json:"by,omitempty"`
	Time     subjects.Time     `json:"time"`
	Position subjects.Position `json:"position"` // of the reply
}

func (r *Removal) format() int { return r.Format }

// Elsewhere is what else has to be done for an erasure, once or again and again.
type Elsewhere struct {
	// Unlist takes the student off all class lists, before the records are looked at.
	Unlist func(context.Context, subjects.Student) error
	// Leave removes the student's login; had says that there was one when the erasure began.
	Leave func(ctx context.Context, student subjects.Student, had bool) error
}

// Erase erases a person, once however often it is asked for under one id. What was begun by
// somebody who has died is finished first. It may be called again and again, and at several
// coordinators at once.
func (s *Store) Erase(ctx context.Context, a *Removal, other Elsewhere) (Erasure, error) {
	for {
		var p Removal
		seq, err := s.last(ctx, pendingSubject, &p)
		if errors.Is(err, ErrNone) {
			if done, err := s.Erased(ctx, a.ID); !errors.Is(err, ErrNone) {
				return done, err
			}
			a.Format = version
			if err := s.publish(ctx, pendingSubject, a, 0); err != nil &&
				!errors.Is(err, ErrConflict) {
				return Erasure{}, err
			}
			continue
		}
		if err != nil {
			return Erasure{}, err
		}
		done, err := s.finish(ctx, &p, seq, other)
		if err != nil {
			return Erasure{}, err
		}
		if p.Student == a.Student && p.ID != a.ID {
			done.Gone = nil
			return done, s.name(ctx, erasureRoot+a.ID, &done)
		}
	}
}

// Erased is the erasure that was done under an id. The error is [ErrNone] where there is none.
func (s *Store) Erased(ctx context.Context, id string) (e Erasure, err error) {
	_, err = s.last(ctx, erasureRoot+id, &e)
	if err == nil && e.Position == (subjects.Position{}) {
		err = ErrNone // it is under way
	}
	return e, err
}

// finish does what is left of an erasure, whose message has that sequence.
func (s *Store) finish(ctx context.Context, p *Removal, seq uint64, other Elsewhere) (e Erasure,
	err error) {
	if e, err = s.Erased(ctx, p.ID); err == nil {
		return e, s.delete(ctx, seq)
	}
	who := &person{student: p.Student, nobody: p.Nobody, enrolled: p.Enrolled}
	for _, name := range p.Names {
		who.know(&subjects.Enrolled{Name: name})
	}
	for _, enrolled := range p.Enrolled {
		who.know(&enrolled)
	}
	e = Erasure{Why: WhyPerson, Time: p.Time, By: p.By}
	if err := other.Unlist(ctx, p.Student); err != nil {
		return e, err
	}
	sweep := &sweep{store: s, who: who, classes: map[subjects.Class]bool{}}
	for again := true; again; {
		if again, err = sweep.pass(ctx, e, p.ID); err != nil {
			return e, err
		}
	}
	if err := other.Leave(ctx, p.Student, len(p.Names) > 0); err != nil {
		return e, err
	}
	if e.Records, err = sweep.count(ctx); err != nil {
		return e, err
	}
	if e.Reason, e.Position = p.Reason, p.Position; who.says(e.Reason) {
		e.Reason = ""
	}
	return e, s.erase(ctx, e, p.ID, []uint64{seq})
}
