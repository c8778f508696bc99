package command_test

import (
	"testing"

	"github.com/chamada/chamada/coordinator/command"
	"github.com/chamada/chamada/coordinator/journal/record"
	"github.com/chamada/chamada/coordinator/rollcall"
)

func presence(n int) rollcall.Command {
	student, _ := rollcall.ParseStudent("042191010")
	return rollcall.Command{Op: rollcall.Present, Class: 3030, Student: student,
		Key: rollcall.Key(n), Time: 1795370645130}
}

func BenchmarkAppend(b *testing.B) {
	c, buf := presence(1<<62), make([]byte, 0, 100)
	b.ReportAllocs()
	for b.Loop() {
		buf = command.Append(buf[:0], record.Highest, &c)
	}
	b.SetBytes(int64(len(buf)))
}

func BenchmarkDecode(b *testing.B) {
	commands := make([]rollcall.Command, 256)
	var data []byte
	for i := range commands {
		c := presence(i)
		data = command.Append(data, record.Highest, &c)
	}
	b.ReportAllocs()
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		var err error
		if commands, err = command.Decode(commands[:0], record.Highest, data); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(commands)), "ns/command")
}
