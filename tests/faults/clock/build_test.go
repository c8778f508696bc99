//go:build faults && linux

package clock

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chamada/chamada/tests/faults"
)

// program is chamada with a wall clock that the tests set: see testdata/shift.go.txt.
var program string

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "chamada-clock-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer func() { _ = os.RemoveAll(dir) }()
	program = filepath.Join(dir, "chamada")
	overlay, err := shiftedTime(dir)
	if err == nil {
		err = faults.Build(program, "-overlay", overlay)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "the program with a clock that can be set:", err)
		return 1
	}
	return m.Run()
}

// shiftedTime writes a package time whose Now goes through shifted, below dir, and gives
// the overlay that has the go command take it. The monotonic clock stays as it is.
func shiftedTime(dir string) (overlay string, err error) {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return "", err
	}
	of := filepath.Join(strings.TrimSpace(string(root)), "src", "time")
	source, err := os.ReadFile(filepath.Join(of, "time.go"))
	if err != nil {
		return "", err
	}
	const read = "\nfunc Now() Time {\n\tsec, nsec, mono := runtimeNow()\n"
	if bytes.Count(source, []byte(read)) != 1 {
		return "", fmt.Errorf("time.Now of %s does not read the clock as expected", of)
	}
	source = bytes.Replace(source, []byte(read), []byte(read+"\tsec, nsec = shifted(sec, nsec)\n"),
		1)
	shifting, err := os.ReadFile("testdata/shift.go.txt")
	if err != nil {
		return "", err
	}
	replace := map[string]string{}
	for name, text := range map[string][]byte{"time.go": source, "shift.go": shifting} {
		replace[filepath.Join(of, name)] = filepath.Join(dir, name)
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o600); err != nil {
			return "", err
		}
	}
	text, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return "", err
	}
	overlay = filepath.Join(dir, "overlay.json")
	return overlay, os.WriteFile(overlay, text, 0o600)
}
