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

// earlier are the last commits that knew no later version of the journal than these.
var earlier = [...]struct {
	version int
	commit  string
	program string // built from it
}{
	{version: 1, commit: "f40bdb9d0ef16469a094addc1b7b7cbc2190f3da"},
	{version: 2, commit: "32c147686415ebae36812101a6013674088b84be"},
	{version: 3, commit: "5d85900ad692fbbd19f758036aab61ce09957bb5"},
}

// program is this one.
var program string

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "chamada-before-")
	if err == nil {
		defer func() { _ = os.RemoveAll(dir) }()
		err = buildEarlier(dir)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "the programs before, from a clone with history:", err)
		return 1
	}
	return faults.Main(m, &program)
}

// buildEarlier builds the programs before below dir.
func buildEarlier(dir string) error {
	root, err := exec.Command("git", "rev-parse", "--show-toplevel").Output()
	if err != nil {
		return err
	}
	for i := range earlier {
		e := &earlier[i]
		e.program = filepath.Join(dir, fmt.Sprint("chamada-", e.version))
		if err := build(string(root[:len(root)-1]), e.commit, e.program); err != nil {
			return err
		}
	}
	return nil
}

// build builds the program of a commit of the repository at root.
func build(root, commit, program string) error {
	build := exec.Command("sh", "-ec", `
		mkdir "$PROGRAM-source"
		git -C "$ROOT" archive "$COMMIT" | tar -x -C "$PROGRAM-source"
		cd "$PROGRAM-source"
		go build -buildvcs=false -o "$PROGRAM" ./cmd/chamada`)
	build.Env = append(os.Environ(), "COMMIT="+commit, "PROGRAM="+program, "ROOT="+root)
	build.Stdout, build.Stderr = os.Stderr, os.Stderr
	return build.Run()
}
