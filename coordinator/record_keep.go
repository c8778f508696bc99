package coordinator

import (
	"context"
	"fmt"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/coordinator/classes"
	"github.com/chamada/chamada/coordinator/marks"
	"github.com/chamada/chamada/coordinator/records"
	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/subjects"
)

func newRecords(c *Coordinator, cfg Config) *records.Records {
	return records.New(records.Config{
		Connect:  func(opts ...nats.Option) (*nats.Conn, error) { return cfg.Connect(opts...) },
		Replicas: cfg.Replicas, MaxBytes: cfg.MaxBytes, Logger: cfg.Logger,
		Source: recordSource{c}, Note: cfg.Noted,
	})
}

// keepRecords keeps the records of ended roll calls until ctx is done.
func (c *Coordinator) keepRecords(ctx context.Context, failed chan<- error) {
	if err := c.records.Run(ctx); err != nil {
		failed <- err
	}
}

// tellEnded has the record of a roll call be kept, if its class wants that.
func (c *Coordinator) tellEnded(out *rollcall.Outcome) {
	if out.Terms != nil && out.Terms.Rule != "" {
		c.records.Ended(records.Roll{Class: subjects.Class(out.Class), ID: out.Roll})
	}
}

// settle keeps the records of all that this replica knows to have ended in the class, with the
// class list as it is.
func (r *classRequest) settle(ctx context.Context) error {
	return r.c.records.Settle(ctx, func(roll records.Roll) bool {
		return roll.Class == subjects.Class(r.asker.Class)
	})
}

func rollOf(r rollcall.EndedRoll) records.Roll {
	return records.Roll{Class: subjects.Class(r.Class), ID: r.Roll}
}

// recordSource is the state of a coordinator, as records are made of it.
type recordSource struct{ c *Coordinator }

var _ records.Source = recordSource{}

func (s recordSource) Ended() (all []records.Roll, err error) {
	err = s.c.journal.ViewFull(func() {
		for r := range s.c.machine.State().EndedRolls() {
			all = append(all, rollOf(r))
		}
	})
	return all, err
}

func (s recordSource) Kept(ctx context.Context, roll records.Roll) (*records.Kept,
	*records.Roster, error) {
	if err := s.c.classes.Fresh(ctx); err != nil {
		return nil, nil, err
	}
	var ended rollcall.Record
	ok := false
	err := s.c.journal.ViewFull(func() {
		ended, ok = s.c.machine.State().Ended(
			rollcall.EndedRoll{Class: uint64(roll.Class), Roll: roll.ID})
	})
	if err != nil || !ok {
		return nil, nil, err
	}
	e := s.c.classes.Get(roll.Class)
	k, err := keptOf(&ended, e)
	if err != nil || !e.There() {
		return k, nil, err
	}
	list, err := e.List()
	if err != nil {
		return nil, nil, fmt.Errorf("the class list is damaged: %w", err)
	}
	return k, &records.Roster{Class: roll.Class, Revision: e.Revision, Students: list.Students},
		nil
}

// keptOf is a roll call as its record keeps it, with what its class list says now.
func keptOf(r *rollcall.Record, e *classes.Entry) (*records.Kept, error) {
	k := &records.Kept{
		Class: subjects.Class(r.Class), Roll: r.Roll, Started: subjects.Time(r.Started),
		Ended: subjects.Time(r.Ended), Teacher: subjects.Teacher(r.Owner), Lost: r.Lost,
		Position: subjects.Position{Record: r.Closed.Record, Index: uint32(r.Closed.Index)},
		Arrivals: arrivalsOf(r),
	}
	if r.Checks > 1 {
		k.Checks = r.Checks
	}
	for _, s := range r.Struck {
		k.Struck = append(k.Struck, subjects.StruckOut{
			Student: subjects.Student(s.Student.String()), Time: subjects.Time(s.Time),
			By: subjects.Teacher(s.By), Reason: s.Reason,
		})
	}
	if e.There() {
		k.Name, k.Roster = e.Head.Name, e.Revision
	}
	if r.Terms == nil {
		return k, nil
	}
	for _, t := range r.Terms.Teachers {
		k.Teachers = append(k.Teachers, subjects.Teacher(t))
	}
	var err error
	k.Rule, err = records.ParseRule(r.Terms.Rule)
	return k, err
}

func arrivalsOf(r *rollcall.Record) []marks.Arrival {
	all := make([]marks.Arrival, len(r.Came))
	for i, came := range r.Came {
		all[i] = marks.Arrival{
			Student: subjects.Student(came.Student.String()), At: subjects.Time(came.Time),
			Scanned: subjects.Time(came.Scanned), By: subjects.Teacher(came.By),
			Receipt: subjects.Position{Record: came.Receipt.Record,
				Index: uint32(came.Receipt.Index)},
		}
		for n := 1; r.Checks > 1 && n <= r.Checks; n++ {
			if came.Checks&(1<<(n-1)) != 0 {
				all[i].Checks = append(all[i].Checks, n)
			}
		}
	}
	return all
}
