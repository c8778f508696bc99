package journal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/dustin/go-humanize"
	"github.com/spf13/cobra"

	"github.com/chamada/chamada/cmd/chamada/internal/flags"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/cmd/chamada/node"
	"github.com/chamada/chamada/coordinator/audit"
	"github.com/chamada/chamada/coordinator/classes"
	"github.com/chamada/chamada/coordinator/embedded"
	"github.com/chamada/chamada/coordinator/identity"
	"github.com/chamada/chamada/coordinator/integrity"
	journallog "github.com/chamada/chamada/coordinator/journal"
	"github.com/chamada/chamada/coordinator/journal/record"
	"github.com/chamada/chamada/coordinator/records"
)

// repairing is a repair of a data directory.
type repairing struct {
	*journal
	dir   string
	copy  string // where the directory is copied to before
	apply bool
	now   time.Time
}

func (j *journal) repairCommand() *cobra.Command {
	r := repairing{journal: j, dir: "./chamada-data"}
	cmd := &cobra.Command{
		Use: "repair", Short: j.texts.repairShort, Long: j.texts.repairLong,
		Args: j.NoArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			r.now = time.Now()
			return r.run(cmd.Context(), cmd.OutOrStdout())
		},
	}
	f := flags.Of(cmd)
	f.StringVar(&r.dir, "data", r.dir, j.texts.flagData)
	f.StringVar(&r.copy, "copy", "", j.texts.flagCopy)
	f.BoolVar(&r.apply, "apply", false, j.texts.flagApply)
	f.Fill(j.Texts.EmptyFlag, "data", "copy")
	_ = cmd.MarkFlagDirname("data")
	_ = cmd.MarkFlagDirname("copy")
	return cmd
}

// run shows what a repair loses, and repairs if that is wanted.
func (r *repairing) run(ctx context.Context, w io.Writer) error {
	unlock, err := r.lock(r.dir)
	if err != nil {
		return err
	}
	defer unlock()
	damages, report, err := r.inspect(ctx, w, r.dir)
	switch {
	case err != nil:
		return err
	case damages == 0:
		fmt.Fprintln(w, r.texts.whole)
		return nil
	case report.Cluster():
		return &session.Problem{Subject: r.dir, Err: r.causes().Worded(integrity.ErrCluster),
			Hint: r.texts.hintCluster}
	case report.Altered():
		return &session.Problem{Subject: r.dir, Err: r.causes().Worded(integrity.ErrAltered),
			Hint: r.texts.hintAltered}
	}
	if s := stranger(report); s != nil {
		return &session.Problem{Subject: s.Dir, Err: errors.New(r.texts.stranger)}
	}
	r.showLosses(w, report)
	if !r.apply {
		fmt.Fprintf(w, r.texts.dryRun, r.dir)
		return nil
	}
	if err := r.mend(ctx, w); err != nil {
		return &session.Problem{Subject: r.dir, Err: r.causes().Worded(err), Hint: r.texts.hintMend}
	}
	return nil
}

// stranger finds a stream that stands where none of chamada's does, and is damaged or has the
// journal's name: most likely its directory, or one above it, was renamed. To repair then
// would lose everything that is in it.
func stranger(report integrity.Report) *integrity.Stream {
	for i := range report.Streams {
		s := &report.Streams[i]
		ours := s.Log() || node.Owns(s.Key())
		if !ours && (len(s.Damages) > 0 || s.Name == node.Journal.Stream) {
			return s
		}
	}
	return nil
}

// mend makes a copy of the directory, repairs it, and proves the result.
func (r *repairing) mend(ctx context.Context, w io.Writer) error {
	if err := r.keepCopy(w); err != nil {
		return err
	}
	kept, err := r.plan().Repair(ctx)
	if err != nil {
		return err
	}
	report, err := integrity.Check(ctx, r.dir, nil)
	if err != nil {
		return err
	}
	if err := errors.Join(identity.Renew(r.dir, report), os.RemoveAll(kept)); err != nil {
		return err
	}
	if damages, _, err := r.inspect(ctx, io.Discard, r.dir); err != nil || damages > 0 {
		return errors.Join(err, errors.New(r.texts.damages.Count(damages)))
	}
	fmt.Fprintf(w, r.texts.repaired, r.dir)
	return nil
}

func (r *repairing) plan() integrity.Repairing {
	return integrity.Repairing{
		DataDir: r.dir, Journal: node.Journal, Now: r.now, Describe: r.describe,
		Foreign: r.foreign(),
		Examine: func(report *integrity.Report) {
			node.Examine(r.dir, report)
			_ = report.Recall(r.dir) // a note that cannot be read says nothing
		},
	}
}

// foreign tells records of another journal from those that this node has confirmed. What is
// no record at all the journal itself goes past.
func (r *repairing) foreign() func(payload []byte) bool {
	confirmed, err := integrity.ReadMark(r.dir)
	return func(payload []byte) bool {
		epoch, ok := record.EpochOf(payload)
		return ok && err == nil && confirmed.Journal != "" && epoch != confirmed.Journal
	}
}

func (r *repairing) describe(stream string, first []byte) ([]byte, error) {
	switch stream {
	case journallog.Stream:
		confirmed, _ := integrity.ReadMark(r.dir) // a damaged one knows no epoch
		return journallog.Description(first, confirmed.Journal, r.now)
	case identity.Stream:
		return identity.Description(r.now)
	case classes.Stream:
		return classes.Description(r.now)
	case audit.Stream:
		return audit.Description(r.now)
	case records.Stream:
		confirmed, _ := integrity.ReadRecordsMark(r.dir) // a damaged one knows no stream
		return records.Description(confirmed.Journal, r.now)
	default:
		return nil, errors.New(r.texts.stranger)
	}
}

// keepCopy copies the directory, if there is room for that and for the repair.
func (r *repairing) keepCopy(w io.Writer) error {
	if r.copy == "" {
		path, err := filepath.Abs(r.dir)
		if err != nil {
			return err
		}
		r.copy = path + ".damaged-" + r.now.UTC().Format("20060102T150405Z")
	}
	size, err := sizeOf(r.dir)
	if err != nil {
		return err
	}
	for _, disk := range []string{r.dir, filepath.Dir(r.copy)} {
		free, err := embedded.FreeSpace(disk)
		if err != nil {
			return err
		}
		if need := 2 * size; free < need {
			return fmt.Errorf(r.texts.noRoom, disk, humanize.IBytes(need), humanize.IBytes(free))
		}
	}
	if err := copyDir(r.dir, r.copy); err != nil {
		return err
	}
	fmt.Fprintf(w, r.texts.copied, r.copy)
	return nil
}
