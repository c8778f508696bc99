package faults

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Build makes the program chamada, as the flags of "go build" say.
func Build(program string, flags ...string) error {
	args := append([]string{"build", "-o", program}, flags...)
	build := exec.Command("go", append(args, "github.com/chamada/chamada/cmd/chamada")...)
	build.Stdout, build.Stderr = os.Stderr, os.Stderr
	return build.Run()
}

// Main is for TestMain: it builds the program, says where while the tests run, and
// removes it again. The exit status is that of the tests, 1 without a program.
func Main(tests *testing.M, program *string) int {
	dir, err := os.MkdirTemp("", "chamada-faults-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer func() { _ = os.RemoveAll(dir) }()
	*program = filepath.Join(dir, "chamada")
	if Build(*program) != nil { // go has said why
		return 1
	}
	return tests.Run()
}
