package embedded

import "testing"

// TestElectionsReachTheServer: the NATS server that this is built with has what is expected.
func TestElectionsReachTheServer(t *testing.T) {
	s, err := Start(t.Context(), Config{DataDir: t.TempDir(), Port: -1, Host: "127.0.0.1"})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Shutdown() }()
	e, err := s.Elections()
	if err != nil {
		t.Fatal(err)
	}
	if logs := e.Logs(); len(logs) != 0 {
		t.Errorf("a server alone has shared logs: %v", logs)
	}
	if err := e.Campaign("none"); err != nil {
		t.Error(err)
	}
}
