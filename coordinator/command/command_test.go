package command_test

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/chamada/chamada/coordinator/command"
	"github.com/chamada/chamada/coordinator/journal/record"
	"github.com/chamada/chamada/coordinator/rollcall"
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

// goldenSecond is one of the second version.
const goldenSecond = "chamada 2 " + testEpoch +
	" 1795370645148 86400000 d6902c0df2eb4712e14807b0674fe8a9\n" +
	"start 1795370645123 3030 - 51c2a6f0de3b9a10 by=clara born=1795000000000\n" +
	"present 1795370645130 3030 042191010 a77e94f2c5d1b38\n" +
	"list 1795370645140 3030 - 0 detail by=clara\n" +
	"end 1795370645150 3030 - 1 by=root any try=2\n"

// goldenThird is one of the third.
const goldenThird = "chamada 3 " + testEpoch +
	" 1795370645148 86400000 01da44313bba3b84b716414f09167ae3\n" +
	"start 1795370645123 3030 - 51c2 by=clara every=30" +
	" secret=6b2f000000000000000000000000000000000000000000000000000000000001\n" +
	"scan 1795370645130 3030 - 0 code=482913K7MQ2 device=\"a \\\"phone\\\"\"\n" +
	"present 1795370645131 3030 042191010 a77e try=2 code=482913 ticket=AQ-_ device=d1\n" +
	"present 1795370645132 3030 042191010 a77f kiosk=porta-1\n" +
	"code 1795370645140 3030 - 0 by=clara\n" +
	"check 1795370645150 3030 - 1 by=clara\n" +
	"mark 1795370645160 3030 042191010 2 by=clara strike reason=\"saiu às 8h\"\n"

// goldenFourth is one of the fourth.
const goldenFourth = "chamada 4 " + testEpoch +
	" 1795370645148 86400000 after=0 39145b21bd7176c7475e012e0eae1ac8\n" +
	"start 1795370645123 3030 - 51c2 by=clara teachers=\"clara,davi\" rule=\"{\\\"hours\\\":2}\"\n" +
	"start 1795370645123 3031 - 51c3 by=clara teachers=eva open=87\n" +
	"start 1795370645124 3031 - 51c4 by=clara known=open\n" +
	"present 1795370645125 3031 042191010 51c5 known=shut\n" +
	"present 1795370645126 3031 042191010 51c6 known=done\n" +
	"present 1795370645127 3031 042191010 51c7 known=later\n"

func TestRecordIsText(t *testing.T) {
	student, _ := rollcall.ParseStudent("042191010")
	open := []rollcall.Command{
		{Op: rollcall.Start, Time: 1795370645123, Class: 3030, Key: 0x51c2a6f0de3b9a10},
		{Op: rollcall.Present, Time: 1795370645130, Class: 3030, Student: student,
			Key: 0xa77e94f2c5d1b38},
		{Op: rollcall.List, Time: 1795370645140, Class: 3030, Detail: true},
		{Op: rollcall.End, Time: 1795370645150, Class: 3030, Key: 1, Try: 2},
	}
	withLogins := slices.Clone(open)
	withLogins[0].Teacher, withLogins[2].Teacher = "clara", "clara"
	withLogins[3].Teacher, withLogins[3].Admin = "root", true
	reborn := slices.Clone(withLogins)
	reborn[0].Born = 1795000000000
	for want, commands := range map[string][]rollcall.Command{
		goldenOpen: open, golden: withLogins, goldenSecond: reborn, goldenThird: third(student),
		goldenFourth: fourth(student),
	} {
		if got := encodeRecord(version(want), commands); string(got) != want {
			t.Errorf("encoded as\n%s\nwant\n%s", got, want)
		}
		if got, _, err := decode([]byte(want)); err != nil || !same(got, commands) {
			t.Errorf("%s\ndecoded as %+v, %v", want, got, err)
		}
	}
}

// third is the commands of [goldenThird].
func third(student rollcall.Student) []rollcall.Command {
	secret := rollcall.Secret{0x6b, 0x2f, 31: 0x01}
	return []rollcall.Command{
		{
			Op: rollcall.Start, Time: 1795370645123, Class: 3030, Key: 0x51c2, Teacher: "clara",
			Asked: &rollcall.Asked{Every: 30, Secret: secret},
		},
		{
			Op: rollcall.Scan, Time: 1795370645130, Class: 3030,
			Asked: &rollcall.Asked{Code: "482913K7MQ2", Device: `a "phone"`},
		},
		{
			Op: rollcall.Present, Time: 1795370645131, Class: 3030, Student: student, Key: 0xa77e,
			Try:   2,
			Asked: &rollcall.Asked{Code: "482913", Ticket: "AQ-_", Device: "d1"},
		},
		{
			Op: rollcall.Present, Time: 1795370645132, Class: 3030, Student: student, Key: 0xa77f,
			Asked: &rollcall.Asked{Kiosk: "porta-1"},
		},
		{Op: rollcall.Code, Time: 1795370645140, Class: 3030, Teacher: "clara"},
		{Op: rollcall.Check, Time: 1795370645150, Class: 3030, Key: 1, Teacher: "clara"},
		{
			Op: rollcall.Mark, Time: 1795370645160, Class: 3030, Student: student, Key: 2,
			Teacher: "clara",
			Asked:   &rollcall.Asked{Strike: true, Reason: "saiu às 8h"},
		},
	}
}

// fourth is the commands of [goldenFourth].
func fourth(student rollcall.Student) []rollcall.Command {
	return []rollcall.Command{
		{
			Op: rollcall.Start, Time: 1795370645123, Class: 3030, Key: 0x51c2, Teacher: "clara",
			Terms: rollcall.Terms{Teachers: []string{"clara", "davi"}, Rule: `{"hours":2}`},
		},
		{
			Op: rollcall.Start, Time: 1795370645123, Class: 3031, Key: 0x51c3, Teacher: "clara",
			Terms: rollcall.Terms{Teachers: []string{"eva"}}, Open: 87,
		},
		{Op: rollcall.Start, Time: 1795370645124, Class: 3031, Key: 0x51c4, Teacher: "clara",
			Known: rollcall.KnownOpen},
		{Op: rollcall.Present, Time: 1795370645125, Class: 3031, Key: 0x51c5, Student: student,
			Known: rollcall.KnownShut},
		{Op: rollcall.Present, Time: 1795370645126, Class: 3031, Key: 0x51c6, Student: student,
			Known: rollcall.KnownDone},
		{Op: rollcall.Present, Time: 1795370645127, Class: 3031, Key: 0x51c7, Student: student,
			Known: rollcall.KnownLater},
	}
}

// version is that of a record.
func version(text string) int { return int(text[len("chamada ")] - '0') }

// TestOlderVersionLeavesOutWhatDoesNotMatter has a version write what it does not know.
func TestOlderVersionLeavesOutWhatDoesNotMatter(t *testing.T) {
	c := rollcall.Command{Op: rollcall.Start, Class: 1, Key: 1, Time: 1, Teacher: "clara", Born: 7}
	got, _, err := decode(encodeRecord(record.First, []rollcall.Command{c}))
	if c.Born = 0; err != nil || len(got) != 1 || !same(got, []rollcall.Command{c}) {
		t.Errorf("it came back as %+v, %v", got, err)
	}
	if got := command.Needs(&c); got != record.First {
		t.Errorf("it needs version %d", got)
	}
}

// TestQuotes reads values as a later version may have them, in the way of this one.
func TestQuotes(t *testing.T) {
	var many strings.Builder // teachers
	for n := range rollcall.MaxTeachers + 1 {
		fmt.Fprintf(&many, "t%d,", n)
	}
	for line, ok := range map[string]bool{
		`start 1 1 - 1 by=clara`:             true,
		`start 1 1 - 1 by="clara"`:           false, // it needs none
		`start 1 1 - 1 by="clara" any`:       false,
		`start 1 1 - 1 by="cl ara"`:          false, // no teacher
		`start 1 1 - 1 by=cl"ara`:            false,
		`start 1 1 - 1 by="clara`:            false,
		`start 1 1 - 1 by=clara born="1"`:    false,
		`start 1 1 - 1 by=clara born=1`:      true,
		`start 1 1 - 1 born=1`:               false,
		`start 1 1 - 1 by=clara born=0`:      false,
		`start 1 1 - 1 by=clara any born=1`:  false, // out of order
		`start 1 1 - 1 by=clara reason="a"`:  false,
		`vote 1 1 042 1 by=clara`:            false,
		`start 1 1 - 1 by=clara any=`:        false,
		`start 1 1 - 1 by=clara any=""`:      false,
		`start 1 1 - 1 by=clara born=1 try=`: false,
		`start 1 1 - 1 every=30`:             false,
		`start 1 1 - 1 every=0`:              false,
		`start 1 1 - 1 secret=00`:            false,
		`start 1 1 - 1 every=30 secret=00`:   false,
		`present 1 1 042 1 code="1 2"`:       true,
		`present 1 1 042 1 code=""`:          false,
		`present 1 1 042 1 code="12"`:        false,
		`mark 1 1 042 1 strike reason="a b"`: true,
		`mark 1 1 042 1 reason="a" strike`:   false,
		`start 1 1 - 1 known=open`:           true,
		`start 1 1 - 1 known=shut`:           false,
		`end 1 1 - 1 known=open`:             false,
		`end 1 1 - 1 known=shut`:             true,
		`end 1 1 - 1 known=`:                 false,
		`end 1 1 - 1 known=all`:              false,
		`end 1 1 - 1 open=50`:                false,
		`start 1 1 - 1 open=0`:               false,
		`start 1 1 - 1 known=done open=50`:   true,
		`start 1 1 - 1 open=50 known=done`:   false,
		`start 1 1 - 1 teachers=a rule=h`:    true,
		`start 1 1 - 1 teachers="a,b"`:       true,
		`start 1 1 - 1 teachers="a,a"`:       false,
		`start 1 1 - 1 teachers="a,"`:        false,
		`start 1 1 - 1 teachers="a b"`:       false,
		`end 1 1 - 1 teachers=a`:             false,
		`end 1 1 - 1 rule=h`:                 false,
		`start 1 1 - 1 rule=""`:              false,
		`start 1 1 - 1 teachers="` + strings.TrimSuffix(many.String(), ",") + `"`: false,
		`start 1 1 - 1 rule=` + strings.Repeat("h", rollcall.MaxRule):             true,
		`start 1 1 - 1 rule=` + strings.Repeat("h", rollcall.MaxRule+1):           false,
	} {
		_, err := command.Decode(nil, record.Highest, []byte(line+"\n"))
		if (err == nil) != ok || err != nil && !errors.Is(err, record.ErrNewer) {
			t.Errorf("%s: %v", line, err)
		}
	}
}

func TestRecordRoundTrip(t *testing.T) {
	student := rapid.Custom(func(t *rapid.T) rollcall.Student {
		s, _ := rollcall.ParseStudent(rapid.StringMatching(`[0-9]{0,20}`).Draw(t, "student"))
		return s
	})
	random := rapid.Custom(func(t *rapid.T) rollcall.Command {
		teacher := rapid.StringMatching(`[A-Za-z0-9_-]{0,64}`).Draw(t, "teacher")
		return rollcall.Command{
			Teacher: teacher, Admin: teacher != "" && rapid.Bool().Draw(t, "admin"),
			Op:    rollcall.Op(rapid.IntRange(0, int(rollcall.End)).Draw(t, "op")),
			Class: rapid.Uint64().Draw(t, "class"), Student: student.Draw(t, "student"),
			Detail: rapid.Bool().Draw(t, "detail"),
			Key:    rollcall.Key(rapid.Uint64().Draw(t, "key")),
			Try:    rapid.SampledFrom([]uint32{0, 2, 3, math.MaxUint32}).Draw(t, "try"),
			Time:   rollcall.Time(rapid.Int64().Draw(t, "time")),
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		commands := rapid.SliceOf(random).Draw(t, "commands")
		version := rapid.IntRange(record.First, record.Highest).Draw(t, "version")
		for i := range commands {
			if version >= 3 {
				commands[i].Op = rollcall.Op(
					rapid.IntRange(0, int(rollcall.Mark)).Draw(t, "any op"))
				commands[i].Asked = randomAsked(t)
			}
			if version >= 4 && commands[i].Op == rollcall.Start {
				commands[i].Terms = randomTerms(t)
				commands[i].Open = rapid.IntRange(0, 100).Draw(t, "open")
			}
			if version >= 4 {
				commands[i].Known = rapid.SampledFrom([]rollcall.Known{rollcall.NothingKnown,
					rollcall.KnownDone, rollcall.KnownLater}).Draw(t, "known")
			}
		}
		got, written, err := decode(encodeRecord(version, commands))
		if err != nil || !same(got, commands) || !written.Equal(testWritten) {
			t.Fatalf("decoded as %+v of %v, %v", got, written, err)
		}
	})
}

// randomAsked is nil, or something that some command may have.
func randomAsked(t *rapid.T) *rollcall.Asked {
	text := rapid.OneOf(rapid.Just(""), rapid.String())
	a := &rollcall.Asked{
		Every: rapid.SampledFrom([]int{0, rollcall.MinEvery, rollcall.MaxEvery}).Draw(t, "every"),
		Code:  text.Draw(t, "code"), Ticket: text.Draw(t, "ticket"), Device: text.Draw(t, "device"),
		Kiosk: text.Draw(t, "kiosk"), Strike: rapid.Bool().Draw(t, "strike"),
		Reason: text.Draw(t, "reason"),
	}
	if a.Every != 0 {
		copy(a.Secret[:], rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "secret"))
		a.Secret[0] |= 1
	}
	if *a == (rollcall.Asked{}) {
		return nil
	}
	return a
}

// randomTerms is nothing, or something that a start may take from its class.
func randomTerms(t *rapid.T) (terms rollcall.Terms) {
	logins := rapid.SliceOfNDistinct(rapid.StringMatching(`[A-Za-z0-9_-]{1,64}`), 0,
		rollcall.MaxTeachers, rapid.ID)
	if some := logins.Draw(t, "teachers"); len(some) > 0 {
		terms.Teachers = some
	}
	terms.Rule = rapid.StringN(0, 100, rollcall.MaxRule).Draw(t, "rule")
	return terms
}

// same tells whether commands are equal, whatever is behind a pointer included.
func same(a, b []rollcall.Command) bool {
	return slices.EqualFunc(a, b, func(x, y rollcall.Command) bool {
		asked := x.Asked == y.Asked || x.Asked != nil && y.Asked != nil && *x.Asked == *y.Asked
		x.Asked, y.Asked = nil, nil
		return asked && reflect.DeepEqual(x, y)
	})
}

func TestRecordsOfOthers(t *testing.T) {
	header := "chamada 1 " + testEpoch + " 1795370645148\n"
	for data, want := range map[string]error{
		"":                                                                record.ErrForeign,
		"hello":                                                           record.ErrForeign,
		"hello\n":                                                         record.ErrForeign,
		strings.TrimSuffix(header, "\n"):                                  record.ErrForeign,
		"chamada 1 another 1795370645148\n":                               record.ErrForeign,
		"chamada 1 " + testEpoch + "\n":                                   record.ErrForeign,
		"chamada 1 " + testEpoch + " \n":                                  record.ErrForeign,
		"chamada 1 " + testEpoch + " 1 1\n":                               record.ErrForeign,
		"chamada 2 " + testEpoch + "\n":                                   record.ErrDamaged,
		"chamada 10 " + testEpoch + "\n":                                  record.ErrNewer,
		"chamada 2 another\nvote 1\n":                                     record.ErrForeign,
		"chamada 4 another\nvote 1\n":                                     record.ErrForeign,
		"chamada 5 another\nvote 1\n":                                     record.ErrNewer,
		header + "start 1 3030 - 1":                                       record.ErrForeign,
		header + "\n":                                                     record.ErrForeign,
		header + "start 1 3030 -\n":                                       record.ErrForeign,
		header + "start 1 3030 - 1 x\n":                                   record.ErrForeign,
		header + "start 1 3030 - 1 detail \n":                             record.ErrForeign,
		header + "start 1 3030 - 1 try=1\n":                               record.ErrForeign,
		header + "start 1 3030 - 1 try\n":                                 record.ErrForeign,
		header + "start 1 3030 - 1 try=x\n":                               record.ErrForeign,
		header + "start 1 3030 - 1 try=2 try=3\n":                         record.ErrForeign,
		header + "start 1 3030 - 1 try=2 detail\n":                        record.ErrForeign,
		header + "start 1 3030 - 1 detail detail\n":                       record.ErrForeign,
		header + "start 1 3030 - 1 try=4294967296\n":                      record.ErrForeign,
		header + "start 1 3030 - 1 by=\n":                                 record.ErrForeign,
		header + "start 1 3030 - 1 by\n":                                  record.ErrForeign,
		header + "start 1 3030 - 1 by=a.b\n":                              record.ErrForeign,
		header + "start 1 3030 - 1 by=a=b\n":                              record.ErrForeign,
		header + "start 1 3030 - 1 by=é\n":                                record.ErrForeign,
		header + "start 1 3030 - 1 by=a\x00\n":                            record.ErrForeign,
		header + "start 1 3030 - 1 by=" + strings.Repeat("a", 65) + "\n":  record.ErrForeign,
		header + "start 1 3030 - 1 by=a by=b\n":                           record.ErrForeign,
		header + "start 1 3030 - 1 by=a detail\n":                         record.ErrForeign,
		header + "start 1 3030 - 1 try=2 by=a\n":                          record.ErrForeign,
		header + "start 1 3030 - 1 any\n":                                 record.ErrForeign,
		header + "start 1 3030 - 1 any by=a\n":                            record.ErrForeign,
		header + "start 1 3030 - 1 by=a any any\n":                        record.ErrForeign,
		header + "start 1 3030 - 1 by=a any=\n":                           record.ErrForeign,
		header + "start 1 3030 - 1 by=a try=2 any\n":                      record.ErrForeign,
		header + "start 1 3030 - 1 detail=\n":                             record.ErrForeign,
		header + "vote 1 3030 - 1\n":                                      record.ErrForeign,
		header + " 1 3030 - 1\n":                                          record.ErrForeign,
		header + "start x 3030 - 1\n":                                     record.ErrForeign,
		header + "start 1 -1 - 1\n":                                       record.ErrForeign,
		header + "start 1 3030 - g\n":                                     record.ErrForeign,
		header + "present 1 3030 4a2 1\n":                                 record.ErrForeign,
		header + "present 1 3030  1\n":                                    record.ErrForeign,
		header + "start 1 1 - 1\nend 2 1\n":                               record.ErrForeign,
		header + strings.Repeat("list 0 1 - 0\n", rollcall.MaxCommands+1): record.ErrForeign,
	} {
		got, _, err := decode([]byte(data))
		if !errors.Is(err, want) || len(got) > 0 {
			t.Errorf("%.60q decoded as %+v, %v, want %v", data, got, err, want)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(golden))
	f.Add([]byte(goldenOpen))
	f.Add([]byte(goldenSecond))
	f.Add([]byte(goldenThird))
	f.Add([]byte(goldenFourth))
	f.Add([]byte("chamada 5 " + testEpoch + "\n"))
	f.Add([]byte("chamada 1 " + testEpoch + " 1795370645148\nend 1 3030 - 1 detail try=7\n"))
	f.Add([]byte("end 1 3030 - 1 detail by=\"x y\" born=1 try=7\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		_, body, _ := bytes.Cut(data, []byte{'\n'})
		for _, v := range []int{record.First, record.Highest} {
			if commands, err := command.Decode(nil, v, body); err == nil {
				again, _, err := decode(encodeRecord(v, commands))
				if err != nil || !same(again, commands) {
					t.Fatalf("%+v came back as %+v, %v", commands, again, err)
				}
			} else if !errors.Is(err, record.ErrForeign) && !errors.Is(err, record.ErrNewer) {
				t.Fatal(err)
			}
		}
		_, _, err := decode(data)
		if err != nil && !errors.Is(err, record.ErrForeign) && !errors.Is(err, record.ErrNewer) &&
			!errors.Is(err, record.ErrDamaged) {
			t.Fatal(err)
		}
	})
}

func encodeRecord(version int, commands []rollcall.Command) []byte {
	r := record.Record{Header: record.Header{
		Version: version, Epoch: testEpoch, Written: testWritten, Age: 24 * time.Hour,
	}}
	b := r.Append(nil)
	for i := range commands {
		b = command.Append(b, version, &commands[i])
	}
	record.Seal(b)
	return b
}

func decode(data []byte) (commands []rollcall.Command, written time.Time, err error) {
	r, err := record.Cut(testEpoch, data)
	if err != nil {
		return nil, r.Written, err
	}
	commands, err = command.Decode(nil, r.Version, r.Body)
	return commands, r.Written, err
}
