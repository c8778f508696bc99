package measure

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/chamada/chamada/clients/web"
	"github.com/chamada/chamada/subjects"
)

// RunPage measures the page as Run measures coordinators: phones that get the form which
// the picture leads to and send it twice, beside a bare HTTP handler of this process that
// answers the same bytes. A visit is these three requests, and is counted as a presence;
// latencies are those of each request. The page is the one at url or, without one, a gateway
// in this process, so that both have the same share of it. Load's Connections, of NATS, and
// bursts have no meaning here.
func RunPage(ctx context.Context, s System, url string, load Load, tell func(Progress)) (*Report,
	error) {
	if tell == nil {
		tell = func(Progress) {}
	}
	report := newReport(s, load)
	if url == "" {
		own, stop, err := ownPage(ctx, s)
		if err != nil {
			return report, err
		}
		defer stop()
		url = own
	}
	teacher := &teacher{client: s.Client, codeEvery: subjects.MaxCodeEvery}
	p := &page{load: load, client: phoneClient(load), codes: make(map[subjects.Class]seenCode),
		meter: meter{s.Pages}, teacher: teacher}
	defer p.client.CloseIdleConnections()
	err := p.compare(ctx, url, report, tell)
	teacher.check()
	report.conclude(teacher.verified)
	return report, errors.Join(err, teacher.err)
}

// page is what both services are asked with.
type page struct {
	load    Load
	client  *http.Client
	meter   meter
	teacher *teacher

	mu    sync.Mutex
	codes map[subjects.Class]seenCode
}

// seenCode is what a room sees, for as long as it is the newest.
type seenCode struct {
	qr    string
	until time.Time
}

// code is what the picture in a room holds now.
func (p *page) code(ctx context.Context, class subjects.Class) (string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if seen := p.codes[class]; time.Now().Before(seen.until) {
		return seen.qr, nil
	}
	c, err := p.teacher.client.Code(ctx, class)
	if err == nil {
		p.codes[class] = seenCode{c.QR,
			time.Now().Add(time.Duration(c.TTL) * time.Millisecond)}
	}
	return c.QR, err
}

// compare measures the bare handler, which has learned from one visit what to answer, and
// the page.
func (p *page) compare(ctx context.Context, url string, report *Report, tell func(Progress)) error {
	page := newTarget(Page, p.load, p.teacher)
	if err := page.furnish(ctx, p.load.Classes); err != nil {
		return err
	}
	defer page.finish(tell)
	answers, stop, err := p.learn(ctx, url, page.lanes[0])
	if err != nil {
		return err
	}
	defer stop()
	bare := newTarget(Bare, p.load, nobody{})
	if err := bare.furnish(ctx, p.load.Classes); err != nil {
		return err
	}
	at := map[*target]string{page: url, bare: answers}
	order := []*target{bare, page}
	for round := range p.load.Rounds {
		for _, t := range order {
			m, err := p.measure(ctx, t, at[t], round+1, tell)
			if err != nil {
				return err
			}
			report.Measurements = append(report.Measurements, m)
			t.attendant.check()
		}
		order[0], order[1] = order[1], order[0]
	}
	return nil
}

// measure has all phones visit one service for the warmup and the duration.
func (p *page) measure(ctx context.Context, t *target, url string, round int,
	tell func(Progress)) (Measurement, error) {
	ctx, fail := context.WithCancelCause(ctx)
	defer fail(nil)
	start := time.Now().Add(p.load.Warmup)
	counted, seen := newTally(start, start.Add(p.load.Duration)), newLatencies(p.load.Timeout)
	stop := counted.report(Progress{Phase: Measuring, Round: round, Service: t.name}, tell)
	defer stop()
	var used usage
	var all sync.WaitGroup
	all.Go(func() {
		var err error
		if used, err = p.meter.between(ctx, counted.start, counted.end); err != nil {
			fail(err)
		}
	})
	for i := range p.load.Clients {
		phone := &phone{page: p, url: url, lane: t.lanes[i%len(t.lanes)], tally: counted,
			latencies: seen}
		all.Go(func() {
			if err := phone.run(ctx); err != nil {
				fail(err)
			}
		})
	}
	all.Wait()
	m := newMeasurement(round, t.name, counted, seen)
	m.use(used)
	m.PerSecond = counted.perSecond(counted.end)
	return m, context.Cause(ctx)
}

// ownPage serves the page in this process, as "chamada web" does, over a connection of its
// own to the first node.
func ownPage(ctx context.Context, s System) (url string, stop func(), err error) {
	seat, err := s.Nodes[0](ctx)
	if err != nil {
		return "", nil, err
	}
	gateway := web.New(web.Config{Seat: seat})
	url, end, err := serveHTTP(gateway)
	return url, func() { end(); gateway.Close(); seat.Close() }, err
}

// serveHTTP serves on the loopback, with the limits of the page.
func serveHTTP(h http.Handler) (url string, stop func(), err error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", func() {}, fmt.Errorf("a page for the measurement: %w", err)
	}
	server := web.Server(h, discard)
	go func() { _ = server.Serve(l) }() // it fails when it is closed
	return "http://" + l.Addr().String(), func() { _ = server.Close() }, nil
}
