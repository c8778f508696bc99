//go:build faults && linux

package power_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"

	"github.com/chamada/chamada/tests/faults"
)

// change is what one of the programs under test does otherwise than its sources say.
type change struct {
	source string         // from here
	what   *regexp.Regexp // is there once
	by     string
}

var (
	neverSync = change{"../../../coordinator/embedded/options.go",
		regexp.MustCompile(`(SyncAlways = )true\b`), "${1}false"}
	neverKeep = change{"../../../coordinator/records/keep.go",
		regexp.MustCompile(`(?m)^(func \(r \*Records\) keepAll\(.*\{)$`), "${1}\n\treturn nil"}
)

// buildChanged makes a program from the same sources but for one change.
func buildChanged(dir, program string, c change) error {
	source, err := filepath.Abs(c.source)
	if err != nil {
		return err
	}
	text, err := os.ReadFile(source)
	if err != nil {
		return err
	}
	if n := len(c.what.FindAll(text, -1)); n != 1 {
		return fmt.Errorf("%s has %d times, and should once, what this test changes: %v", source,
			n, c.what)
	}
	overlay, err := replace(dir, source, c.what.ReplaceAll(text, []byte(c.by)))
	if err != nil {
		return err
	}
	return faults.Build(filepath.Join(dir, program), "-overlay", overlay)
}

// replace gives the name of the file that makes "go build" take text for the
// source's.
func replace(dir, source string, text []byte) (overlay string, err error) {
	changed := filepath.Join(dir, filepath.Base(source))
	says, err := json.Marshal(map[string]any{"Replace": map[string]string{source: changed}})
	if err != nil {
		return "", err
	}
	overlay = changed + ".json"
	return overlay,
		errors.Join(os.WriteFile(changed, text, 0o600), os.WriteFile(overlay, says, 0o600))
}
