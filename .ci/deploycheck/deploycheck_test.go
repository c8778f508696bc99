package deploycheck

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// files are checked as they are, and with mistakes that must be found: what is
// right, and what stands there instead.
var files = map[string]struct {
	check    func([]byte) error
	mistakes map[string]string
}{
	"kubernetes/chamada.yaml": {checkKubernetes, map[string]string{
		"podManagementPolicy:":                        "podManagmentPolicy:",
		"replicas: 3":                                 "replicas: three",
		"kind: PodDisruptionBudget":                   "kind: DisruptionBudget",
		"serviceName: chamada-nodes":                  "serviceName: chamada-node",
		"targetPort: cluster":                         "targetPort: clusters",
		"clusterIP: None":                             "clusterIP: None\n  clusterIP: None",
		"selector: {app.kubernetes.io/name: chamada}": "selector: {app: chamada}",
	}},
	"prometheus/alerts.yml": {checkAlerts, map[string]string{
		"expr: sum(":        "expr: summ(",
		"for: 2m":           "for: 2 minutes",
		"annotations:":      "anotations:",
		"{{ $labels":        "{{ $label",
		"- alert: ChamadaS": "- record: ChamadaS",
	}},
	"grafana/chamada.json": {checkDashboard, map[string]string{
		"sum(chamada_healthy": "sum((chamada_healthy",
		`"id": 2,`:            `"id": 1,`,
		`"panels": [`:         `"panels": `,
	}},
}

func TestDeploy(t *testing.T) {
	for name, file := range files {
		text, err := os.ReadFile(filepath.Join("..", "..", "deploy", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := file.check(text); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for right, wrong := range file.mistakes {
			broken := strings.Replace(string(text), right, wrong, 1)
			if broken == string(text) {
				t.Errorf("%q is not in %s", right, name)
			} else if file.check([]byte(broken)) == nil {
				t.Errorf("%s: %q instead of %q is accepted", name, wrong, right)
			}
		}
	}
}
