package measure

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"
)

// meter reads the usage of this process and of those whose pages it knows.
type meter struct{ pages []string }

// scrapeWithin is how long a page of metrics may take.
const scrapeWithin = 5 * time.Second

// read gives the usage of each process, this one first.
func (m meter) read(ctx context.Context) ([]usage, error) {
	ctx, cancel := context.WithTimeout(ctx, scrapeWithin)
	defer cancel()
	read, errs := make([]usage, 1+len(m.pages)), make([]error, len(m.pages))
	inParallel(len(m.pages), func(i int) { read[1+i], errs[i] = scrape(ctx, m.pages[i]) })
	for i, err := range errs {
		if err != nil {
			return nil, &PageError{URL: redacted(m.pages[i]), Err: err}
		}
	}
	var err error
	read[0], err = ownUsage()
	return read, err
}

// between is what is used from start to end, which it waits for.
func (m meter) between(ctx context.Context, start, end time.Time) (usage, error) {
	if err := sleepUntil(ctx, start); err != nil {
		return usage{}, err
	}
	before, err := m.read(ctx)
	if err != nil {
		return usage{}, err
	}
	if err := sleepUntil(ctx, end); err != nil {
		return usage{}, err
	}
	return m.since(ctx, before)
}

// since is what all have used together after before was read.
func (m meter) since(ctx context.Context, before []usage) (sum usage, err error) {
	now, err := m.read(ctx)
	if err != nil {
		return usage{}, err
	}
	for i := range now {
		used, ok := now[i].since(before[i])
		if !ok {
			return usage{}, errRestarted
		}
		sum = sum.plus(used)
	}
	return sum, nil
}

// errRestarted is of counters that went back.
var errRestarted = errors.New("a node was started again while it was measured")

// redacted is a URL without its password.
func redacted(page string) string {
	u, err := url.Parse(page)
	if err != nil {
		return "xxxxx" // what cannot be read may be a secret
	}
	return u.Redacted()
}

// PageError is a page of metrics that could not be read.
type PageError struct {
	URL string
	Err error
}

func (e *PageError) Error() string { return e.URL + ": " + e.Err.Error() }
func (e *PageError) Unwrap() error { return e.Err }

func scrape(ctx context.Context, page string) (usage, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, page, nil)
	if err != nil {
		return usage{}, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return usage{}, err
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode != http.StatusOK {
		return usage{}, errors.New(resp.Status)
	}
	parser := expfmt.NewTextParser(model.LegacyValidation)
	families, err := parser.TextToMetricFamilies(resp.Body)
	if err != nil {
		return usage{}, err
	}
	return usageIn(families)
}

// usageIn finds what every Go program with Prometheus metrics tells.
func usageIn(families map[string]*dto.MetricFamily) (usage, error) {
	var values [3]float64
	for i, name := range []string{"process_cpu_seconds_total", "go_memstats_alloc_bytes_total",
		"go_memstats_mallocs_total"} {
		metrics := families[name].GetMetric()
		if len(metrics) != 1 {
			return usage{}, fmt.Errorf("it does not tell %s", name)
		}
		values[i] = metrics[0].GetCounter().GetValue()
	}
	return usage{time.Duration(values[0] * float64(time.Second)), uint64(values[1]),
		uint64(values[2])}, nil
}
