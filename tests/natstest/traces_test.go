package natstest_test

import (
	"encoding/base64"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/chamada/chamada/tests/natstest"
)

// TestTraces hides a text in each way, and looks for it.
func TestTraces(t *testing.T) {
	const name = "Conceição & Ávila"
	quoted, _ := json.Marshal(name)
	for what, hidden := range map[string]string{
		"as it is": name, "escaped": string(quoted),
		"base 64, first":  base64.StdEncoding.EncodeToString([]byte("abc" + name + "x")),
		"base 64, second": base64.StdEncoding.EncodeToString([]byte("a" + name + "x")),
		"base 64, third":  base64.StdEncoding.EncodeToString([]byte("ab" + name + "x")),
	} {
		dir := t.TempDir()
		file := filepath.Join(dir, "kept", "1.blk")
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte("before"+hidden+"after"), 0o600); err != nil {
			t.Fatal(err)
		}
		if len(natstest.Traces(t, dir, nil, name)) == 0 {
			t.Errorf("%s: nothing found", what)
		}
		if found := natstest.Traces(t, dir, []string{"kept"}, name); len(found) > 0 {
			t.Errorf("%s: %q", what, found)
		}
		if found := natstest.Traces(t, dir, nil, "Anastácia"); len(found) > 0 {
			t.Errorf("%s: %q", what, found)
		}
	}
}
