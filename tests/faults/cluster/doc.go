// Package cluster has three nodes of chamada as real processes, each in a
// network namespace and on a disk of its own, joined by a bridge, and every
// way of cutting them off from each other.
//
// It is for tests that run in [machine.Sandbox], and is there only with the
// tag "faults". It knows nothing of roll calls, and breaks nothing by itself.
//
// [machine.Sandbox]: https://pkg.go.dev/github.com/chamada/chamada/tests/faults/machine
package cluster
