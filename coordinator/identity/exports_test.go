package identity_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/chamada/chamada/coordinator/identity"
	"github.com/chamada/chamada/tests/natstest"
)

// TestMissingExportsAreSaid has a server with the configuration of a version before, in
// which nobody can scan. What it does have is not called missing.
func TestMissingExportsAreSaid(t *testing.T) {
	t.Parallel()
	scans := regexp.MustCompile(`\{ service: ("chamada.student.scan"|` +
		`\{ account: CHAMADA, subject: "chamada.student.scan" \}[^}]*) \},?`)
	s := &system{secret: identity.NewSecret(), codes: map[string]string{}, log: new(natstest.Log)}
	config := scans.ReplaceAllString(identity.ServerConfig(s.secret.Public()), "")
	s.url = startConfigured(t, config).ClientURL()
	s.core = s.connect(t, s.secret.Coordinator())
	s.serve(t, s.url)
	eventually(t, "it is said what is missing", func() bool {
		return strings.Contains(s.log.String(), "missing=chamada.student.scan\n")
	})
}
