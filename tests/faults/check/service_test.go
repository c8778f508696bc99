package check_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/faults/history"
)

// service does one thing after another. Without a flaw, what its clients saw
// of it is a history that every checker must find good.
type service struct {
	flaw       flaw
	rng        *rand.Rand
	students   int
	clock      time.Duration
	record     uint64
	rolls      map[subjects.Class]*roll
	effects    []history.Operation
	late       []history.Operation // refused, and yet to take effect
	given      []history.Operation // codes and tickets
	operations []history.Operation
}

type roll struct {
	name    string
	started subjects.Time
	present []history.Operation
	room
}

const classes = 3

// small rolls are for Search, large ones for Project.
func small(seed uint64, f flaw) []history.Operation { return serve(seed, f, 500, 6, false) }
func large(seed uint64, f flaw) []history.Operation { return serve(seed, f, 600, 20, true) }

// serve gives the history of n requests.
func serve(seed uint64, f flaw, n, students int, large bool) []history.Operation {
	s := &service{flaw: f, rng: rand.New(rand.NewPCG(seed, 0)), students: students,
		rolls: make(map[subjects.Class]*roll)}
	for range n {
		s.ask(s.request(subjects.Class(1 + s.rng.IntN(classes))))
	}
	for i := range s.operations {
		s.operations[i].Large = large
	}
	return s.operations
}

// request is what somebody asks for next.
func (s *service) request(class subjects.Class) history.Operation {
	if len(s.effects) > 0 && s.rng.IntN(12) == 0 { // once more
		e := s.effects[s.rng.IntN(len(s.effects))]
		return again(e)
	}
	o := history.Operation{Op: history.Present, Class: class,
		ID: fmt.Sprint("id", len(s.operations))}
	switch n := s.rng.IntN(4 * s.students); {
	case n < s.students/2 || s.rolls[class] == nil && n < 2*s.students:
		o.Op = history.Start
	case n == s.students:
		o.Op = history.End
	case n < 2*s.students:
		o.Op = history.List
	default:
		o.Student = subjects.Student(fmt.Sprintf("%05d", s.rng.IntN(s.students)))
	}
	return s.inRoom(o)
}

// ask does it, in the middle of the time that the client waits.
func (s *service) ask(o history.Operation) {
	s.beLate()
	s.clock += time.Duration(1 + s.rng.IntN(1000))
	o.Client, o.Tries = len(s.operations)%10, 1
	o.Invoked, o.Returned = s.clock-time.Duration(s.rng.IntN(5000)),
		s.clock+time.Duration(s.rng.IntN(5000))
	if s.strikes(lateEffect) {
		o.Invoked, o.Returned = o.Invoked-50000, o.Returned-50000
	}
	lost, never := s.rng.IntN(300) == 0, s.rng.IntN(2) == 0
	told := o
	if !lost || !never {
		told = s.answer(o)
	}
	if lost {
		told = o
		told.Outcome = history.Unknown
		s.given = slices.DeleteFunc(s.given, func(g history.Operation) bool { return g.ID == o.ID })
	}
	s.operations = append(s.operations, told)
}

// beLate has what was refused take effect, now that the roll is open.
func (s *service) beLate() {
	s.late = slices.DeleteFunc(s.late, func(o history.Operation) bool {
		r := s.rolls[o.Class]
		if r == nil {
			return false
		}
		s.record++
		o.Roll, o.Position, o.Time = r.name, subjects.Position{Record: s.record},
			subjects.Time(s.record)
		s.register(r, o, r.check)
		return true
	})
}

func (s *service) answer(o history.Operation) history.Operation {
	for _, e := range s.effects {
		if e.ID == o.ID && !s.strikes(lostReceipt) {
			e.Client, e.Invoked, e.Returned = o.Client, o.Invoked, o.Returned
			return e
		}
	}
	if !s.strikes(samePlace) {
		s.record++
	}
	o.Position = subjects.Position{Record: s.record}
	o.Time = subjects.Time(s.record)
	if s.strikes(clockBack) {
		o.Time -= 1000
	}
	o = s.judge(o)
	o.Reply = fmt.Sprint(o.Outcome, o.Position)
	if o.Outcome.Effective() {
		s.effects = append(s.effects, o)
	}
	return o
}

func (s *service) judge(o history.Operation) history.Operation {
	r := s.rolls[o.Class]
	if r != nil && s.strikes(staleRefusal) || o.Op == history.Start && s.strikes(reopened) {
		r = nil
	}
	if o.Op == history.Start && r == nil {
		o.Outcome, o.Roll = history.Opened, fmt.Sprint("roll", s.record)
		s.rolls[o.Class] = &roll{name: o.Roll, started: o.Time, room: s.newRoom(o)}
		return o
	}
	if r == nil {
		o.Outcome = history.NotOpen
		if o.Op == history.Present && s.strikes(lateTry) {
			s.late = append(s.late, o)
		}
		return o
	}
	o.Roll = r.name
	if s.strikes(otherRoll) {
		o.Roll = "another"
	}
	switch o.Op {
	case history.Start:
		o.Outcome, o.Started = history.AlreadyOpen, r.started
		if s.strikes(wrongStart) {
			o.Started++
		}
	case history.List:
		o.Outcome, o.Started, o.Students = history.Listed, r.started, s.list(r)
	case history.End:
		o.Outcome, o.Started, o.Students = history.Ended, r.started, s.list(r)
		delete(s.rolls, o.Class)
	default:
		return s.change(r, o)
	}
	return o
}

func (s *service) register(r *roll, o history.Operation, check int) history.Operation {
	i := r.find(o.Student, check)
	if s.strikes(otherCheck) {
		i = max(i, r.find(o.Student, 1))
	}
	if i < 0 || s.strikes(doubled) {
		o.Outcome, o.Check = history.Registered, told(check)
		if !s.strikes(earlyAnswer) {
			r.present = append(r.present, o)
		}
		return o
	}
	o.Outcome, o.Check = history.Already, told(check)
	o.Position, o.Time = r.present[i].Position, r.present[i].Time
	if s.strikes(wrongFirst) {
		o.Position.Index++
	}
	if s.strikes(wrongTime) {
		o.Time--
	}
	return o
}

func (s *service) list(r *roll) []subjects.Student {
	all := make([]subjects.Student, 0, len(r.present))
	for _, p := range r.present {
		first := slices.IndexFunc(r.present, func(q history.Operation) bool {
			return q.Student == p.Student
		})
		if r.present[first].Check == p.Check { // one, if nobody is doubled
			all = append(all, p.Student)
		}
	}
	if s.strikes(stranger) {
		all = append(all, "99999")
	}
	n := len(all)
	if n > 0 && s.strikes(missedLast) {
		all = all[:n-1]
	}
	if n > 1 && s.strikes(swapped) {
		all[0], all[n-1] = all[n-1], all[0]
	}
	return all
}
