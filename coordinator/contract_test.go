package coordinator_test

import (
	"testing"

	"github.com/chamada/chamada/coordinator/contracttest"
	"github.com/chamada/chamada/coordinator/embedded/natstest"
)

func TestContract(t *testing.T) {
	url := natstest.Start(t, t.TempDir()).ClientURL()
	start(t, url)
	contracttest.Run(t, natstest.Connect(t, url))
}

func TestContractOfThreeReplicas(t *testing.T) {
	url := natstest.Start(t, t.TempDir()).ClientURL()
	for range 3 {
		start(t, url)
	}
	contracttest.Run(t, natstest.Connect(t, url))
}
