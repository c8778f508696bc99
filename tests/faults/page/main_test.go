//go:build faults && linux

package page_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/faults"
	"github.com/chamada/chamada/tests/faults/machine"
	"github.com/chamada/chamada/tests/natstest"
)

const program = "chamada"

func TestMain(m *testing.M) {
	os.Exit(machine.Sandbox(m, func(dir string) error {
		return faults.Build(filepath.Join(dir, program))
	}))
}

func built() string { return filepath.Join(machine.Dir(), program) }

// class is the one whose roll call is answered.
const class = subjects.Class(3030)

// teacher opens the roll call, with the longest period there is for a code, and sees it.
func teacher(t *testing.T, url string) (*clients.Client, subjects.RoomCode) {
	t.Helper()
	c := clients.New(natstest.Connect(t, url), clients.Timeout(time.Minute))
	if _, err := c.StartCoded(t.Context(), class, subjects.MaxCodeEvery); err != nil {
		t.Fatal(err)
	}
	code, err := c.Code(t.Context(), class)
	if err != nil {
		t.Fatal(err)
	}
	return c, code
}
