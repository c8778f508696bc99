package record

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/subjects"
)

// correction is what the flags of "correct" ask for.
type correction struct {
	roll, student, mark, reason, revision string
	hours                                 int
	void, valid                           bool
}

func (r *record) correctCommand() *cobra.Command {
	var c correction
	var request subjects.CorrectRequest
	cmd := r.oneShot("correct", r.texts.correctShort, "",
		func(ctx context.Context, client *clients.Client, class subjects.Class,
			opts ...clients.Option) (func(), error) {
			request.Class = class
			return r.correct(ctx, client, request, opts)
		})
	t, flags := r.texts, cmd.Flags()
	cmd.Example += " --student 042191010 --mark FJ --reason atestado\n" +
		"  chamada record correct 3030 --void --reason " + t.exampleVoid
	flags.StringVar(&c.student, "student", "", t.flagStudent)
	flags.StringVar(&c.mark, "mark", "", t.flagMark)
	flags.IntVar(&c.hours, "hours", 0, t.flagHours)
	flags.BoolVar(&c.void, "void", false, t.flagVoid)
	flags.BoolVar(&c.valid, "valid", false, t.flagValid)
	flags.StringVar(&c.reason, "reason", "", t.flagReason)
	flags.StringVar(&c.roll, "roll", "", t.flagRoll)
	flags.StringVar(&c.revision, "revision", "", t.flagRevision)
	return r.checked(cmd, func() (err error) {
		request, err = r.request(&c, flags.Changed("hours"))
		return err
	})
}

// request is what is asked for, but for the class. An error is a misuse.
func (r *record) request(c *correction, hours bool) (q subjects.CorrectRequest, err error) {
	t := r.texts
	q = subjects.CorrectRequest{Roll: c.roll, Reason: c.reason, Revision: c.revision}
	if hours {
		q.Hours = &c.hours
	}
	switch {
	case c.reason == "":
		return q, session.Misuse(t.missingReason)
	case hours && !counts(c.hours) && (c.student == "" || c.hours != 0):
		return q, r.BadField("hours", "hours")
	case c.student == "" && c.mark != "":
		return q, session.Misuse(r.Texts.MissingStudent)
	case c.student != "" && (c.void || c.valid), c.void && c.valid:
		return q, session.Misuse(t.badVoid)
	case c.student == "" && !hours && !c.void && !c.valid:
		return q, session.Misuse(t.nothing)
	case c.student == "":
		if c.void || c.valid {
			q.Void = &c.void
		}
		return q, nil
	}
	if q.Student, err = r.ParseStudent(c.student); err != nil {
		return q, err
	}
	mark, ok := t.mark(c.mark)
	if !ok {
		return q, session.Misuse(r.Texts.Say(t.badMark, c.mark))
	}
	q.Mark = &mark
	return q, nil
}

// correct corrects the record as it is, unless a revision was given that somebody has seen.
func (r *record) correct(ctx context.Context, client *clients.Client, q subjects.CorrectRequest,
	opts []clients.Option) (func(), error) {
	got, err := client.Record(ctx, q.Class, q.Roll)
	if err != nil {
		return nil, err
	}
	q.Roll = got.Roll
	if q.Revision == "" {
		q.Revision = got.Revision
	}
	at := r.Texts.In(got.Zone)
	done, err := client.Correct(ctx, q, opts...)
	if e, ok := errors.AsType[*subjects.Error](err); ok && e.Now != nil {
		r.corrected(&q, e.Now.Line, e.Now.RollLine, at)
	}
	return func() { r.corrected(&q, done.Line, done.RollLine, at) }, err
}

// corrected shows what a correction is about as it is now.
func (r *record) corrected(q *subjects.CorrectRequest, line *subjects.RecordLine,
	rollLine *subjects.RollLine, at session.Clocks) {
	if line != nil {
		r.table(1, func(int) string { return r.line(line, 0, at) })
	}
	if rollLine != nil {
		r.Terminal.Resultf(r.texts.rollNow, q.Class, q.Roll, r.counts(rollLine.RollState))
		for i := range rollLine.Corrections {
			r.Terminal.Resultf("  %s", r.rollCorrection(&rollLine.Corrections[i], at))
		}
	}
}

// counts tells whether a roll call may count so many hours.
func counts(hours int) bool { return hours >= 1 && hours <= subjects.MaxHours }
