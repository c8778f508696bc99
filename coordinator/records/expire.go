package records

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/subjects"
)

const (
	// keepSubject is of the messages that say what is, or was, kept for long enough: one subject
	// for all classes, so that they are few.
	keepSubject = erasureRoot + "keep"
	// maxDue bounds the records that one of them is about.
	maxDue = 2000
	// orphanedAfter is after how many days corrections without a record are of none to come.
	orphanedAfter = 30
)

// Lasting says what of the records is kept for how long, as it is now.
type Lasting interface {
	// Fresh has what follows say all that was confirmed before.
	Fresh(context.Context) error
	// Past is a time that has come for certain, whatever one clock says.
	Past() subjects.Time
	// Keep is how long the class list wants what it has begun be kept; ok is false where there is
	// no class list, or one of another class than that of a record with such a rule.
	Keep(subjects.Class, *Rule) (keep subjects.Keep, ok bool)
	// Newest is the revision of a class list; zero: there never was one.
	Newest(subjects.Class) uint64
	// InMemory are the roll calls that a coordinator would store again.
	InMemory() (map[Roll]bool, error)
	// Write writes into the audit, once for the message of that sequence, what is to go.
	Write(ctx context.Context, e *Erasure, sequence uint64) error
}

// Until is the last day on which a record is kept, empty: nothing erases it by itself. It is as
// the roll call has begun, or as the class list says now, whichever is longer: who has the class
// keep its records for longer loses none of those that are there, and who has it keep none from
// now on neither.
func (k *Kept) Until(l Lasting) subjects.Date {
	days := k.Rule.Keep.Days
	if days == 0 {
		return ""
	}
	if now, ok := l.Keep(k.Class, &k.Rule); ok && now.On {
		if now.Days == 0 {
			return ""
		}
		days = max(days, now.Days)
	}
	return k.Day().Add(days)
}

// isOver tells whether a record is kept no longer.
func (k *Kept) isOver(l Lasting) bool {
	until := k.Until(l)
	return until != "" && k.Rule.day(l.Past()) > until
}

// Expire erases what is kept no longer, whoever else does so at once, and goes on where somebody
// who has died left off. It gives what this coordinator was the one to name.
//
// One message says first which records are due, over the last one of its kind: so it is one
// coordinator that says so. Only then the class lists are read anew, and a second message says what
// goes: a class that was told to keep its records for longer, before that, loses none.
func (s *Store) Expire(ctx context.Context, l Lasting) (all []Erasure, err error) {
	for {
		last, mine, err := s.finishExpiry(ctx, l)
		if mine != nil {
			all = append(all, *mine)
		}
		if err != nil {
			return all, err
		}
		due, err := s.due(ctx, l)
		if len(due) == 0 {
			return all, err
		}
		e := Erasure{Format: version, Why: WhyKeep, Time: l.Past(), Due: due}
		err = s.publish(ctx, keepSubject, &e, last)
		if err != nil && !errors.Is(err, ErrConflict) {
			return all, err
		}
	}
}

// finishExpiry erases what the last message says that is due. It gives its sequence, or that of
// the message that says what went.
func (s *Store) finishExpiry(ctx context.Context, l Lasting) (last uint64, mine *Erasure,
	err error) {
	for {
		var e Erasure
		last, err := s.last(ctx, keepSubject, &e)
		switch {
		case errors.Is(err, ErrNone):
			return 0, mine, nil
		case err != nil:
			return 0, mine, err
		case len(e.Due) == 0:
			return last, mine, s.deleteGone(ctx, &e, last)
		}
		went, err := s.going(ctx, l, e.Due)
		if err == nil && len(went.Gone) > 0 {
			err = l.Write(ctx, went, last)
		}
		if err == nil {
			err = s.publish(ctx, keepSubject, went, last)
		}
		if err == nil {
			mine = went
		} else if !errors.Is(err, ErrConflict) {
			return 0, mine, err
		}
	}
}

// deleteGone deletes what a message names, once in this process: who has named it may have died.
func (s *Store) deleteGone(ctx context.Context, e *Erasure, sequence uint64) error {
	if s.expired == sequence {
		return nil
	}
	for _, gone := range e.Gone {
		for seq := gone[0]; seq <= gone[1]; seq++ {
			_, err := s.get(ctx, wanted{Seq: seq})
			if err == nil {
				err = s.delete(ctx, seq)
			}
			if err != nil && !errors.Is(err, ErrNone) {
				return err
			}
		}
	}
	s.expired = sequence
	return nil
}

// due are records that are kept no longer, and corrections that have no record any more. What can
// be read is told with the error of what cannot.
func (s *Store) due(ctx context.Context, l Lasting) (due []Roll, failed error) {
	if err := l.Fresh(ctx); err != nil {
		return nil, err
	}
	inMemory, err := l.InMemory()
	if err != nil {
		return nil, err
	}
	classes, err := s.classes(ctx)
	if err != nil {
		return nil, err
	}
	for _, c := range slices.Sorted(maps.Keys(classes)) {
		is := lasts{list: l.Newest(c), messages: classes[c]}
		if was := s.lasts[c]; was.list == is.list && was.messages == is.messages &&
			(was.until == "" || latestDay(l) <= was.until) {
			continue
		}
		of, err := s.dueOf(ctx, c, l, &is)
		if err != nil {
			failed = errors.Join(failed, err)
			continue
		}
		of = slices.DeleteFunc(of, func(roll Roll) bool { return inMemory[roll] })
		due = append(due, of...)
		if len(due) >= maxDue {
			return due[:maxDue], failed
		}
		s.lasts[c] = is
	}
	return due, failed
}

// lasts is until when nothing of a class goes, as long as no more of it is there and its class
// list is the same.
type lasts struct {
	list, messages uint64
	until          subjects.Date // empty: nothing ever does
}

func (l *lasts) note(until subjects.Date) {
	if until != "" && (l.until == "" || until < l.until) {
		l.until = until
	}
}

// latestDay is the day where it is the latest.
func latestDay(l Lasting) subjects.Date {
	const ahead = 14 * 60 * 60
	return subjects.DateOf(l.Past(), time.FixedZone("", ahead))
}

// dueOf are those of a class; what stays is noted.
func (s *Store) dueOf(ctx context.Context, c subjects.Class, l Lasting,
	stays *lasts) (due []Roll, err error) {
	err = s.Reader(c, 0, nil).eachKept(ctx, func(k *Kept) error {
		if k.isOver(l) {
			due = append(due, Roll{c, k.Roll})
		}
		stays.note(k.Until(l)) // be it over: a roll call in memory stays for now
		return nil
	})
	if err != nil {
		return nil, err
	}
	counts, err := s.Rolls(ctx, c)
	for roll, n := range counts {
		at, known := startOf(roll)
		if !known || n.Kept {
			continue
		}
		until := subjects.DateOf(at, time.UTC).Add(orphanedAfter)
		if stays.note(until); subjects.DateOf(l.Past(), time.UTC) > until {
			due = append(due, Roll{c, roll})
		}
	}
	return due, err
}

// going names what is still due of some records, with all that goes with them.
func (s *Store) going(ctx context.Context, l Lasting, due []Roll) (*Erasure, error) {
	if err := l.Fresh(ctx); err != nil {
		return nil, err
	}
	e := &Erasure{Format: version, Why: WhyKeep, Time: l.Past()}
	goes, of := map[Roll]bool{}, map[subjects.Class]bool{}
	var all []uint64
	for _, roll := range due {
		k, err := s.Kept(ctx, roll.Class, roll.ID)
		if err != nil && !errors.Is(err, ErrNone) {
			return nil, err
		}
		if err == nil && !k.isOver(l) || len(all) >= maxNamed {
			continue
		}
		seqs, err := s.ofRoll(ctx, roll)
		if err != nil {
			return nil, err
		}
		if k.Class != 0 {
			e.note(k)
			of[roll.Class] = true
		}
		goes[roll], all = true, append(all, seqs...)
	}
	for class := range of {
		lists, err := s.unreferred(ctx, class, l.Newest(class), goes)
		if err != nil {
			return nil, err
		}
		all = append(all, lists...)
	}
	e.Gone = spans(all)
	return e, nil
}

// note counts a record that goes.
func (e *Erasure) note(k *Kept) {
	e.Records++
	if e.First == "" || k.Day() < e.First {
		e.First = k.Day()
	}
	e.Last = max(e.Last, k.Day())
	if !slices.Contains(e.Classes, k.Class) {
		e.Classes = append(e.Classes, k.Class)
	}
}

// classes are how many messages the stream has of the roll calls of each class.
func (s *Store) classes(ctx context.Context) (all map[subjects.Class]uint64, err error) {
	info, err := s.info(ctx, jetstream.WithSubjectFilter(subjects.Root+"record.>"))
	if err != nil || info == nil {
		return nil, err
	}
	all = map[subjects.Class]uint64{}
	for subject, n := range info.State.Subjects {
		if kind, class, _, ok := partsOf(subject); ok && kind != rosterRoot {
			all[class] += n
		}
	}
	return all, nil
}
