package main

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/chamada/chamada/cmd/chamada/node"
	"github.com/chamada/chamada/tests/natstest"
)

var metric = regexp.MustCompile(`\bchamada_[a-z_]+\b`)

// TestDeployedMetricsExist holds the dashboard and the alerts to what a
// coordinator tells.
func TestDeployedMetricsExist(t *testing.T) {
	m := node.New(node.Config{DataDir: t.TempDir(), Listen: "127.0.0.1:0", HTTP: "127.0.0.1:0"})
	if err := m.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = m.Close() })
	told := map[string]bool{}
	_, page := natstest.Get(t, m.HTTPURL()+"/metrics")
	for _, name := range metric.FindAllString(page, -1) {
		told[name] = true
	}
	for _, file := range []string{"grafana/chamada.json", "prometheus/alerts.yml"} {
		text, err := os.ReadFile(filepath.Join("..", "..", "deploy", file))
		if err != nil {
			t.Fatal(err)
		}
		used := metric.FindAllString(string(text), -1)
		if len(used) == 0 {
			t.Errorf("%s uses no metric", file)
		}
		for _, name := range used {
			if !told[name] {
				t.Errorf("%s uses %s, which no coordinator tells", file, name)
			}
		}
	}
}
