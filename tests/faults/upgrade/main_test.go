//go:build faults && linux

package upgrade

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/chamada/chamada/tests/faults"
)

// before is the last commit that knew the first version of the journal only.
const before = "f40bdb9d0ef16469a094addc1b7b7cbc2190f3da"

// The programs: this one, and the one before.
var program, earlier string

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "chamada-before-")
	if err == nil {
		defer func() { _ = os.RemoveAll(dir) }()
		err = buildBefore(dir)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "the program before, from a clone with history:", err)
		return 1
	}
	return faults.Main(m, &program)
}

// buildBefore builds the program before below dir.
func buildBefore(dir string) error {
	root, err := exec.Command("git", "rev-parse", "--show-toplevel").Output()
	if err != nil {
		return err
	}
	earlier = filepath.Join(dir, "chamada")
	source := filepath.Join(dir, "source")
	build := exec.Command("sh", "-ec", `
		mkdir "$SOURCE"
		git -C "$ROOT" archive "$COMMIT" | tar -x -C "$SOURCE"
		cd "$SOURCE"
		go build -buildvcs=false -o "$PROGRAM" ./cmd/chamada`)
	build.Env = append(os.Environ(), "SOURCE="+source, "COMMIT="+before, "PROGRAM="+earlier, "ROOT="+string(root[:len(root)-1]))
	build.Stdout, build.Stderr = os.Stderr, os.Stderr
	return build.Run()
}
