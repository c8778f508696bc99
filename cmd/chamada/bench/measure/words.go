package measure

import "github.com/chamada/chamada/clients/texts"

// words are what reports say to people, in one language. Those with verbs are
// formats; both languages take the same arguments.
type words struct {
	warming  string // round, service
	progress string // round, service, presences a second
	ending   string

	steady string // clients, duration
	burst  string // students, time
	load   string // connections, nodes, classes, students, rounds

	header   string // of the table, columns apart by tabs
	late     string // one more column, of bursts
	services map[string]string
	point    string // of decimal fractions

	waits    string // students, time, p50, p99, max
	latest   string // milliseconds
	ratio    string // throughput, p50, p99
	ofPage   string // likewise
	usages   string // ratios of CPU, bytes, allocations
	pages    string // URLs
	alone    string
	failure  string // round, service, error
	verified string // confirmed, rolls
	missing  string // missing, strange
}

var languages = texts.NewSet(&portuguese, &english)
