package record

import (
	"cmp"
	"context"
	"errors"
	"time"

	"github.com/spf13/cobra"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/subjects"
)

// paper is what the flags of "add" say.
type paper struct {
	started, ended, reason string
	hours                  int
	students               []string
}

func (r *record) addCommand() *cobra.Command {
	var p paper
	cmd := r.oneShot("add", r.texts.addShort, "",
		func(ctx context.Context, client *clients.Client, class subjects.Class,
			opts ...clients.Option) (func(), error) {
			return r.add(ctx, client, class, &p, opts)
		})
	t, flags := r.texts, cmd.Flags()
	cmd.Example += ` --started "2026-08-03 08:00" --ended "2026-08-03 09:40" ` +
		"--students 042191010,205182055 --reason " + t.exampleReason
	flags.StringVar(&p.started, "started", "", t.flagStarted)
	flags.StringVar(&p.ended, "ended", "", t.flagEnded)
	flags.IntVar(&p.hours, "hours", 0, t.flagHours)
	flags.StringSliceVar(&p.students, "students", nil, t.flagStudents)
	flags.StringVar(&p.reason, "reason", "", t.flagReason)
	return r.checked(cmd, func() error {
		if flags.Changed("hours") && !counts(p.hours) {
			return r.BadField("hours", "hours")
		}
		_, err := r.paper(&p, time.UTC) // which clocks these are the class says
		if err == nil && !flags.Changed("students") {
			err = session.Misuse(t.missingStudents)
		}
		return err
	})
}

// add adds the roll call by the clocks of the class, as the page does.
func (r *record) add(ctx context.Context, client *clients.Client, class subjects.Class, p *paper,
	opts []clients.Option) (func(), error) {
	got, err := client.Class(ctx, class)
	if e, ok := errors.AsType[*subjects.Error](err); err != nil && !(ok && e.Code ==
		subjects.NoClass) {
		return nil, err
	}
	at := r.Texts.In(cmp.Or(got.Zone, subjects.DefaultZone))
	request, err := r.paper(p, at.Place())
	if err != nil {
		return nil, err
	}
	if got.Keep.Over(request.Started, subjects.At(time.Now()), at.Place()) {
		return nil, session.Misuse(r.Texts.Say(r.texts.overAlready, got.Keep.Days))
	}
	request.Class = class
	added, err := client.AddRecord(ctx, request, opts...)
	return func() {
		r.Terminal.Resultf(r.texts.added, added.Class,
			r.texts.students.Count(len(request.Students)), at.Date(request.Started), added.Roll)
	}, err
}

// paper is what is asked for, but for the class, by the clocks of a place. An error is a misuse.
func (r *record) paper(p *paper, place *time.Location) (q subjects.AddRequest, err error) {
	if p.reason == "" {
		return q, session.Misuse(r.texts.missingReason)
	}
	q = subjects.AddRequest{Hours: p.hours, Reason: p.reason}
	if q.Started, err = r.parseTime(p.started, place); err != nil {
		return q, err
	}
	if q.Ended, err = r.parseTime(p.ended, place); err != nil {
		return q, err
	}
	for _, text := range p.students {
		if text == "" {
			continue // nobody came
		}
		student, err := r.ParseStudent(text)
		if err != nil {
			return q, err
		}
		q.Students = append(q.Students, student)
	}
	return q, nil
}

// parseTime reads a time as people and programs write it; without a zone it is the place's.
func (r *record) parseTime(text string, place *time.Location) (subjects.Time, error) {
	for _, form := range []string{"2006-01-02 15:04", "2006-01-02T15:04", "02/01/2006 15:04",
		time.RFC3339} {
		if at, err := time.ParseInLocation(form, text, place); err == nil {
			return subjects.At(at), nil
		}
	}
	return 0, session.Misuse(r.Texts.Say(r.texts.badTime, text))
}
