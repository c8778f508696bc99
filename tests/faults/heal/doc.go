// Package heal damages what one of three nodes has on its disk, while presences are
// registered: real processes, on its leader and on a follower, running and stopped. What was
// confirmed must be on all nodes afterwards.
package heal
