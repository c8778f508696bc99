//go:build system

package contract_test

import (
	"os"
	"testing"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/tests/contract"
)

// TestSystem holds a system that is running to the contract. One with logins lets
// it in by the file of its secret:
//
//	NATS_URL=nats://… go test -tags system ./tests/contract
//	NATS_URL=nats://… CHAMADA_SECRET=FILE go test -tags system ./tests/contract
func TestSystem(t *testing.T) {
	url := os.Getenv("NATS_URL")
	if url == "" {
		t.Fatal("which system? Set NATS_URL")
	}
	if file := os.Getenv("CHAMADA_SECRET"); file != "" {
		contract.RunLogins(t, enrol(t, url, file))
		return
	}
	nc, err := nats.Connect(url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	contract.Run(t, nc)
}
