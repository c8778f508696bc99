package journal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/chamada/chamada/cmd/chamada/internal/causes"
	"github.com/chamada/chamada/cmd/chamada/internal/flags"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/cmd/chamada/node"
	"github.com/chamada/chamada/coordinator/embedded"
	"github.com/chamada/chamada/coordinator/integrity"
)

func (j *journal) verifyCommand() *cobra.Command {
	dir := "./chamada-data"
	cmd := &cobra.Command{
		Use: "verify", Short: j.texts.verifyShort, Long: j.texts.verifyLong,
		Args: j.NoArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return j.verify(cmd.Context(), cmd.OutOrStdout(), dir)
		},
	}
	f := flags.Of(cmd)
	f.StringVar(&dir, "data", dir, j.texts.flagData)
	f.Fill(j.Texts.EmptyFlag, "data")
	_ = cmd.MarkFlagDirname("data")
	return cmd
}

// verify proves the files of a data directory that no server uses.
func (j *journal) verify(ctx context.Context, w io.Writer, dir string) error {
	unlock, err := j.lock(dir)
	if err != nil {
		return err
	}
	defer unlock()
	damages, _, err := j.inspect(ctx, w, dir)
	switch {
	case err != nil:
		return err
	case damages > 0:
		hint := fmt.Sprintf(j.texts.hintDamaged, dir)
		return &session.Problem{Subject: dir, Err: errors.New(j.texts.damages.Count(damages)),
			Hint: hint}
	default:
		fmt.Fprintln(w, j.texts.whole)
		return nil
	}
}

// lock keeps servers off a data directory that is there.
func (j *journal) lock(dir string) (unlock func(), err error) {
	if _, err := os.Stat(dir); err != nil {
		return nil, &session.Problem{Subject: dir, Err: j.causes().Worded(err),
			Hint: j.texts.hintData}
	}
	if unlock, err = embedded.Lock(dir); err != nil {
		return nil, j.inUse(err)
	}
	return unlock, nil
}

// inspect shows what there is and what is damaged, but for what a server mends by itself.
func (j *journal) inspect(
	ctx context.Context, w io.Writer, dir string,
) (damages int, report integrity.Report, err error) {
	if report, err = integrity.Check(ctx, dir, nil); err != nil {
		return 0, report, &session.Problem{Subject: dir, Err: j.causes().Worded(err)}
	}
	node.Examine(dir, &report)
	if len(report.Streams) == 0 {
		return 0, report, &session.Problem{Subject: dir, Err: errors.New(j.texts.empty),
			Hint: j.texts.hintEmpty}
	}
	if err := report.Recall(dir); err != nil {
		fmt.Fprintf(w, j.texts.noHeld, j.causes().Say(err))
	}
	for _, s := range report.Streams {
		fmt.Fprintf(w, j.texts.verified, s.Dir, j.texts.records.Count(s.Records), s.First, s.Last)
	}
	tell := j.causes()
	for _, d := range report.Damages() {
		if d.Harmless() {
			fmt.Fprintf(w, j.texts.harmless, tell.Damage(d))
			continue
		}
		damages++
		fmt.Fprintf(w, j.texts.damage, tell.Damage(d))
	}
	if s := report.Stream(node.Journal.Stream); s != nil && s.Records > 0 {
		if c, err := integrity.ReadMark(dir); err == nil && c.Journal == "" && !report.Cluster() {
			fmt.Fprintln(w, j.texts.noNote)
		}
	}
	return damages, report, nil
}

// causes words what is wrong for who has typed the command.
func (j *journal) causes() causes.Teller { return causes.Teller{Language: j.Language} }

func (j *journal) inUse(err error) error {
	if e, ok := errors.AsType[*embedded.Error](err); ok && e.Code == embedded.DataInUse {
		return &session.Problem{Subject: e.Subject, Err: errors.New(j.texts.inUse),
			Hint: j.texts.hintInUse}
	}
	return err
}
