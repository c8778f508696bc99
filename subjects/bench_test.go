package subjects_test

import (
	"testing"

	"github.com/chamada/chamada/subjects"
)

func BenchmarkDecodePresent(b *testing.B) {
	payload := []byte(`{"class":3030,"student":"042191010"}`)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := subjects.DecodePresence(payload); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAppendPresence(b *testing.B) {
	p := subjects.Presence{
		Class: 3030, Time: 1795370645123, Student: "042191010", Roll: "mhx2k3ab-7ps-1s",
		Position: subjects.Position{Record: 10_000},
	}
	buf := make([]byte, 0, 192)
	b.ReportAllocs()
	for b.Loop() {
		buf = p.AppendJSON(buf[:0])
	}
}

// BenchmarkAppendArrivals is an event of a hundred presences.
func BenchmarkAppendArrivals(b *testing.B) {
	a := subjects.PresenceEvent{Class: 3030, Roll: "mhx2k3ab-7ps-1s"}
	for i := range 100 {
		a.Presences = append(a.Presences, subjects.EventPresence{
			Student: "042191010", Time: 1795370645123,
			Position: subjects.Position{Record: 10_000, Index: uint32(i)},
		})
	}
	buf := make([]byte, 0, 16<<10)
	b.ReportAllocs()
	for b.Loop() {
		buf = a.AppendJSON(buf[:0])
	}
}

// BenchmarkAppendRoll is the list of a full roll, with times.
func BenchmarkAppendRoll(b *testing.B) {
	r := subjects.Roll{Class: 3030, Roll: "mhx2k3ab-7ps-1s"}
	for range 10_000 {
		r.Students = append(r.Students, "042191010")
		r.Presences = append(r.Presences,
			subjects.ListedPresence{Student: "042191010", Time: 1795370645123})
	}
	buf := make([]byte, 0, 1<<20)
	b.ReportAllocs()
	for b.Loop() {
		buf = r.AppendJSON(buf[:0])
	}
}
