package measure

import (
	"testing"
	"time"
)

func TestLatencies(t *testing.T) {
	one, other, all := newLatencies(time.Second), newLatencies(time.Second),
		newLatencies(time.Second)
	for i := range 100 {
		one.observe(time.Duration(i+1) * time.Millisecond)
	}
	other.observe(time.Hour)
	one.moveTo(all)
	other.moveTo(all)
	one.moveTo(all) // has nothing left
	if got := all.quantile(50); got < 50*time.Millisecond || got > 52*time.Millisecond {
		t.Errorf("median %v", got)
	}
	if got := all.quantile(100); got < time.Second || got > 2*time.Second {
		t.Errorf("an hour counts as %v", got)
	}
}
