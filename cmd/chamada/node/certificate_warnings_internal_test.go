package node

import (
	"crypto/tls"
	"crypto/x509"
	"strings"
	"testing"
	"time"
)

// A certificate is warned of in the last tenth of its time, and after its end.
func TestCertificateWarnings(t *testing.T) {
	from := time.Date(2026, 8, 1, 0, 0, 0, 0, time.UTC)
	c := &certificate{files: TLS{Cert: "c.pem"}}
	c.current.Store(&tls.Certificate{Leaf: &x509.Certificate{NotBefore: from,
		NotAfter: from.AddDate(0, 0, 100)}})
	for days, want := range map[int]string{1: "", 89: "", 91: "ends on 2026-11-09 00:00:00 UTC",
		101: "ended on 2026-11-09 00:00:00 UTC"} {
		c.now = func() time.Time { return from.AddDate(0, 0, days) }
		got := strings.Join(c.warnings(), "\n")
		if want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("after %d days: %q, not %q", days, got, want)
		}
	}
	if got := (*certificate)(nil).warnings(); got != nil {
		t.Errorf("without one: %v", got)
	}
}
