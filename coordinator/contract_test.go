package coordinator_test

import (
	"testing"

	"github.com/chamada/chamada/coordinator/contracttest"
)

func TestContract(t *testing.T) {
	url := startServer(t, t.TempDir()).ClientURL()
	start(t, url)
	contracttest.Run(t, connect(t, url))
}

func TestContractOfThreeReplicas(t *testing.T) {
	url := startServer(t, t.TempDir()).ClientURL()
	for range 3 {
		start(t, url)
	}
	contracttest.Run(t, connect(t, url))
}
