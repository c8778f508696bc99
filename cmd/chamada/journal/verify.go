package journal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/coordinator/embedded"
	"github.com/chamada/chamada/coordinator/identity"
	"github.com/chamada/chamada/coordinator/integrity"
	journallog "github.com/chamada/chamada/coordinator/journal"
)

// journalPlace is where the journal is in a data directory.
var journalPlace = integrity.Journal{Account: identity.AccountCoordinators, Stream: journallog.Stream}

func (j *journal) verifyCommand() *cobra.Command {
	dir := "./chamada-data"
	cmd := &cobra.Command{
		Use: "verify", Short: j.texts.verifyShort, Long: j.texts.verifyLong,
		Args: j.NoArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return j.verify(cmd.Context(), cmd.OutOrStdout(), dir)
		},
	}
	cmd.Flags().StringVar(&dir, "data", dir, j.texts.flagData)
	_ = cmd.MarkFlagDirname("data")
	return cmd
}

// verify proves the files of a data directory that no server uses.
func (j *journal) verify(ctx context.Context, w io.Writer, dir string) error {
	if _, err := os.Stat(dir); err != nil {
		return &session.Problem{Subject: dir, Err: err, Hint: j.texts.hintData}
	}
	unlock, err := embedded.Lock(dir)
	if err != nil {
		return j.inUse(err)
	}
	defer unlock()
	report, err := integrity.Inspect(ctx, dir, journalPlace)
	if err != nil {
		return &session.Problem{Subject: dir, Err: err}
	}
	for _, s := range report.Streams {
		fmt.Fprintf(w, j.texts.verified, s.Dir, s.Records, s.First, s.Last)
	}
	damages := report.Damages()
	for _, d := range damages {
		fmt.Fprintf(w, j.texts.damage, d)
	}
	if len(damages) > 0 {
		return &session.Problem{Subject: dir, Err: fmt.Errorf(j.texts.damaged, len(damages)), Hint: j.texts.hintDamaged}
	}
	fmt.Fprintln(w, j.texts.whole)
	return nil
}

func (j *journal) inUse(err error) error {
	if e, ok := errors.AsType[*embedded.Error](err); ok && e.Code == embedded.DataInUse {
		return &session.Problem{Subject: e.Subject, Err: errors.New(j.texts.inUse), Hint: j.texts.hintInUse}
	}
	return err
}
