// Package nemesis breaks a cluster, one way after the other, heals it, and
// sees to it that each fault really happened.
//
// The order and the lengths come from a seed. It is there only with the tag
// "faults", and knows nothing of clients.
package nemesis
