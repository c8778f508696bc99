package node

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/chamada/chamada/coordinator/embedded"
)

const (
	headerTimeout = 5 * time.Second // for a client that opens and says nothing
	scrapeTimeout = time.Second     // a scrape under way at the stop may take
)

var (
	errStarting = errors.New("starting")
	errStopping = errors.New("stopping")
	errNoLogins = errors.New("nobody can log in yet")
)

// page is the HTTP server of health and metrics.
type page struct {
	listener net.Listener
	server   *http.Server
}

func (m *Main) startHTTP(context.Context) error {
	if m.cfg.HTTP == "" {
		return nil
	}
	l, err := listenHTTP(m.cfg.HTTP)
	if err != nil {
		return &Error{Flag: "--http", Err: err}
	}
	m.http = &page{l, &http.Server{Handler: m.routes(), ReadHeaderTimeout: headerTimeout}}
	go func() { _ = m.http.server.Serve(l) }() // always an error: at the stop
	m.stops = append(m.stops, m.http.stop)
	return nil
}

func listenHTTP(addr string) (net.Listener, error) {
	if _, _, err := embedded.ParseListen(addr); err != nil {
		return nil, err
	}
	l, err := net.Listen("tcp", addr)
	if e := embedded.ListenError(err); e != nil {
		return nil, e
	}
	return l, err
}

func (p *page) stop() error {
	ctx, cancel := context.WithTimeout(context.Background(), scrapeTimeout)
	defer cancel()
	if p.server.Shutdown(ctx) != nil {
		return p.server.Close()
	}
	return nil
}

// HTTPURL is where health and metrics are, empty when they are off.
func (m *Main) HTTPURL() string {
	if m.http == nil {
		return ""
	}
	return "http://" + m.http.listener.Addr().String()
}

// PublicHTTPURL is HTTPURL with addresses that others can use when others are
// listened to.
func (m *Main) PublicHTTPURL() string {
	host, _, _ := embedded.ParseListen(m.cfg.HTTP)
	if m.http == nil || !everyInterface(host) {
		return m.HTTPURL()
	}
	return shown(m.HTTPURL(), nil)
}

func (m *Main) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", m.serveHealth)
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{}))
	return mux
}

// Warning begins a line of the page of health that somebody should look at.
const Warning = "warning: "

func (m *Main) serveHealth(w http.ResponseWriter, _ *http.Request) {
	detail := strings.Join(append([]string{""}, m.warnings()...), "\n"+Warning)
	if err := m.health(); err != nil {
		w.Header().Set(HeaderCause, causeOf(err))
		http.Error(w, err.Error()+detail, http.StatusServiceUnavailable)
		return
	}
	fmt.Fprintln(w, "ok"+detail)
}

// warnings are what somebody should look at although the node is healthy. There is nobody to
// ask before the coordinator is there, which is started after the logins.
func (m *Main) warnings() []string {
	all := m.certificate.Load().warnings()
	c := m.coordinator.Load()
	if c == nil {
		return all
	}
	all = append(all, c.Warnings()...)
	if m.logins != nil {
		all = append(all, m.logins.Warnings()...)
	}
	return all
}

// healthGauge tells a scrape what /healthz tells a probe.
func (m *Main) healthGauge() prometheus.Collector {
	opts := prometheus.GaugeOpts{Name: "chamada_healthy",
		Help: "1 when the coordinator has replayed the journal and can commit, and its node has " +
			"all of it, else 0."}
	return prometheus.NewGaugeFunc(opts, func() float64 {
		if m.health() != nil {
			return 0
		}
		return 1
	})
}

// warningsGauge tells a scrape that /healthz has something to say although all is well.
func (m *Main) warningsGauge() prometheus.Collector {
	opts := prometheus.GaugeOpts{Name: "chamada_warnings",
		Help: "What somebody should look at before it fails, such as a certificate that is about " +
			"to end: as many as /healthz names."}
	return prometheus.NewGaugeFunc(opts, func() float64 { return float64(len(m.warnings())) })
}

// lostLines tells of a log that has gaps.
func (m *Main) lostLines() prometheus.Collector {
	opts := prometheus.CounterOpts{Name: "chamada_log_lines_lost_total",
		Help: "Lines of the log that standard error did not take."}
	return prometheus.NewCounterFunc(opts, func() float64 { return float64(m.cfg.LogLost()) })
}

// health is nil when requests are answered, and by a node that the cluster can
// rely on when the next one goes. One that is only not current answers as well.
func (m *Main) health() error {
	c := m.coordinator.Load()
	switch {
	case m.stopping.Load():
		return errStopping
	case m.healings.err() != nil:
		return m.healings.err()
	case c == nil:
		return errStarting
	case m.server == nil:
		return cmp.Or(c.Health(), m.admits())
	default: // a disk that fails explains why the coordinator cannot commit
		return cmp.Or(m.server.Storage(), c.Health(), m.admits(), m.server.Current())
	}
}

// admits is nil when who has a login can be let in.
func (m *Main) admits() error {
	if m.logins == nil {
		return nil
	}
	select {
	case <-m.logins.Ready():
		return nil
	default:
		return errNoLogins
	}
}
