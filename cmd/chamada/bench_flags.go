package main

import (
	"fmt"
	"net/url"
	"time"

	"github.com/spf13/cobra"

	"github.com/chamada/chamada/clients/bench"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
)

// benchOptions are what the flags of "chamada bench" say.
type benchOptions struct {
	load    bench.Load
	nodes   int      // of a system of its own
	metrics []string // URLs, of a running system
	json    bool
}

// metricsPath is that of serve's page.
const metricsPath = "/metrics"

// maxBurst are as many students as one burst has: each takes up some 300 bytes.
const maxBurst = 1_000_000

func newBenchOptions() *benchOptions {
	return &benchOptions{nodes: 1, load: bench.Load{
		Clients: 512, Connections: 16, Classes: 8, Students: 2000, Rounds: 3, Duration: 5 * time.Second, Warmup: time.Second,
	}}
}

func (o *benchOptions) add(cmd *cobra.Command, texts benchText) {
	f, l := cmd.Flags(), &o.load
	f.IntVar(&l.Clients, "clients", l.Clients, texts.clients)
	f.IntVar(&l.Connections, "connections", l.Connections, texts.connections)
	f.IntVar(&l.Classes, "classes", l.Classes, texts.classes)
	f.IntVar(&l.Students, "students", l.Students, texts.students)
	f.IntVar(&l.Held, "held", 0, texts.held)
	f.DurationVar(&l.Burst, "burst", 0, texts.burst)
	f.IntVar(&l.Rounds, "rounds", l.Rounds, texts.rounds)
	f.DurationVar(&l.Duration, "duration", l.Duration, texts.duration)
	f.DurationVar(&l.Warmup, "warmup", l.Warmup, texts.warmup)
	f.IntVar(&o.nodes, "nodes", o.nodes, texts.nodes)
	f.StringSliceVar(&o.metrics, "metrics", nil, texts.metrics)
	f.BoolVar(&o.json, "json", false, texts.json)
}

// check refuses what cannot be measured, and completes the rest.
func (o *benchOptions) check(cmd *cobra.Command, s *session.Session, texts benchText) error {
	changed := cmd.Flags().Changed
	if err := o.checkCounts(texts); err != nil {
		return err
	}
	if changed("burst") {
		if err := o.checkBurst(changed, texts); err != nil {
			return err
		}
	}
	if o.load.Duration < 0 || o.load.Warmup < 0 || o.load.Duration == 0 && !changed("burst") {
		return session.Misuse(texts.noTime)
	}
	o.load.Timeout = s.Flags.Timeout
	if running(s) && changed("nodes") {
		return session.Misuse(texts.nodesOfRunning)
	}
	if !running(s) && changed("metrics") {
		return session.Misuse(texts.metricsOfOwn)
	}
	return o.checkPages(texts)
}

// running tells whether the flags name a system.
func running(s *session.Session) bool { return s.Flags.Server != "" || s.Flags.Context != "" }

func (o *benchOptions) checkCounts(texts benchText) error {
	for _, f := range []struct {
		name                    string
		value, minimum, maximum int
	}{
		{"clients", o.load.Clients, 1, 100_000},
		{"connections", o.load.Connections, 1, 10_000},
		{"classes", o.load.Classes, 1, 10_000},
		{"students", o.load.Students, 1, bench.MaxStudents},
		{"held", o.load.Held, 0, 10_000_000},
		{"rounds", o.load.Rounds, 1, 1000},
	} {
		if f.value < f.minimum || f.value > f.maximum {
			return session.Misuse(fmt.Sprintf(texts.outOfRange, f.name, f.minimum, f.maximum))
		}
	}
	if o.nodes != 1 && o.nodes != 3 && o.nodes != 5 {
		return session.Misuse(texts.badNodes)
	}
	return nil
}

// checkBurst takes out of the load what a burst has not.
func (o *benchOptions) checkBurst(changed func(string) bool, texts benchText) error {
	if o.load.Burst <= 0 {
		return session.Misuse(texts.noBurst)
	}
	for _, name := range []string{"clients", "duration"} {
		if changed(name) {
			return session.Misuse(fmt.Sprintf(texts.notInBurst, name))
		}
	}
	if o.load.Classes*o.load.Students > maxBurst {
		return session.Misuse(fmt.Sprintf(texts.burstTooLarge, maxBurst))
	}
	o.load.Clients, o.load.Duration = 0, 0
	return nil
}

// checkPages lets a URL without a path mean that of serve's page.
func (o *benchOptions) checkPages(texts benchText) error {
	for i, page := range o.metrics {
		u, err := url.Parse(page)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
			return session.Misuse(texts.badPage)
		}
		if u.Path == "" || u.Path == "/" {
			u.Path = metricsPath
		}
		o.metrics[i] = u.String()
	}
	return nil
}
