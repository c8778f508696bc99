package coordinator

import (
	"fmt"
	"testing"

	"github.com/chamada/chamada/coordinator/rollcall"
)

// BenchmarkList is what the list of 5,000 costs to encode.
func BenchmarkList(b *testing.B) {
	out := listOf(5000)
	var buf []byte
	b.ReportAllocs()
	for b.Loop() {
		buf = appendReply(buf[:0], rollcall.List, out)
	}
	b.ReportMetric(float64(len(buf)), "bytes")
}

// listOf is the outcome of a list in detail.
func listOf(students int) (out rollcall.Outcome) {
	s := rollcall.NewState()
	apply := func(i int, c rollcall.Command) {
		c.Class, c.Time = 3030, rollcall.Time(1_795_370_645_123+i)
		out = s.Apply(rollcall.Position{Record: uint64(i + 1)}, c)
	}
	apply(0, rollcall.Command{Op: rollcall.Start, Key: 1})
	for i := range students {
		student, _ := rollcall.ParseStudent(fmt.Sprintf("%09d", i))
		apply(i+1,
			rollcall.Command{Op: rollcall.Present, Student: student, Key: rollcall.Key(i + 2)})
	}
	apply(students+1, rollcall.Command{Op: rollcall.List, Detail: true})
	return out
}
