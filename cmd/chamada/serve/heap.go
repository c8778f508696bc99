package serve

import "os"

// heapFloor counts as heap in use, and so the next collection is not due before
// as much again has been allocated.
var heapFloor []byte

// KeepHeapFloor makes a process that serves collect garbage less often while it
// holds little: each collection holds up whoever is served meanwhile, and in a heap
// of a few MiB there are many a second. Whoever sets GOGC or GOMEMLIMIT has
// decided otherwise.
//
// The floor is never touched and so takes no memory; the garbage that it lets lie
// does, up to its size (docs/internals/memory.md). The idea is from "Go memory ballast",
// Twitch, 2019.
func KeepHeapFloor() {
	if heapFloor == nil && os.Getenv("GOGC") == "" && os.Getenv("GOMEMLIMIT") == "" {
		heapFloor = make([]byte, 128<<20)
	}
}
