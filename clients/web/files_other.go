//go:build !unix

package web

import "math"

// openFiles is how many files the process may open: here nobody bounds them.
func openFiles() int { return math.MaxInt32 }
