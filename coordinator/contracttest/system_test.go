//go:build system

package contracttest_test

import (
	"os"
	"testing"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/coordinator/contracttest"
)

// TestSystem holds a system that is running to the contract:
//
//	NATS_URL=nats://… go test -tags system ./coordinator/contracttest
func TestSystem(t *testing.T) {
	url := os.Getenv("NATS_URL")
	if url == "" {
		t.Fatal("which system? Set NATS_URL")
	}
	nc, err := nats.Connect(url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	contracttest.Run(t, nc)
}
