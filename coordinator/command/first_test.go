package command_test

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chamada/chamada/coordinator/command"
	"github.com/chamada/chamada/coordinator/journal/record"
	"github.com/chamada/chamada/coordinator/rollcall"
)

const firstEpoch = "gRzHTk4ggVtvOC2rbNxAyv"

// firstJournal is a journal of the first version, which the program that had no other
// wrote: a record a paragraph.
func firstJournal(t *testing.T) (records [][]byte) {
	t.Helper()
	data, err := os.ReadFile("testdata/first_records.txt")
	if err != nil {
		t.Fatal(err)
	}
	for text := range bytes.SplitSeq(bytes.TrimSuffix(data, []byte("\n\n")), []byte("\n\n")) {
		records = append(records, append(text, '\n'))
	}
	return records
}

// replayed applies records and gives the commands that took effect, and all outcomes.
func replayed(t *testing.T, s *rollcall.State, records [][]byte) (effects map[rollcall.Key]string,
	outcomes string) {
	t.Helper()
	effects = make(map[rollcall.Key]string)
	var b strings.Builder
	for n, data := range records {
		seq := uint64(n + 1)
		if r, err := record.Cut(firstEpoch, data); err == nil {
			commands, err := command.Decode(nil, r.Version, r.Body)
			if err != nil {
				t.Fatal(err)
			}
			r.Seq = seq
			command.Enter(s, &r)
			for i, c := range commands {
				out := s.Apply(rollcall.Position{Record: seq, Index: uint16(i)}, c)
				fmt.Fprintln(&b, show(out))
				if out.Effective() {
					effects[c.Key] = show(out)
				}
			}
		}
		s.Pass(seq)
	}
	return effects, b.String()
}

// show is all of an outcome as text.
func show(out rollcall.Outcome) string {
	var b strings.Builder
	fmt.Fprintf(&b,
		"%d at %d-%d time %d class %d student %s roll %s started %d repeated %t detail %t:",
		out.Verdict, out.Position.Record, out.Position.Index, out.Time, out.Class, out.Student,
		out.Roll,
		out.Started, out.Repeated, out.Detail)
	for student, at := range out.Arrivals.All() {
		fmt.Fprintf(&b, " %s %d", student, at)
	}
	return b.String()
}

// TestFirstVersionReplays holds every outcome of a journal of the first version to what was
// confirmed when it was written. This must hold for ever.
func TestFirstVersionReplays(t *testing.T) {
	want, err := os.ReadFile("testdata/first_outcomes.txt")
	if err != nil {
		t.Fatal(err)
	}
	if _, got := replayed(t, rollcall.NewState(), firstJournal(t)); got != string(want) {
		t.Errorf("it gives\n%s\nand gave\n%s", got, want)
	}
}

// TestFirstVersionGoesOn raises that journal, and sends everything again that took effect:
// where it would have had its reply before the raise it has the same after it, whatever
// a clock says.
func TestFirstVersionGoesOn(t *testing.T) {
	records, s := firstJournal(t), rollcall.NewState()
	effects, _ := replayed(t, s, records)
	last, err := record.Cut(firstEpoch, records[len(records)-1])
	if err != nil {
		t.Fatal(err)
	}
	written := rollcall.Time(last.Written.UnixMilli())
	s.Enter(rollcall.Head{Record: s.Next(), Rules: rollcall.ByAge, Written: written})
	s.Pass(s.Next())
	again := 0
	for _, data := range records {
		r, _ := record.Cut(firstEpoch, data)
		commands, _ := command.Decode(nil, record.First, r.Body)
		for _, c := range commands {
			if _, ok := effects[c.Key]; !ok {
				continue
			}
			before := rollcall.NewState()
			replayed(t, before, records)
			c.Try, c.Time = 0, written
			want := before.Apply(rollcall.Position{Record: before.Next()}, c)
			if !want.Repeated {
				continue // its time is over
			}
			c.Time += rollcall.Time((9 * 24 * time.Hour).Milliseconds())
			s.Enter(rollcall.Head{Record: s.Next(), Rules: rollcall.ByAge, Written: c.Time,
				Age: 1000})
			again++
			if got := s.Apply(rollcall.Position{Record: s.Next()}, c); show(got) != show(want) {
				t.Errorf("sent again it says\n%s\nand said\n%s", show(got), show(want))
			}
		}
	}
	if again < 10 {
		t.Errorf("only %d were sent again", again)
	}
}

// TestSameKeysInBothVersions holds that a request which comes again after the raise, with
// more said of who asks, is the same.
func TestSameKeysInBothVersions(t *testing.T) {
	for version, want := range map[int]rollcall.Key{record.First: 0x877d72cf58331cc4,
		record.Highest: 0x877d72cf58331cc4} {
		c := rollcall.Command{Op: rollcall.End, Class: 3030, Teacher: "clara", Born: 1795000000000}
		c.Key = rollcall.NewKey(c, "a1")
		got, err := command.Decode(nil, version, command.Append(nil, version, &c))
		if err != nil || got[0].Key != want {
			t.Errorf("in version %d the key is %#x, %v", version, uint64(got[0].Key), err)
		}
	}
}
