package journal

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/subjects"
)

const testEpoch = "nCkUZ3FrhVBQWTnqLOGMGe"

var testWritten = time.UnixMilli(1795370645148)

// golden is a record as the documentation of the format has it.
const golden = "chamada 1 " + testEpoch + " 1795370645148\n" +
	"start 1795370645123 3030 - 51c2a6f0de3b9a10 by=clara\n" +
	"present 1795370645130 3030 042191010 a77e94f2c5d1b38\n" +
	"list 1795370645140 3030 - 0 detail by=clara\n" +
	"end 1795370645150 3030 - 1 by=root any try=2\n"

// goldenOpen is one as it is without logins, and was before there were any.
const goldenOpen = "chamada 1 " + testEpoch + " 1795370645148\n" +
	"start 1795370645123 3030 - 51c2a6f0de3b9a10\n" +
	"present 1795370645130 3030 042191010 a77e94f2c5d1b38\n" +
	"list 1795370645140 3030 - 0 detail\n" +
	"end 1795370645150 3030 - 1 try=2\n"

func TestRecordIsText(t *testing.T) {
	student, _ := rollcall.ParseStudent("042191010")
	open := []rollcall.Command{
		{Op: rollcall.Start, Time: 1795370645123, Class: 3030, Key: 0x51c2a6f0de3b9a10},
		{Op: rollcall.Present, Time: 1795370645130, Class: 3030, Student: student, Key: 0xa77e94f2c5d1b38},
		{Op: rollcall.List, Time: 1795370645140, Class: 3030, Detail: true},
		{Op: rollcall.End, Time: 1795370645150, Class: 3030, Key: 1, Try: 2},
	}
	withLogins := slices.Clone(open)
	withLogins[0].Teacher, withLogins[2].Teacher = "clara", "clara"
	withLogins[3].Teacher, withLogins[3].Admin = "root", true
	for want, commands := range map[string][]rollcall.Command{goldenOpen: open, golden: withLogins} {
		if got := encodeRecord(commands); string(got) != want {
			t.Errorf("encoded as\n%s\nwant\n%s", got, want)
		}
		if got, _, err := decode(nil, testEpoch, []byte(want)); err != nil || !slices.Equal(got, commands) {
			t.Errorf("%s\ndecoded as %+v, %v", want, got, err)
		}
	}
}

func TestRecordRoundTrip(t *testing.T) {
	student := rapid.Custom(func(t *rapid.T) rollcall.Student {
		s, _ := rollcall.ParseStudent(rapid.StringMatching(`[0-9]{0,20}`).Draw(t, "student"))
		return s
	})
	command := rapid.Custom(func(t *rapid.T) rollcall.Command {
		teacher := rapid.StringMatching(`[A-Za-z0-9_-]{0,64}`).Draw(t, "teacher")
		return rollcall.Command{
			Teacher: teacher, Admin: teacher != "" && rapid.Bool().Draw(t, "admin"),
			Op:    rollcall.Op(rapid.IntRange(0, len(opNames)-1).Draw(t, "op")),
			Class: rapid.Uint64().Draw(t, "class"), Student: student.Draw(t, "student"),
			Detail: rapid.Bool().Draw(t, "detail"), Key: rollcall.Key(rapid.Uint64().Draw(t, "key")),
			Try:  rapid.SampledFrom([]uint32{0, 2, 3, math.MaxUint32}).Draw(t, "try"),
			Time: rollcall.Time(rapid.Int64().Draw(t, "time")),
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		commands := rapid.SliceOf(command).Draw(t, "commands")
		data := encodeRecord(commands)
		if most := len(encodeRecord(nil)) + len(commands)*maxLine; len(data) > most {
			t.Fatalf("%d bytes, more than the %d that are reckoned with", len(data), most)
		}
		got, written, err := decode(nil, testEpoch, data)
		if err != nil || !slices.Equal(got, commands) || !written.Equal(testWritten) {
			t.Fatalf("decoded as %+v of %v, %v", got, written, err)
		}
	})
}

func TestLongestLine(t *testing.T) {
	student, _ := rollcall.ParseStudent(strings.Repeat("9", rollcall.MaxStudent))
	longest := rollcall.Command{
		Op: rollcall.Present, Time: math.MinInt64, Class: math.MaxUint64, Student: student, Key: math.MaxUint64,
		Detail: true, Teacher: strings.Repeat("z", subjects.MaxTeacher), Admin: true, Try: math.MaxUint32,
	}
	if got := len(appendCommand(nil, longest)); got != maxLine {
		t.Errorf("the longest line has %d bytes, and %d are reckoned with", got, maxLine)
	}
}

func TestRecordsOfOthers(t *testing.T) {
	header := "chamada 1 " + testEpoch + " 1795370645148\n"
	for data, want := range map[string]error{
		"":                                                                errForeign,
		"hello":                                                           errForeign,
		"hello\n":                                                         errForeign,
		strings.TrimSuffix(header, "\n"):                                  errForeign,
		"chamada 1 another 1795370645148\n":                               errForeign,
		"chamada 1 " + testEpoch + "\n":                                   errForeign,
		"chamada 1 " + testEpoch + " \n":                                  errForeign,
		"chamada 1 " + testEpoch + " 1 1\n":                               errForeign,
		"chamada 2 " + testEpoch + "\n":                                   errNewer,
		"chamada 10 " + testEpoch + "\n":                                  errNewer,
		"chamada 2 another\nvote 1\n":                                     errNewer,
		header + "start 1 3030 - 1":                                       errForeign,
		header + "\n":                                                     errForeign,
		header + "start 1 3030 -\n":                                       errForeign,
		header + "start 1 3030 - 1 x\n":                                   errForeign,
		header + "start 1 3030 - 1 detail \n":                             errForeign,
		header + "start 1 3030 - 1 try=1\n":                               errForeign,
		header + "start 1 3030 - 1 try\n":                                 errForeign,
		header + "start 1 3030 - 1 try=x\n":                               errForeign,
		header + "start 1 3030 - 1 try=2 try=3\n":                         errForeign,
		header + "start 1 3030 - 1 try=2 detail\n":                        errForeign,
		header + "start 1 3030 - 1 detail detail\n":                       errForeign,
		header + "start 1 3030 - 1 try=4294967296\n":                      errForeign,
		header + "start 1 3030 - 1 by=\n":                                 errForeign,
		header + "start 1 3030 - 1 by\n":                                  errForeign,
		header + "start 1 3030 - 1 by=a.b\n":                              errForeign,
		header + "start 1 3030 - 1 by=a=b\n":                              errForeign,
		header + "start 1 3030 - 1 by=é\n":                                errForeign,
		header + "start 1 3030 - 1 by=a\x00\n":                            errForeign,
		header + "start 1 3030 - 1 by=" + strings.Repeat("a", 65) + "\n":  errForeign,
		header + "start 1 3030 - 1 by=a by=b\n":                           errForeign,
		header + "start 1 3030 - 1 by=a detail\n":                         errForeign,
		header + "start 1 3030 - 1 try=2 by=a\n":                          errForeign,
		header + "start 1 3030 - 1 any\n":                                 errForeign,
		header + "start 1 3030 - 1 any by=a\n":                            errForeign,
		header + "start 1 3030 - 1 by=a any any\n":                        errForeign,
		header + "start 1 3030 - 1 by=a any=\n":                           errForeign,
		header + "start 1 3030 - 1 by=a try=2 any\n":                      errForeign,
		header + "start 1 3030 - 1 detail=\n":                             errForeign,
		header + "vote 1 3030 - 1\n":                                      errForeign,
		header + " 1 3030 - 1\n":                                          errForeign,
		header + "start x 3030 - 1\n":                                     errForeign,
		header + "start 1 -1 - 1\n":                                       errForeign,
		header + "start 1 3030 - g\n":                                     errForeign,
		header + "present 1 3030 4a2 1\n":                                 errForeign,
		header + "present 1 3030  1\n":                                    errForeign,
		header + "start 1 1 - 1\nend 2 1\n":                               errForeign,
		header + strings.Repeat("list 0 1 - 0\n", rollcall.MaxCommands+1): errForeign,
	} {
		got, _, err := decode(nil, testEpoch, []byte(data))
		if !errors.Is(err, want) || len(got) > 0 {
			t.Errorf("%.60q decoded as %+v, %v, want %v", data, got, err, want)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(golden))
	f.Add([]byte(goldenOpen))
	f.Add([]byte("chamada 2 " + testEpoch + "\n"))
	f.Add([]byte("chamada 1 " + testEpoch + " 1795370645148\nend 1 3030 - 1 detail try=7\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		commands, _, err := decode(nil, testEpoch, data)
		if err != nil {
			if !errors.Is(err, errForeign) && !errors.Is(err, errNewer) {
				t.Fatal(err)
			}
			return
		}
		again, _, err := decode(nil, testEpoch, encodeRecord(commands))
		if err != nil || !slices.Equal(again, commands) {
			t.Fatalf("%+v came back as %+v, %v", commands, again, err)
		}
	})
}

func encodeRecord(commands []rollcall.Command) []byte {
	b := appendHeader(nil, testEpoch, testWritten)
	for _, c := range commands {
		b = appendCommand(b, c)
	}
	return b
}
