package rollcall_test

import (
	"fmt"
	"runtime"
	"testing"

	"github.com/chamada/chamada/coordinator/rollcall"
)

// filled is a state with so many rolls of so many students each.
func filled(rolls, students int) *rollcall.State {
	s := rollcall.NewState()
	for r := range rolls {
		class := uint64(r + 1)
		s.Apply(rollcall.Position{Record: s.Next()},
			rollcall.Command{Op: rollcall.Start, Class: class, Time: day1})
		at := rollcall.Position{Record: s.Next()}
		for n := range students {
			s.Apply(at, presence(class, r*students+n))
			at.Index++
		}
	}
	return s
}

// presence is the nth of all presences, by a student and with a key of its own.
func presence(class uint64, n int) rollcall.Command {
	var digits [rollcall.MaxStudent]byte
	text := fmt.Appendf(digits[:0], "%09d", n)
	student, _ := rollcall.ParseStudent(text)
	key := rollcall.Key(uint64(n+1) * 0x9E3779B97F4A7C15)
	return rollcall.Command{Op: rollcall.Present, Class: class, Student: student, Key: key,
		Time: day1 + second}
}

// BenchmarkPresent is one presence, from an empty state to rolls that are full, alone
// or beside a million presences in the rolls of other classes.
func BenchmarkPresent(b *testing.B) {
	for _, held := range []int{0, 1_000_000} {
		for _, classes := range []int{1, 10, 1000} {
			b.Run(fmt.Sprintf("held=%d/classes=%d", held, classes), func(b *testing.B) {
				benchmarkPresent(b, held, classes)
			})
		}
	}
}

func benchmarkPresent(b *testing.B, held, classes int) {
	const students = 2000 // of each class that is held
	commands := make([]rollcall.Command, min(classes*rollcall.MaxStudents, 100_000))
	for n := range commands {
		commands[n] = presence(uint64(held/students+n%classes+1), held+n)
	}
	s := filled(held/students, students)
	b.ReportAllocs()
	b.ResetTimer()
	for n := range b.N {
		if n%len(commands) == 0 { // all have come: begin again
			b.StopTimer()
			reopen(s, held/students, classes)
			b.StartTimer()
		}
		s.Apply(rollcall.Position{Record: s.Next()}, commands[n%len(commands)])
	}
}

// reopen ends the rolls of so many classes after the first ones, forgets them, and
// opens new ones.
func reopen(s *rollcall.State, first, classes int) {
	each := func(op rollcall.Op, at rollcall.Time) {
		for class := first + 1; class <= first+classes; class++ {
			s.Apply(rollcall.Position{Record: s.Next()},
				rollcall.Command{Op: op, Class: uint64(class), Time: at})
		}
	}
	each(rollcall.End, day1+hour)
	s.Sweep(day1 + hour + rollcall.AnswersFor + rollcall.Slack)
	each(rollcall.Start, day1)
}

// BenchmarkList is the list of a full roll, not read.
func BenchmarkList(b *testing.B) {
	s := filled(1, rollcall.MaxStudents)
	b.ReportAllocs()
	for b.Loop() {
		s.Apply(rollcall.Position{Record: s.Next()},
			rollcall.Command{Op: rollcall.List, Class: 1, Time: day1 + minute})
	}
}

// BenchmarkHeld measures what a million presences hold of the heap, while
// their rolls are open and when only receipts are kept of them.
func BenchmarkHeld(b *testing.B) {
	for _, students := range []int{10, 100, 10_000} {
		b.Run(fmt.Sprintf("students=%d/open", students), func(b *testing.B) {
			benchmarkHeld(b, students, false)
		})
		b.Run(fmt.Sprintf("students=%d/ended", students), func(b *testing.B) {
			benchmarkHeld(b, students, true)
		})
	}
}

func benchmarkHeld(b *testing.B, students int, end bool) {
	const presences = 1_000_000
	for b.Loop() {
		before := heap()
		s := filled(presences/students, students)
		for class := 1; end && class <= presences/students; class++ {
			s.Apply(rollcall.Position{Record: s.Next()},
				rollcall.Command{Op: rollcall.End, Class: uint64(class), Time: day1 + hour})
		}
		b.ReportMetric(float64(heap()-before)/presences, "heap-B/presence")
		runtime.KeepAlive(s)
	}
}

func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
