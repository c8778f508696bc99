package bench

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/chamada/chamada/cmd/chamada/bench/measure"
	"github.com/chamada/chamada/cmd/chamada/internal/flags"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
)

// options are what the flags of "chamada bench" say.
type options struct {
	load    measure.Load
	nodes   int      // of a system of its own
	metrics []string // URLs, of a running system
	web     string   // of a page, empty: none is measured
	json    bool
}

// metricsPath is that of serve's page.
const metricsPath = "/metrics"

// maxBurst are as many students as one burst has: each takes up some 300 bytes.
const maxBurst = 1_000_000

func newOptions() *options {
	return &options{nodes: 1, load: measure.Load{
		Clients: 512, Connections: 16, Classes: 8, Students: 2000, Rounds: 3,
		Duration: 5 * time.Second, Warmup: time.Second,
	}}
}

// define declares the flags, with what each must keep.
func (o *options) define(cmd *cobra.Command, s *session.Session, texts *words) {
	f := flags.Of(cmd)
	o.defineLoad(f, texts)
	o.defineBurst(f, texts)
	f.IntVar(&o.nodes, "nodes", o.nodes, texts.nodes)
	f.Keep("nodes",
		flags.Holds(texts.badNodes, func() bool { return slices.Contains(clusters, o.nodes) }),
		flags.Holds(texts.nodesOfRunning, func() bool { return !running(s) }))
	f.Var(&pages{&o.metrics, texts.badPage}, "metrics", texts.metrics)
	f.Keep("metrics", flags.Holds(texts.metricsOfOwn, func() bool { return running(s) }))
	f.StringVar(&o.web, "web", "", texts.web)
	f.Lookup("web").NoOptDefVal = ownPage
	f.Keep("web", flags.NotBeside("burst", texts.webInBurst),
		flags.Holds(texts.badWeb, func() bool { return site(o.web) }))
	f.BoolVar(&o.json, "json", false, texts.json)
}

// ownPage is --web without a URL.
const ownPage = "own"

// site tells whether a page can be asked at an address, which has no path.
func site(address string) bool {
	u, err := url.Parse(address)
	return address == ownPage || err == nil && u.Host != "" && u.Path == ""
}

// clusters are how many nodes a system may have.
var clusters = []int{1, 3, 5}

func (o *options) defineLoad(f *flags.Set, texts *words) {
	l := &o.load
	steady := flags.NotBeside("burst", texts.notInBurst)
	f.Int(&l.Clients, "clients", 1, 100_000, texts.clients, steady)
	f.Int(&l.Connections, "connections", 1, 10_000, texts.connections)
	f.Int(&l.Classes, "classes", 1, 10_000, texts.classes)
	f.Int(&l.Students, "students", 1, measure.MaxStudents, texts.students)
	f.Int(&l.Rounds, "rounds", 1, 1000, texts.rounds)
	f.DurationVar(&l.Duration, "duration", l.Duration, texts.duration)
	f.Keep("duration", steady, flags.Holds(texts.noTime, func() bool { return l.Duration > 0 }))
	f.DurationVar(&l.Warmup, "warmup", l.Warmup, texts.warmup)
	f.Keep("warmup", flags.Holds(texts.noTime, func() bool { return l.Warmup >= 0 }))
}

func (o *options) defineBurst(f *flags.Set, texts *words) {
	l := &o.load
	f.DurationVar(&l.Burst, "burst", 0, texts.burst)
	f.Keep("burst",
		flags.Holds(texts.noBurst, func() bool { return l.Burst > 0 }),
		flags.Holds(fmt.Sprintf(texts.burstTooLarge, maxBurst),
			func() bool { return l.Classes*l.Students <= maxBurst }))
}

// complete takes out of the load what a burst has not, and bounds each request as all
// commands do.
func (o *options) complete(s *session.Session) {
	if o.load.Burst > 0 {
		o.load.Clients, o.load.Duration = 0, 0
	}
	o.load.Timeout = s.Flags.Timeout
}

// running tells whether the flags name a system.
func running(s *session.Session) bool { return s.Flags.Server != "" || s.Flags.Context != "" }

// pages is a flag's value, URLs separated by commas. One without a path means that of
// serve's page.
type pages struct {
	urls *[]string
	bad  string // what is said of what is none
}

func (p *pages) Type() string   { return "urls" }
func (p *pages) String() string { return strings.Join(*p.urls, ",") }

func (p *pages) Set(s string) error {
	for page := range strings.SplitSeq(s, ",") {
		u, err := url.Parse(page)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
			return session.Misuse(p.bad)
		}
		if u.Path == "" || u.Path == "/" {
			u.Path = metricsPath
		}
		*p.urls = append(*p.urls, u.String())
	}
	return nil
}
