package rollcall_test

import (
	"go/build"
	"slices"
	"strings"
	"testing"
)

// TestImports holds the state machine to what its package comment promises:
// the standard library alone, and of that nothing that could make two replicas
// differ.
func TestImports(t *testing.T) {
	pkg, err := build.ImportDir(".", 0)
	if err != nil {
		t.Fatal(err)
	}
	impure := []string{"context", "crypto/rand", "io", "log", "log/slog", "math/rand",
		"math/rand/v2", "net", "os", "runtime", "sync", "time", "unsafe"}
	for _, path := range pkg.Imports {
		if first, _, _ := strings.Cut(path, "/"); strings.Contains(first, ".") {
			t.Errorf("%s is not of the standard library", path)
		}
		if slices.Contains(impure, path) {
			t.Errorf("%s is not pure", path)
		}
	}
}
