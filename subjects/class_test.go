package subjects_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/chamada/chamada/subjects"
)

// classLists draws lists as anybody may put them.
var classLists = rapid.Custom(func(t *rapid.T) subjects.ClassList {
	l := subjects.ClassList{
		Name:      names.Draw(t, "name"),
		Students:  []subjects.Enrolled{},
		CodeEvery: rapid.SampledFrom([]int{0, 10, 120}).Draw(t, "every"),
		Hours:     rapid.SampledFrom([]int{0, 1, 12}).Draw(t, "hours"),
		Keep: rapid.SampledFrom([]subjects.Keep{{}, {On: true},
			{On: true, Days: 30}}).Draw(t, "keep"),
		At:        rapid.SampledFrom([]string{"", "00:00", "23:59"}).Draw(t, "at"),
		Zone:      rapid.SampledFrom([]string{"", "America/Manaus"}).Draw(t, "zone"),
		LateCosts: rapid.Bool().Draw(t, "costs"),
		Waived:    rapid.SampledFrom([]string{"", "counts", "excluded"}).Draw(t, "waived"),
		Login:     rapid.Bool().Draw(t, "login"),
	}
	if rapid.Bool().Draw(t, "late") {
		after := rapid.IntRange(0, subjects.MaxLateAfter).Draw(t, "after")
		l.LateAfter = &after
	}
	if all := rapid.SliceOfNDistinct(rapid.SampledFrom([]subjects.Teacher{"clara", "davi", "A-_9"}),
		0, 3, rapid.ID).Draw(t, "teachers"); len(all) > 0 {
		l.Teachers = all
	}
	for _, s := range rapid.SliceOfNDistinct(students, 0, 5, rapid.ID).Draw(t, "students") {
		l.Students = append(l.Students, subjects.Enrolled{
			Student: s, Name: names.Draw(t, "name"), Social: names.Draw(t, "social"),
			From:  rapid.SampledFrom([]string{"", "2024-02-29"}).Draw(t, "from"),
			Until: rapid.SampledFrom([]string{"", "2024-02-29", "2026-12-31"}).Draw(t, "until"),
			State: rapid.SampledFrom([]subjects.State{"", "active", "locked", "transferred",
				"exempt"}).Draw(t, "state"),
		})
	}
	return l
})

var names = rapid.SampledFrom([]string{"", "Ana", `"Zé" <b> & é\`, "\u00a0", "𝔘",
	strings.Repeat("é", subjects.MaxName)})

func TestClassListsRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		put := subjects.PutRequest{
			Class: classes.Draw(t, "class"), ClassList: classLists.Draw(t, "list"),
			Revision: rapid.Uint64Range(0, subjects.MaxRevision).Draw(t, "revision"),
		}
		got, err := subjects.DecodePut(encode(t, put))
		if err != nil || !reflect.DeepEqual(got, put) {
			t.Fatalf("%+v has become %+v: %v", put, got, err)
		}
		list, err := subjects.DecodeClassList(encode(t, put.ClassList))
		if err != nil || !reflect.DeepEqual(list, put.ClassList) {
			t.Fatalf("%+v has become %+v: %v", put.ClassList, list, err)
		}
		sameReply(t, list)
	})
}

// sameReply compares the reply with a list that was encoded before with what encoding/json gives.
func sameReply(t *rapid.T, list subjects.ClassList) {
	got := subjects.ClassGot{Class: 3030, Time: 1, ClassList: list, Revision: 7, Put: 2,
		By: "clara", Position: subjects.Position{Record: 1}}
	if b := got.AppendJSON(nil, encode(t, list)); !bytes.Equal(b, encode(t, got)) {
		t.Fatalf("%s is not %s", b, encode(t, got))
	}
}

func TestRemovesRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := subjects.RemoveRequest{Class: classes.Draw(t, "class"),
			Revision: rapid.Uint64Range(1, subjects.MaxRevision).Draw(t, "revision")}
		if got, err := subjects.DecodeRemove(encode(t, q)); err != nil || got != q {
			t.Fatalf("%v has become %v: %v", q, got, err)
		}
	})
}

// FuzzDecodePut holds what is taken to what encoding/json reads when it takes no field that it
// does not know, and has it read as the same again.
func FuzzDecodePut(f *testing.F) {
	addRequests(f)
	f.Add([]byte(`{"class":3030,"name":"SD","teachers":["clara"],"students":[{"student":"042191010",` +
		`"name":"Ana","social":"A","from":"2026-08-01","until":"2026-08-02","state":"locked"}],` +
		`"code_every":30,"late_after":15,"hours":2,"keep":true,"at":"08:00","zone":"America/Manaus",` +
		`"late_costs":true,"waived":"excluded","login":true,"revision":7}`))
	f.Add([]byte(`{"class":3030,"students":[],"keep":30,"name":"\u2028"}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		q, err := subjects.DecodePut(body)
		if err != nil {
			if e, ok := errors.AsType[*subjects.Error](err); !ok || e.Code.Status() != 400 ||
				!ascii(e.Message) {
				t.Fatalf("%q: %v", body, err)
			}
			return
		}
		d := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))))
		d.DisallowUnknownFields()
		var want subjects.PutRequest
		if err := d.Decode(&want); err != nil || !reflect.DeepEqual(q, want) {
			t.Fatalf("%q is read as %+v, want %+v: %v", body, q, want, err)
		}
		again, err := subjects.DecodePut(encode(t, q))
		if err != nil || !reflect.DeepEqual(q, again) {
			t.Fatalf("%+v has become %+v: %v", q, again, err)
		}
	})
}

func ascii(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r < ' ' || r > '~' }) < 0
}
