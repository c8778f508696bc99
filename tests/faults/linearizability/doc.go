// Package linearizability has no code, only tests: clients of three nodes ask
// for starts, presences, lists and ends of many rolls while the nodes are
// killed, paused, wiped and cut off from each other, and what they were told
// must be what one coordinator that never fails could have told them.
//
// What was asked and told is left in a directory when something is wrong,
// with the faults and a picture of what contradicts itself; the seed that is
// printed deals the same faults and requests again, though not at the same
// moments. The same load, against programs that are broken on purpose, must be
// found wrong by every checker that can see it.
//
// They need Linux, root, iproute2, iptables and mkfs.ext4, and fail without;
// they run only when asked to:
//
//	go test -tags faults -count 1 -timeout 30m -v ./tests/faults/linearizability
//	go test -tags faults -count 1 -timeout 0 -v -run Faults ./tests/faults/linearizability \
//	  -faults.for 2h -faults.seed 7
package linearizability
