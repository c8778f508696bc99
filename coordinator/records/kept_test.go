package records

import (
	"encoding/json"
	"errors"
	"reflect"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"github.com/chamada/chamada/coordinator/marks"
	"github.com/chamada/chamada/subjects"
)

var arrivals = rapid.Custom(func(t *rapid.T) marks.Arrival {
	a := marks.Arrival{
		Student: subjects.Student(rapid.StringMatching(`[0-9]{1,20}`).Draw(t, "student")),
		At:      subjects.Time(rapid.Int64Range(1e12, 4e12).Draw(t, "at")),
		Receipt: subjects.Position{Record: rapid.Uint64().Draw(t, "record"),
			Index: rapid.Uint32().Draw(t, "index")},
	}
	if rapid.Bool().Draw(t, "more") {
		a.Scanned = subjects.Time(rapid.Int64Range(0, 4e12).Draw(t, "scanned"))
		a.By = rapid.SampledFrom([]subjects.Teacher{"", "porta-1"}).Draw(t, "by")
		a.Checks = rapid.SampledFrom([][]int{nil, {1}, {1, 9}}).Draw(t, "checks")
	}
	return a
})

func TestKeptRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		late := 15
		k := &Kept{
			Format: version, Class: 3030, Roll: "mhqx-4-0",
			Name: rapid.SampledFrom([]string{"Sistemas <Distribuídos>", `,"presences":[`, `\`,
				`"]}`}).Draw(t, "name"),
			Started: subjects.Time(rapid.Int64Range(1e12, 4e12).Draw(t, "started")),
			Ended:   4e12, Teacher: "clara", Roster: 8,
			Rule:     Rule{Hours: 2, LateAfter: &late, Keep: subjects.Keep{On: true}},
			Position: subjects.Position{Record: 9, Index: 1},
			Struck:   []subjects.StruckOut{{Student: "1", Time: 1e12, Reason: "saiu"}},
			Arrivals: rapid.SliceOfN(arrivals, 0, 5).Draw(t, "arrivals"),
		}
		got := new(Kept)
		if err := json.Unmarshal(encode(k), got); err != nil || !reflect.DeepEqual(got, k) {
			t.Fatalf("%+v has become %+v: %v", k, got, err)
		}
		if naive := decodeNaively(t, encode(k)); !reflect.DeepEqual(naive, k) {
			t.Fatalf("%+v is read as %+v by the JSON decoder alone", k, naive)
		}
	})
}

// decodeNaively is the form that is stored, read by the JSON decoder alone.
func decodeNaively(t *rapid.T, b []byte) *Kept {
	k := new(Kept)
	var s struct {
		*plain
		Presences [][]json.RawMessage `json:"presences"`
	}
	s.plain = (*plain)(k)
	err := json.Unmarshal(b, &s)
	k.Arrivals = []marks.Arrival{}
	for _, p := range s.Presences {
		var a marks.Arrival
		var after subjects.Time
		err = errors.Join(err, json.Unmarshal(p[0], &a.Student), json.Unmarshal(p[2], &a.Receipt))
		ms, parsed := strconv.ParseInt(string(p[1]), 10, 64)
		after, err = subjects.Time(ms), errors.Join(err, parsed)
		a.At = k.Started + after
		if len(p) > 3 {
			err = errors.Join(err, parseSeldom(&a, string(p[3]), k.Started))
		}
		k.Arrivals = append(k.Arrivals, a)
	}
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// FuzzPresences holds that what is read is written again as it was, and that the rest is refused.
func FuzzPresences(f *testing.F) {
	for _, seed := range []string{`[]`, `[["042191010",61234,"4711-3"]]`,
		`[["1",0,"1-0",{"scanned":0,"by":"porta-1","checks":[1,2]}],["2",-5,"1-1"]]`,
		`[["1",0,"1-0"],]`, `[["1",0,"1-0"]["2",0,"1-0"]]`, ``, `[[[`, `[["1",0,"1-0"]]]`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		all, err := parsePresences(text, 1e12)
		if err != nil {
			return
		}
		again, err := parsePresences(string(appendPresences(nil, 1e12, all)), 1e12)
		if err != nil || !reflect.DeepEqual(again, all) {
			t.Fatalf("%q is read as %+v and that as %+v: %v", text, all, again, err)
		}
	})
}

func TestBase(t *testing.T) {
	at := func(text string) subjects.Time {
		var at subjects.Time
		if err := at.UnmarshalText([]byte(text)); err != nil {
			t.Fatal(err)
		}
		return at
	}
	for _, c := range []struct {
		rule          Rule
		started, base string
	}{
		{Rule{}, "2026-11-23T11:10:00Z", ""},
		{Rule{At: "08:00"}, "2026-11-23T11:10:00Z", "2026-11-23T11:00:00Z"},
		{Rule{At: "08:00"}, "2026-11-23T10:30:00Z", "2026-11-23T11:00:00Z"},
		{Rule{At: "08:00"}, "2026-11-23T10:29:59.999Z", ""},
		{Rule{At: "08:00"}, "2026-11-23T12:00:00Z", "2026-11-23T11:00:00Z"},
		{Rule{At: "08:00"}, "2026-11-23T12:00:00.001Z", ""},
		{Rule{At: "08:00", OwnAt: true}, "2026-11-23T22:00:00Z", "2026-11-23T11:00:00Z"},
		{Rule{At: "08:00", Zone: "Europe/Lisbon"}, "2026-11-23T08:05:00Z", "2026-11-23T08:00:00Z"},
		{Rule{At: "00:00"}, "2026-11-23T02:50:00Z", "2026-11-23T03:00:00Z"},
		{Rule{At: "23:50"}, "2026-11-23T03:10:00Z", "2026-11-23T02:50:00Z"},
	} {
		want := subjects.Time(0)
		if c.base != "" {
			want = at(c.base)
		}
		if got := c.rule.base(at(c.started)); got != want {
			t.Errorf("%+v started at %s: %s, not %s", c.rule, c.started, got, c.base)
		}
	}
}
