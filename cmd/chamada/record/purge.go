package record

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/subjects"
)

// purgeCommand shows what would go; with --apply it goes.
func (r *record) purgeCommand() *cobra.Command {
	before, apply := "", false
	request := subjects.PurgeRequest{}
	cmd := r.oneShot("purge", r.texts.purgeShort, "",
		func(ctx context.Context, client *clients.Client, class subjects.Class,
			opts ...clients.Option) (func(), error) {
			request.Class, request.Apply = class, apply
			done, err := client.Purge(ctx, request, opts...)
			return func() { r.purged(&done, request.Before) }, err
		})
	cmd.Long = r.texts.purgeLong
	cmd.Example += " --before 2021-08-01\n" + cmd.Example + " --before 2021-08-01 --apply"
	cmd.Flags().StringVar(&before, "before", "", r.texts.flagBefore)
	cmd.Flags().BoolVar(&apply, "apply", false, r.texts.flagApply)
	return r.checked(cmd, func() error {
		request.Before = subjects.Date(before)
		switch {
		case before == "":
			return session.Misuse(r.texts.missingBefore)
		case !request.Before.Valid():
			return session.Misuse(r.Texts.Say(r.texts.badDay, before))
		}
		return nil
	})
}

func (r *record) purged(done *subjects.RecordsPurged, before subjects.Date) {
	t := r.texts
	said := t.wouldPurge
	if done.Applied {
		said = t.purged
	}
	r.Terminal.Resultf(said, done.Class, done.Records)
	if done.Records > 0 {
		r.Terminal.Resultf(t.purgedDays, r.Texts.Day(string(done.First)),
			r.Texts.Day(string(done.Last)))
	}
	if done.Stay > 0 {
		r.Terminal.Notef(t.purgeStay, done.Stay, r.Texts.Day(string(before)))
	}
	if !done.Applied && done.Records > 0 {
		r.Terminal.Notef("%s", t.unpurged)
	}
}
