package subjects_test

import (
	"encoding"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/chamada/chamada/subjects"
)

// appended is the text of v after other text.
func appended(v encoding.TextAppender) []byte {
	const before = "before"
	text, _ := v.AppendText([]byte(before))
	return text[len(before):]
}

func TestPosition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := positions.Draw(t, "p")
		var q subjects.Position
		if err := q.UnmarshalText(appended(p)); err != nil || q != p {
			t.Fatalf("%s has become %s: %v", p, q, err)
		}
	})
	for _, text := range []string{"", "-", "1", "1-", "-1", "1-2-3", "+1-2", "1-+2", "1--2", "1 -2",
		"1_0-2", "0x1-2", "1-4294967296", "18446744073709551616-0"} {
		var p subjects.Position
		if err := p.UnmarshalText([]byte(text)); err == nil || !p.IsZero() {
			t.Errorf("%q is read as %s", text, p)
		}
	}
}

// TestPositionOrder holds that positions compare as pairs of numbers and not
// as text.
func TestPositionOrder(t *testing.T) {
	sorted := []subjects.Position{{}, {Index: 1}, {Record: 1}, {Record: 1, Index: 9},
		{Record: 1, Index: 10}, {Record: 9}, {Record: 10}, {Record: 1 << 63}}
	for i, p := range sorted {
		for j, q := range sorted {
			if sign := p.Compare(q); sign != compare(i, j) {
				t.Errorf("%s and %s compare as %d", p, q, sign)
			}
		}
	}
	if !slices.IsSortedFunc(sorted, subjects.Position.Compare) {
		t.Error("not in order")
	}
}

func compare(i, j int) int {
	switch {
	case i < j:
		return -1
	case i > j:
		return 1
	}
	return 0
}

func TestTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := times.Draw(t, "time")
		var read subjects.Time
		if err := read.UnmarshalText(appended(at)); err != nil || read != at ||
			subjects.At(at.Time()) != at {
			t.Fatalf("%s has become %s: %v", at, read, err)
		}
	})
	for text, want := range map[string]string{
		"2026-11-22T18:04:05.123Z":       "2026-11-22T18:04:05.123Z",
		"2026-11-22T18:04:05Z":           "2026-11-22T18:04:05.000Z",
		"2026-11-22T15:04:05.5-03:00":    "2026-11-22T18:04:05.500Z",
		"2026-11-22T18:04:05.123999999Z": "2026-11-22T18:04:05.123Z",
		"1969-12-31T23:59:59.9999Z":      "1969-12-31T23:59:59.999Z",
	} {
		var at subjects.Time
		if err := at.UnmarshalText([]byte(text)); err != nil || at.String() != want {
			t.Errorf("%q is read as %s: %v", text, at, err)
		}
	}
	for _, text := range []string{"", "now", "2026-11-22", "2026-11-22T18:04:05",
		"22/11/2026 18:04:05", "2026-11-31T00:00:00Z", "1795370645123"} {
		var at subjects.Time
		if err := at.UnmarshalText([]byte(text)); err == nil || at != 0 {
			t.Errorf("%q is read as %s", text, at)
		}
	}
}
