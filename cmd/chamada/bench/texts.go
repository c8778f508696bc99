package bench

import "github.com/chamada/chamada/clients/texts"

// words is all that "chamada bench" says to people but for the report, in
// one language.
type words struct {
	short, long                                     string
	clients, connections, classes, students         string // flags
	burst, rounds, duration, warmup, nodes, metrics string // flags
	web, json                                       string // flags
	noTime, noBurst, badNodes                       string
	notInBurst                                      string // a flag's name
	burstTooLarge                                   string // the maximum
	nodesOfRunning, metricsOfOwn, badPage           string
	ownSystem                                       string // the directory
	unreachable                                     string // an address, an error
	unhealthy, noEcho                               string
	badWeb                                          string
	webInBurst                                      string // a flag's name
}

var languages = texts.NewSet(&portuguese, &english)
