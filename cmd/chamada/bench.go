package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"

	"github.com/spf13/cobra"

	"github.com/chamada/chamada/clients/bench"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
)

// newBenchCommand is "chamada bench", in the session's language.
func newBenchCommand(s *session.Session) *cobra.Command {
	texts := benchTexts(s.Texts.English())
	o := newBenchOptions()
	cmd := &cobra.Command{
		Use:   "bench",
		Short: texts.short,
		Long:  texts.long,
		Example: `  chamada bench
  chamada bench --nodes 3 --burst 5s --classes 3 --students 500
  chamada bench --server nats://127.0.0.1:4222 --metrics http://127.0.0.1:8222/metrics --json`,
		Args: s.NoArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := o.check(cmd, s, texts); err != nil {
				return err
			}
			report, err := runBench(cmd.Context(), s, o, cmd.ErrOrStderr(), texts)
			return errors.Join(showReport(s, report, o.json), err, verdict(report, texts))
		},
	}
	o.add(cmd, texts)
	cmd.AddCommand(newBenchNodeCommand(s))
	return s.Use(cmd)
}

// runBench measures the system that the flags name, or one of its own.
func runBench(ctx context.Context, s *session.Session, o *benchOptions, stderr io.Writer, texts benchText) (*bench.Report, error) {
	system, stop, err := benchSystem(ctx, s, o, stderr, texts)
	if err != nil {
		return nil, err
	}
	line := newStatusLine(stderr)
	report, err := bench.Run(ctx, system, o.load, func(p bench.Progress) {
		line.show(p.Render(s.Texts.English()))
	})
	line.clear()
	if errors.Is(err, bench.ErrNoEcho) {
		err = errors.New(texts.noEcho)
	}
	return report, errors.Join(err, stop())
}

// showReport prints what was measured, if anything was.
func showReport(s *session.Session, report *bench.Report, asJSON bool) error {
	if report == nil || len(report.Measurements) == 0 {
		return nil
	}
	if !asJSON {
		s.Terminal.Resultf("%s", report.Render(s.Texts.English()))
		return nil
	}
	encoded, err := json.Marshal(report)
	if err == nil {
		s.Terminal.JSON(encoded)
	}
	return err
}

// verdict is an error unless all went well, so that a script can tell.
func verdict(report *bench.Report, texts benchText) error {
	if report == nil || report.Healthy() {
		return nil
	}
	return errors.New(texts.unhealthy)
}
