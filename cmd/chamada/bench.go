package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"github.com/chamada/chamada/clients/bench"
	"github.com/chamada/chamada/clients/session"
)

// newBenchCommand is "chamada bench", in the language of texts.
func newBenchCommand(s *session.Session, texts benchText) *cobra.Command {
	load := bench.Load{Clients: 512, Connections: 16, Classes: 8, Students: 2000, Rounds: 3, Duration: 5 * time.Second, Warmup: time.Second}
	asJSON := false
	cmd := &cobra.Command{
		Use:     "bench",
		Short:   texts.short,
		Long:    texts.long,
		Example: "  chamada bench\n  chamada bench --server nats://127.0.0.1:4222 --clients 64 --json",
		Args:    s.NoArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := checkLoad(load, texts); err != nil {
				return err
			}
			load.Timeout = s.Flags.Timeout
			report, err := runBench(cmd.Context(), s, load, cmd.ErrOrStderr(), texts)
			return errors.Join(showReport(s, report, asJSON), err, verdict(report, texts))
		},
	}
	addLoadFlags(cmd, &load, texts)
	cmd.Flags().BoolVar(&asJSON, "json", false, texts.json)
	return s.Use(cmd)
}

func addLoadFlags(cmd *cobra.Command, load *bench.Load, texts benchText) {
	f := cmd.Flags()
	f.IntVar(&load.Clients, "clients", load.Clients, texts.clients)
	f.IntVar(&load.Connections, "connections", load.Connections, texts.connections)
	f.IntVar(&load.Classes, "classes", load.Classes, texts.classes)
	f.IntVar(&load.Students, "students", load.Students, texts.students)
	f.IntVar(&load.Rounds, "rounds", load.Rounds, texts.rounds)
	f.DurationVar(&load.Duration, "duration", load.Duration, texts.duration)
	f.DurationVar(&load.Warmup, "warmup", load.Warmup, texts.warmup)
}

// checkLoad refuses what cannot be measured.
func checkLoad(load bench.Load, texts benchText) error {
	for _, f := range []struct {
		name           string
		value, maximum int
	}{
		{"clients", load.Clients, 100_000},
		{"connections", load.Connections, 10_000},
		{"classes", load.Classes, 10_000},
		{"students", load.Students, bench.MaxStudents},
		{"rounds", load.Rounds, 1000},
	} {
		if f.value < 1 || f.value > f.maximum {
			return session.Misuse(fmt.Sprintf(texts.outOfRange, f.name, f.maximum))
		}
	}
	if load.Duration <= 0 || load.Warmup < 0 {
		return session.Misuse(texts.noTime)
	}
	return nil
}

// runBench measures the system that the flags name, or one of its own.
func runBench(ctx context.Context, s *session.Session, load bench.Load, stderr io.Writer, texts benchText) (*bench.Report, error) {
	system, stop, err := benchSystem(ctx, s, stderr, texts)
	if err != nil {
		return nil, err
	}
	line := newStatusLine(stderr)
	report, err := bench.Run(ctx, system, load, func(p bench.Progress) {
		line.show(p.Render(s.Texts.English()))
	})
	line.clear()
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
		s.Terminal.Result(encoded)
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
