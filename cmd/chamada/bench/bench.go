package bench

import (
	"context"
	"encoding/json"
	"errors"
	"io"

	"github.com/spf13/cobra"

	"github.com/chamada/chamada/cmd/chamada/bench/measure"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/cmd/chamada/serve"
)

// Command is "chamada bench", in the session's language.
func Command(s *session.Session) *cobra.Command {
	texts := languages.In(s.Language)
	o := newOptions()
	cmd := &cobra.Command{
		Use:   "bench",
		Short: texts.short,
		Long:  texts.long,
		Example: `  chamada bench
  chamada bench --nodes 3 --burst 5s --classes 3 --students 500
  chamada bench --web
  chamada bench --server nats://127.0.0.1:4222 --metrics http://127.0.0.1:8222/metrics --json`,
		Args: s.NoArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			o.complete(s)
			report, err := run(cmd.Context(), s, o, cmd.ErrOrStderr(), texts)
			return errors.Join(showReport(s, report, o.json), err, verdict(report, texts))
		},
	}
	o.define(cmd, s, texts)
	cmd.AddCommand(nodeCommand(s))
	return s.Use(cmd)
}

// run measures the system that the flags name, or one of its own.
func run(ctx context.Context, s *session.Session, o *options, stderr io.Writer,
	texts *words) (*measure.Report, error) {
	system, stop, err := systemOf(ctx, s, o, stderr, texts)
	if err != nil {
		return nil, err
	}
	line := newStatusLine(stderr)
	report, err := o.measure(ctx, system, func(p measure.Progress) {
		line.show(p.Render(s.Language))
	})
	line.clear()
	if errors.Is(err, measure.ErrNoEcho) {
		err = errors.New(texts.noEcho)
	}
	return report, errors.Join(err, stop())
}

// measure measures the page where that is wanted, else the coordinators.
func (o *options) measure(ctx context.Context, system measure.System,
	tell func(measure.Progress)) (*measure.Report, error) {
	switch o.web {
	case "":
		return measure.Run(ctx, system, o.load, tell)
	case ownPage:
		serve.KeepHeapFloor() // as every process with a page
		return measure.RunPage(ctx, system, "", o.load, tell)
	default:
		return measure.RunPage(ctx, system, o.web, o.load, tell)
	}
}

// showReport prints what was measured, if anything was.
func showReport(s *session.Session, report *measure.Report, asJSON bool) error {
	if report == nil || len(report.Measurements) == 0 {
		return nil
	}
	if !asJSON {
		s.Terminal.Resultf("%s", report.Render(s.Language))
		return nil
	}
	encoded, err := json.Marshal(report)
	if err == nil {
		s.Terminal.JSON(encoded)
	}
	return err
}

// verdict is an error unless all went well, so that a script can tell.
func verdict(report *measure.Report, texts *words) error {
	if report == nil || report.Healthy() {
		return nil
	}
	return errors.New(texts.unhealthy)
}
