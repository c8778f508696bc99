package classes_test

import (
	"runtime"
	"testing"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// BenchmarkManyClasses has 1,000 classes of 60 students and one of 5,000, and tells how long a
// coordinator takes to read them all when it starts, what they take in memory, and how long it
// takes to have one as it is.
func BenchmarkManyClasses(b *testing.B) {
	url := natstest.Start(b, b.TempDir()).ClientURL()
	first := start(b, url)
	for class := range subjects.Class(1000) {
		first.mustPut(b, class+1, list("Sistemas Distribuídos", 60), 0)
	}
	first.mustPut(b, 5000, list("Sistemas Distribuídos", 5000), 0)

	b.Run("start", func(b *testing.B) {
		held, before := int64(0), inUse()
		for b.Loop() {
			started := start(b, url)
			held = inUse() - before
			before = inUse()
			runtime.KeepAlive(started)
		}
		b.ReportMetric(float64(held)/(1<<20), "MiB/held")
	})
	second := start(b, url)
	for _, one := range []struct {
		name  string
		class subjects.Class
	}{{"60", 1}, {"5000", 5000}} {
		b.Run("get/"+one.name, func(b *testing.B) {
			for b.Loop() {
				second.get(b, one.class)
			}
		})
	}
}

func inUse() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
