// Package machine has what a test needs to break machines: real processes of
// chamada, each with a disk of its own that can lose what was not synced, in
// namespaces that vanish with the test however it ends.
//
// It needs Linux and root, and is there only with the tag "faults". It knows
// nothing of roll calls, and does not judge what it sees.
package machine
