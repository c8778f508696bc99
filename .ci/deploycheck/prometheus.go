package deploycheck

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/rulefmt"
	"github.com/prometheus/prometheus/promql/parser"
)

var promQL = parser.NewParser(parser.Options{})

// checkAlerts reads rules as Prometheus does, their templates included.
func checkAlerts(rules []byte) error {
	_, errs := rulefmt.Parse(rules, false, model.UTF8Validation, promQL,
		slog.New(slog.DiscardHandler))
	return errors.Join(errs...)
}

// dashboard is as much of Grafana's format as is looked at.
type dashboard struct {
	Panels []struct {
		ID      int
		Title   string
		Targets []struct{ Expr string }
	}
}

// checkDashboard finds panels that would show an error, or nothing.
func checkDashboard(text []byte) error {
	var d dashboard
	if err := json.Unmarshal(text, &d); err != nil {
		return err
	}
	ids := map[int]bool{}
	var errs []error
	for _, panel := range d.Panels {
		if ids[panel.ID] || len(panel.Targets) == 0 {
			errs = append(errs,
				fmt.Errorf("panel %q: an id of its own and a target are missing", panel.Title))
		}
		ids[panel.ID] = true
		for _, target := range panel.Targets {
			expr := strings.NewReplacer("$__rate_interval", "1m", "$job",
				"chamada").Replace(target.Expr)
			if _, err := promQL.ParseExpr(expr); err != nil {
				errs = append(errs, fmt.Errorf("panel %q: %w", panel.Title, err))
			}
		}
	}
	return errors.Join(errs...)
}
