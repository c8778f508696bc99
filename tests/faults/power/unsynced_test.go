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

// options is the source, from here, that asks for a sync of every record.
const options = "../../../coordinator/embedded/options.go"

var syncAlways = regexp.MustCompile(`(SyncAlways = )true\b`)

// buildUnsynced makes the program from the same sources but for one word.
func buildUnsynced(dir string) error {
	source, err := filepath.Abs(options)
	if err != nil {
		return err
	}
	text, err := os.ReadFile(source)
	if err != nil {
		return err
	}
	if n := len(syncAlways.FindAll(text, -1)); n != 1 {
		return fmt.Errorf("%s asks %d times to sync always, and should once: this test takes it away", source, n)
	}
	overlay, err := replace(dir, source, syncAlways.ReplaceAll(text, []byte("${1}false")))
	if err != nil {
		return err
	}
	return faults.Build(filepath.Join(dir, unsynced), "-overlay", overlay)
}

// replace gives the name of the file that makes "go build" take text for the
// source's.
func replace(dir, source string, text []byte) (overlay string, err error) {
	changed := filepath.Join(dir, filepath.Base(source))
	says, err := json.Marshal(map[string]any{"Replace": map[string]string{source: changed}})
	if err != nil {
		return "", err
	}
	overlay = filepath.Join(dir, "overlay.json")
	return overlay, errors.Join(os.WriteFile(changed, text, 0o600), os.WriteFile(overlay, says, 0o600))
}
