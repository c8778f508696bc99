// Package kill has real processes of chamada killed under load, again and
// again on the same data directory, and holds them to what they confirmed.
//
// It runs with every "go test", for a few seconds; -rounds makes it as long as
// one likes. It does not take power away: that needs root, see package power.
package kill
