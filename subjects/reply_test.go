package subjects_test

import (
	"encoding/json"
	"math"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/chamada/chamada/subjects"
)

var presences = rapid.Custom(func(t *rapid.T) subjects.Presence {
	p := subjects.Presence{Time: times.Draw(t, "time"), Student: students.Draw(t, "student"),
		Position: positions.Draw(t, "position")}
	if rapid.Bool().Draw(t, "refused") {
		p.Reason = rapid.SampledFrom([]subjects.Code{subjects.NotOpen, subjects.Full}).Draw(t,
			"reason")
		return p
	}
	p.Class, p.Roll, p.Already = classes.Draw(t, "class"), rolls.Draw(t, "roll"),
		rapid.Bool().Draw(t, "already")
	p.Check = rapid.SampledFrom([]int{0, 2, 9}).Draw(t, "check")
	p.By = rapid.SampledFrom([]subjects.Teacher{"", "porta-1"}).Draw(t, "by")
	p.Scanned = rapid.OneOf(rapid.Just(subjects.Time(0)), times).Draw(t, "scanned")
	return p
})

var lists = rapid.Custom(func(t *rapid.T) subjects.Roll {
	r := subjects.Roll{
		Class: classes.Draw(t, "class"), Time: times.Draw(t, "time"), Roll: rolls.Draw(t, "roll"),
		Started:  times.Draw(t, "started"),
		Students: rapid.SliceOfN(students, 0, 5).Draw(t, "students"),
		Position: positions.Draw(t, "position"),
	}
	r.Last = rapid.Bool().Draw(t, "last")
	if rapid.Bool().Draw(t, "detail") {
		r.Presences = []subjects.ListedPresence{}
		for _, s := range r.Students {
			r.Presences = append(r.Presences, subjects.ListedPresence{
				Student: s, Time: times.Draw(t, "time"),
				Checks:  rapid.SampledFrom([][]int{nil, {1}, {1, 9}}).Draw(t, "checks"),
				Scanned: rapid.OneOf(rapid.Just(subjects.Time(0)), times).Draw(t, "scanned"),
				By:      rapid.SampledFrom([]subjects.Teacher{"", "porta-1"}).Draw(t, "by"),
			})
		}
		r.Checks = rapid.SampledFrom([]int{0, 2}).Draw(t, "how many checks")
		r.Shared = rapid.SampledFrom([][][]subjects.Student{nil, {{"1", "2"}, {"3", "4"}}}).Draw(t,
			"shared")
		r.Struck =
			rapid.SampledFrom(
				[][]subjects.StruckOut{nil,
					{{Student: "1", Time: 1, By: "clara", Reason: "<é>"}}}).Draw(t, "struck")
		r.More = rapid.SampledFrom([]string{"", "detail"}).Draw(t, "more")
	}
	return r
})

// roundTrip holds that v comes back from the wire as it was.
func roundTrip[T any](t rapid.TB, v T) {
	t.Helper()
	var got T
	if err := json.Unmarshal(encode(t, v), &got); err != nil || !reflect.DeepEqual(got, v) {
		t.Fatalf("%+v has become %+v: %v", v, got, err)
	}
}

func TestRepliesRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		roundTrip(t, presences.Draw(t, "presence"))
		roundTrip(t, lists.Draw(t, "list"))
		roundTrip(t, subjects.Started{
			Class: classes.Draw(t, "class"), Time: times.Draw(t, "time"),
			Roll: rolls.Draw(t, "roll"), Position: positions.Draw(t, "position"),
		})
	})
}

// TestLargestList holds that the list of a full roll need not be cut.
func TestLargestList(t *testing.T) {
	longest := subjects.Student(strings.Repeat("9", subjects.MaxStudent))
	at := subjects.Time(1795370645123)
	r := subjects.Roll{Class: subjects.MaxClass, Time: at, Roll: strings.Repeat("r", 40),
		Started: at, Last: true}
	r.Position = subjects.Position{Record: math.MaxUint64, Index: math.MaxUint16}
	for range 10_000 {
		r.Students = append(r.Students, longest)
		r.Presences = append(r.Presences, subjects.ListedPresence{Student: longest, Time: at})
	}
	if size := len(r.AppendJSON(nil)); size > subjects.MaxReply {
		t.Errorf("%d bytes, over %d", size, subjects.MaxReply)
	}
}

func TestOpenRollsRoundTrip(t *testing.T) {
	open := rapid.Custom(func(t *rapid.T) subjects.OpenRoll {
		return subjects.OpenRoll{
			Class: classes.Draw(t, "class"), Roll: rolls.Draw(t, "roll"),
			Started: times.Draw(t, "started"),
			Count:   rapid.IntRange(0, 10_000).Draw(t, "count"),
			Teacher: rapid.SampledFrom([]subjects.Teacher{"", "clara"}).Draw(t, "teacher"),
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		roundTrip(t, subjects.OpenRolls{
			Time: times.Draw(t, "time"), Rolls: rapid.SliceOfN(open, 0, 5).Draw(t, "rolls"),
			More:     rapid.StringMatching(`[0-9.]{0,9}`).Draw(t, "more"),
			Position: positions.Draw(t, "position"),
		})
	})
}

func TestEventsRoundTrip(t *testing.T) {
	arrival := rapid.Custom(func(t *rapid.T) subjects.EventPresence {
		return subjects.EventPresence{Student: students.Draw(t, "student"),
			Time: times.Draw(t, "time"), Position: positions.Draw(t, "position")}
	})
	rapid.Check(t, func(t *rapid.T) {
		class, roll := classes.Draw(t, "class"), rolls.Draw(t, "roll")
		arrivals := subjects.PresenceEvent{Class: class, Roll: roll,
			Presences: rapid.SliceOfN(arrival, 1, 5).Draw(t, "presences")}
		roundTrip(t, arrivals)
		if got, want := string(arrivals.AppendJSON([]byte("before"))),
			"before"+string(encode(t, arrivals)); got != want {
			t.Fatalf("%s\nshould be\n%s", got, want)
		}
		roundTrip(t, subjects.EndEvent{
			Class: class, Roll: roll, Time: times.Draw(t, "time"),
			Position: positions.Draw(t, "position"),
			Count:    rapid.IntRange(0, 10_000).Draw(t, "count"),
		})
	})
}

// TestAppendJSON holds that the short way gives the bytes of the long one.
func TestAppendJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := presences.Draw(t, "presence")
		if got, want := string(p.AppendJSON([]byte("before"))),
			"before"+string(encode(t, p)); got != want {
			t.Fatalf("%s\nshould be\n%s", got, want)
		}
		if p.Refused() != (p.Reason != "") {
			t.Fatalf("%+v is refused: %t", p, p.Refused())
		}
		l := lists.Draw(t, "list")
		if got, want := string(l.AppendJSON([]byte("before"))),
			"before"+string(encode(t, l)); got != want {
			t.Fatalf("%s\nshould be\n%s", got, want)
		}
	})
}

// TestWire is the contract's replies and events, to the byte.
func TestWire(t *testing.T) {
	at, _ := readTime("2026-11-22T18:04:05.123Z")
	later, _ := readTime("2026-11-22T18:50:00Z")
	position := subjects.Position{Record: 7, Index: 12}
	arrived := []subjects.ListedPresence{{Student: "042191010", Time: at}}
	for want, v := range map[string]any{
		`{"class":3030}`: subjects.StartRequest{Class: 3030},
		`{"class":3030,"student":"042191010"}`: subjects.PresenceRequest{Class: 3030,
			Student: "042191010"},
		`{"class":3030,"detail":true}`: subjects.ListRequest{Class: 3030, Detail: true},

		`{"class":3030,"time":"2026-11-22T18:04:05.123Z","roll":"r","position":"7-12"}`: subjects.Started{Class: 3030, Time: at, Roll: "r", Position: position},

		`{"class":3030,"time":"2026-11-22T18:04:05.123Z","student":"042191010","roll":"r","position":"7-12"}`:                subjects.Presence{Class: 3030, Time: at, Student: "042191010", Roll: "r", Position: position},
		`{"class":3030,"time":"2026-11-22T18:04:05.123Z","student":"042191010","roll":"r","already":true,"position":"7-12"}`: subjects.Presence{Class: 3030, Time: at, Student: "042191010", Roll: "r", Already: true, Position: position},
		`{"class":0,"time":"2026-11-22T18:04:05.123Z","student":"042191010","reason":"not_open","position":"7-12"}`:          subjects.Presence{Time: at, Student: "042191010", Reason: subjects.NotOpen, Position: position},

		`{"class":3030,"time":"2026-11-22T18:50:00.000Z","roll":"r","started":"2026-11-22T18:04:05.123Z","students":[],"position":"7-12"}`: subjects.Roll{Class: 3030, Time: later, Roll: "r", Started: at, Students: []subjects.Student{}, Position: position},
		`{"class":3030,"time":"2026-11-22T18:50:00.000Z","roll":"r","started":"2026-11-22T18:04:05.123Z","students":["042191010"],"presences":[{"student":"042191010","time":"2026-11-22T18:04:05.123Z"}],"position":"7-12"}`: subjects.Roll{
			Class: 3030, Time: later, Roll: "r", Started: at,
			Students: []subjects.Student{"042191010"}, Presences: arrived, Position: position,
		},
		`{"class":3030,"time":"2026-11-22T18:50:00.000Z","roll":"r","started":"2026-11-22T18:04:05.123Z","students":[],"presences":[],"position":"7-12"}`: subjects.Roll{
			Class: 3030, Time: later, Roll: "r", Started: at, Students: []subjects.Student{},
			Presences: []subjects.ListedPresence{}, Position: position,
		},

		`{"class":3030,"roll":"r","presences":[{"student":"042191010","time":"2026-11-22T18:04:05.123Z","position":"7-12"}]}`: subjects.PresenceEvent{
			Class: 3030, Roll: "r",
			Presences: []subjects.EventPresence{
				{Student: "042191010", Time: at, Position: position}},
		},
		`{"class":3030,"roll":"r","time":"2026-11-22T18:50:00.000Z","position":"7-12","count":31}`: subjects.EndEvent{Class: 3030, Roll: "r", Time: later, Position: position, Count: 31},
	} {
		if got := string(encode(t, v)); got != want {
			t.Errorf("%s\nshould be\n%s", got, want)
		}
	}
}

func readTime(text string) (at subjects.Time, err error) {
	return at, at.UnmarshalText([]byte(text))
}
