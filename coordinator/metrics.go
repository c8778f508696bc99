package coordinator

import (
	"errors"
	"runtime"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/chamada/chamada/coordinator/journal"
	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/subjects"
)

var (
	opNames = [...]string{
		rollcall.Start: "start", rollcall.Present: "present",
		rollcall.List: "list", rollcall.End: "end",
		rollcall.Code: "code", rollcall.Scan: "scan", rollcall.Check: "check",
		rollcall.Mark: "mark",
	}
	verdictNames = [...]string{
		rollcall.Opened: "opened", rollcall.Registered: "registered",
		rollcall.Already: "already", rollcall.Listed: "listed", rollcall.Ended: "ended",
		rollcall.NotOpen: "not_open", rollcall.Full: "full", rollcall.AlreadyOpen: "already_open",
		rollcall.Forbidden: "forbidden", rollcall.Superseded: "superseded",
		rollcall.TooManyOpen: "too_many_open", rollcall.Overtaken: "overtaken",
		rollcall.Coded: "coded", rollcall.Ticketed: "ticketed",
		rollcall.Checked: "checked", rollcall.Struck: "struck_out",
		rollcall.NoCode: "no_code", rollcall.TooManyChecks: "too_many_checks",
		rollcall.CodeMissing: "code_missing", rollcall.CodeWrong: "code_wrong",
		rollcall.CodeExpired: "code_expired", rollcall.TicketWrong: "ticket_wrong",
		rollcall.TicketExpired: "ticket_expired", rollcall.StruckOut: "struck",
		rollcall.TooManyCodes: "too_many",
	}
)

// verdicts are what can come of each operation: only these are told before they have
// come about, so that there is no series of what never can.
var verdicts = [...][]rollcall.Verdict{
	rollcall.Start: {rollcall.Opened, rollcall.AlreadyOpen, rollcall.TooManyOpen,
		rollcall.Superseded},
	rollcall.Present: {
		rollcall.Registered, rollcall.Already, rollcall.NotOpen, rollcall.Full, rollcall.Superseded,
		rollcall.CodeMissing, rollcall.CodeWrong, rollcall.CodeExpired, rollcall.TicketWrong,
		rollcall.TicketExpired, rollcall.StruckOut, rollcall.TooManyCodes,
	},
	rollcall.List: {rollcall.Listed, rollcall.NotOpen, rollcall.Forbidden},
	rollcall.End:  {rollcall.Ended, rollcall.NotOpen, rollcall.Forbidden, rollcall.Superseded},
	rollcall.Code: {rollcall.Coded, rollcall.NotOpen, rollcall.NoCode, rollcall.Forbidden},
	rollcall.Scan: {
		rollcall.Ticketed, rollcall.NotOpen, rollcall.NoCode, rollcall.CodeMissing,
		rollcall.CodeWrong,
		rollcall.CodeExpired, rollcall.TooManyCodes,
	},
	rollcall.Check: {
		rollcall.Checked, rollcall.NotOpen, rollcall.TooManyChecks, rollcall.Forbidden,
		rollcall.Superseded,
	},
	rollcall.Mark: {
		rollcall.Registered, rollcall.Already, rollcall.Struck, rollcall.NotOpen, rollcall.Full,
		rollcall.Forbidden, rollcall.Superseded,
	},
}

// metrics is what a coordinator counts, for Prometheus.
type metrics struct {
	outcomes      *prometheus.CounterVec // of which the next three are
	requests      [len(opNames)][len(verdictNames)]prometheus.Counter
	overloaded    [len(opNames)]prometheus.Counter
	unavailable   [len(opNames)]prometheus.Counter
	open          opens
	invalid       prometheus.Counter
	forbidden     prometheus.Counter
	unanswerable  prometheus.Counter
	latency       prometheus.Histogram
	commits       prometheus.Histogram
	batches       prometheus.Histogram
	written       prometheus.Counter
	eventsDropped prometheus.Counter
	expired       prometheus.Counter
}

func newMetrics(reg prometheus.Registerer, now func() queues) (*metrics, error) {
	requests := prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "chamada_requests_total",
		Help: "Requests answered, by what they asked for and what came of it.",
	}, []string{"op", "outcome"})
	m := &metrics{
		outcomes:     requests,
		invalid:      requests.WithLabelValues("any", "invalid"),
		forbidden:    requests.WithLabelValues("any", "forbidden"),
		unanswerable: requests.WithLabelValues("any", "no_reply_subject"),
		latency: histogram("chamada_request_seconds",
			"Time from the arrival of a request to its reply.",
			prometheus.ExponentialBuckets(0.0001, 2, 18)),
		commits: histogram("chamada_commit_seconds",
			"Time from the first publish of a record to its being applied.",
			prometheus.ExponentialBuckets(0.0001, 2, 18)),
		batches: histogram("chamada_commit_commands", "Commands in a record.",
			prometheus.ExponentialBuckets(1, 2, 13)),
		written: counter("chamada_journal_written_bytes_total",
			"Bytes of this replica's records, before NATS' own."),
		eventsDropped: counter("chamada_events_dropped_total",
			"Events not published because too many waited."),
		expired: counter("chamada_records_expired_total",
			"Records that this replica has erased because their days were over."),
	}
	for op, name := range opNames {
		for _, v := range verdicts[op] {
			m.requests[op][v] = requests.WithLabelValues(name, verdictNames[v])
		}
		m.overloaded[op] = requests.WithLabelValues(name, "overloaded")
		m.unavailable[op] = requests.WithLabelValues(name, "unavailable")
	}
	m.open = newOpens(requests)
	var err error
	for _, c := range append(queueMetrics(now), buildInfo(), requests, m.latency, m.commits,
		m.batches, m.written, m.eventsDropped, m.expired) {
		err = errors.Join(err, reg.Register(c))
	}
	m.tellClasses()
	m.tellRecords()
	return m, err
}

// queues is how much there is of everything that is kept or waits.
type queues struct {
	journal.Stats
	classes   int // requests that wait for class lists
	openRolls int64
	presences int64   // held in memory
	lost      uint64  // records that a repair has given up
	dropped   int     // requests, by the client library
	events    int     // that wait to be published
	lists     int     // that wait to be sent
	listed    float64 // bytes of lists that count
	overlaps  int     // streams that take requests
}

// queueMetrics are read when asked for.
func queueMetrics(now func() queues) []prometheus.Collector {
	gauge := func(name, help string, value func(queues) float64) prometheus.Collector {
		return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help},
			func() float64 {
				return value(now())
			})
	}
	return []prometheus.Collector{
		gauge("chamada_open_rolls", "Roll calls that nobody has ended.", func(q queues) float64 {
			return float64(q.openRolls)
		}),
		gauge("chamada_presences_held",
			"Presences in memory, of open roll calls and those ended less than a day ago.",
			func(q queues) float64 {
				return float64(q.presences)
			}),
		gauge("chamada_requests_waiting", "Requests without a reply yet.", func(q queues) float64 {
			return float64(q.Waiting + q.classes)
		}),
		gauge("chamada_events_waiting", "Events that wait to be published.",
			func(q queues) float64 {
				return float64(q.events)
			}),
		gauge("chamada_lists_waiting", "Replies with a list that wait to be sent.",
			func(q queues) float64 {
				return float64(q.lists)
			}),
		gauge("chamada_lists_bytes", "Bytes of lists sent that count for the limit.",
			func(q queues) float64 {
				return q.listed
			}),
		gauge("chamada_journal_records", "Records in the journal, as of the last minute.",
			func(q queues) float64 {
				return float64(q.Records)
			}),
		gauge("chamada_journal_bytes", "Bytes of the journal, as of the last minute.",
			func(q queues) float64 {
				return float64(q.Bytes)
			}),
		gauge("chamada_journal_applied", "Sequence of the last record applied.",
			func(q queues) float64 {
				return float64(q.Applied)
			}),
		gauge("chamada_journal_lost_records",
			"Records that a repair has given up, as long as a roll call can be asked for that "+
				"they may have touched.",
			func(q queues) float64 { return float64(q.lost) }),
		gauge("chamada_state_digest",
			"Digest of the state at the position that replicas have compared last, its upper 52 "+
				"bits.",
			func(q queues) float64 { return float64(q.Digest >> 12) }),
		gauge("chamada_state_digest_position",
			"The record behind which chamada_state_digest was taken.",
			func(q queues) float64 { return float64(q.DigestAt) }),
		gauge("chamada_journal_in_flight",
			"Records of this replica that are published and not applied.", func(q queues) float64 {
				return float64(q.OnTheWay)
			}),
		gauge("chamada_journal_unapplied", "Records that have come and are not applied.",
			func(q queues) float64 {
				return float64(q.Unapplied)
			}),
		gauge("chamada_journal_unanswered",
			"Records that are applied and whose requests are not answered.",
			func(q queues) float64 {
				return float64(q.Unsaid)
			}),
		gauge("chamada_overlapping_streams",
			"Streams that acknowledge requests in a coordinator's place, as of the last minute.",
			func(q queues) float64 {
				return float64(q.overlaps)
			}),
		prometheus.NewCounterFunc(prometheus.CounterOpts{
			Name: "chamada_requests_dropped_total",
			Help: "Requests that got no answer because not even refusals kept up.",
		}, func() float64 { return float64(now().dropped) }),
	}
}

// buildInfo says which program this is, in labels.
func buildInfo() prometheus.Collector {
	info := prometheus.NewGaugeVec(prometheus.GaugeOpts{
		Name: "chamada_build_info", Help: "1; which program this is stands in the labels.",
	}, []string{"version", "revision", "goversion"})
	info.WithLabelValues(Version, Revision(), runtime.Version()).Set(1)
	return info
}

func histogram(name, help string, buckets []float64) prometheus.Histogram {
	return prometheus.NewHistogram(
		prometheus.HistogramOpts{Name: name, Help: help, Buckets: buckets})
}

func counter(name, help string) prometheus.Counter {
	return prometheus.NewCounter(prometheus.CounterOpts{Name: name, Help: help})
}

func (m *metrics) answered(op rollcall.Op, v rollcall.Verdict, took time.Duration) {
	if counted := m.requests[op][v]; counted != nil {
		counted.Inc()
	} else { // it can come about after all
		m.outcomes.WithLabelValues(opNames[op], verdictNames[v]).Inc()
	}
	m.latency.Observe(took.Seconds())
}

// overtaken counts a request that is written once more.
func (m *metrics) overtaken(op rollcall.Op) {
	m.outcomes.WithLabelValues(opNames[op], verdictNames[rollcall.Overtaken]).Inc()
}

// rejected counts a request that was not judged.
func (m *metrics) rejected(why subjects.Code) {
	if why == subjects.Forbidden {
		m.forbidden.Inc()
		return
	}
	m.invalid.Inc()
}

func (m *metrics) failed(op rollcall.Op, err error) {
	if errors.Is(err, journal.ErrOverloaded) {
		m.overloaded[op].Inc()
		return
	}
	m.unavailable[op].Inc()
}

func (m *metrics) committed(c journal.Commit) {
	m.commits.Observe(c.Latency.Seconds())
	m.batches.Observe(float64(c.Entries))
	m.written.Add(float64(c.Bytes))
}
