package main

import "github.com/chamada/chamada/coordinator"

// version is the program's, with what it was built from when the go command
// has stamped that: "0.1.0 (ee4ad79200b6, modified)".
func version() string {
	revision := coordinator.Revision()
	if revision == "" {
		return coordinator.Version
	}
	return coordinator.Version + " (" + revision + ")"
}
