//go:build faults && linux

package machine

import (
	"os"
	"os/exec"
)

// Build makes the program chamada, as the flags of "go build" say.
func Build(program string, flags ...string) error {
	args := append([]string{"build", "-o", program}, flags...)
	build := exec.Command("go", append(args, "github.com/chamada/chamada/cmd/chamada")...)
	build.Stdout, build.Stderr = os.Stderr, os.Stderr
	return build.Run()
}
