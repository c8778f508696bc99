//go:build faults && !linux

package power_test

import "testing"

func TestPower(t *testing.T) { t.Fatal("only Linux can take a filesystem's power away") }
