package record

import (
	"context"
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
	var request subjects.AddRequest
	cmd := r.oneShot("add", r.texts.addShort, "",
		func(ctx context.Context, client *clients.Client, class subjects.Class,
			opts ...clients.Option) (func(), error) {
			request.Class = class
			added, err := client.AddRecord(ctx, request, opts...)
			return func() {
				r.Terminal.Resultf(r.texts.added, added.Class,
					r.texts.students.Count(len(request.Students)),
					r.Texts.Date(request.Started), added.Roll)
			}, err
		})
	t, flags := r.texts, cmd.Flags()
	cmd.Example += ` --started "2026-08-03 08:00" --ended "2026-08-03 09:40" ` +
		"--students 042191010,205182055 --reason " + t.exampleReason
	flags.StringVar(&p.started, "started", "", t.flagStarted)
	flags.StringVar(&p.ended, "ended", "", t.flagEnded)
	flags.IntVar(&p.hours, "hours", 0, t.flagHours)
	flags.StringSliceVar(&p.students, "students", nil, t.flagStudents)
	flags.StringVar(&p.reason, "reason", "", t.flagReason)
	return r.checked(cmd, func() (err error) {
		if request, err = r.paper(&p); err == nil && !flags.Changed("students") {
			err = session.Misuse(t.missingStudents)
		}
		return err
	})
}

// paper is what is asked for, but for the class. An error is a misuse.
func (r *record) paper(p *paper) (q subjects.AddRequest, err error) {
	if p.reason == "" {
		return q, session.Misuse(r.texts.missingReason)
	}
	q = subjects.AddRequest{Hours: p.hours, Reason: p.reason}
	if q.Started, err = r.parseTime(p.started); err != nil {
		return q, err
	}
	if q.Ended, err = r.parseTime(p.ended); err != nil {
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

// parseTime reads a time as people and programs write it; without a zone it is the machine's.
func (r *record) parseTime(text string) (subjects.Time, error) {
	for _, form := range []string{"2006-01-02 15:04", "2006-01-02T15:04", "02/01/2006 15:04",
		time.RFC3339} {
		if at, err := time.ParseInLocation(form, text, time.Local); err == nil {
			return subjects.At(at), nil
		}
	}
	return 0, session.Misuse(r.Texts.Say(r.texts.badTime, text))
}
