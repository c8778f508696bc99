package coordinator_test

import (
	"testing"

	"github.com/chamada/chamada/tests/contract"
	"github.com/chamada/chamada/tests/natstest"
)

func TestContract(t *testing.T) {
	url := natstest.Start(t, t.TempDir()).ClientURL()
	start(t, url)
	contract.Run(t, natstest.Connect(t, url))
}

func TestContractOfThreeReplicas(t *testing.T) {
	url := natstest.Start(t, t.TempDir()).ClientURL()
	for range 3 {
		start(t, url)
	}
	contract.Run(t, natstest.Connect(t, url))
}
