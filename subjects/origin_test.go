package subjects_test

import (
	"encoding/json"
	"testing"

	"pgregory.net/rapid"

	"github.com/chamada/chamada/subjects"
)

func TestRepliesHavePositions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		for _, reply := range [][]byte{
			presences.Draw(t, "presence").AppendJSON(nil), lists.Draw(t, "list").AppendJSON(nil),
			encode(t,
				subjects.Started{Class: classes.Draw(t, "class"),
					Position: positions.Draw(t, "position")}),
			encode(t, subjects.OpenRolls{Position: positions.Draw(t, "position")}),
		} {
			var indented json.RawMessage
			if !subjects.HasPosition(reply) || json.Unmarshal(reply, &indented) != nil {
				t.Fatalf("%s has a position", reply)
			}
		}
	})
}

func TestHasPosition(t *testing.T) {
	for body, want := range map[string]bool{
		`{"position":"7-0"}`:                      true,
		` { "position" : "7-0" , "new" : [] } `:   true,
		`{"class":1,"position":"0-0"}`:            true,
		`{"position":"7-0","later":"1-1"}`:        true,
		`{"stream":"AUDIT","seq":5}`:              false,
		`{"class":1,"position":"7"}`:              false,
		`{"class":1,"position":"-7"}`:             false,
		`{"class":1,"position":"x-7"}`:            false,
		`{"class":1,"position":7}`:                false,
		`{"class":1,"position":null}`:             false,
		`{"x":{"class":1,"position":"7-0"}}`:      false,
		`{"x":"{\"class\":1,\"position\":\"7-0"}`: false,
		`["position","7-0"]`:                      false,
		`"}`:                                      false,
		`{"}`:                                     false,
		`x,"position":"7-0"}`:                     false,
		``:                                        false,
		`null`:                                    false,
	} {
		if subjects.HasPosition([]byte(body)) != want {
			t.Errorf("that %s has a position is %t", body, !want)
		}
	}
}

func FuzzHasPosition(f *testing.F) {
	f.Add([]byte(`{"class":1,"position":"7-0"}`))
	f.Add([]byte(`{"position":"7-0","x":[]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		var reply struct{ Position json.RawMessage }
		if json.Unmarshal(body, &reply) == nil && reply.Position == nil &&
			subjects.HasPosition(body) {
			t.Fatalf("%q has no position", body)
		}
	})
}

func BenchmarkHasPosition(b *testing.B) {
	reply := subjects.Presence{Class: 3030, Student: "042191010",
		Position: subjects.Position{Record: 10_000}}.AppendJSON(nil)
	for b.Loop() {
		if !subjects.HasPosition(reply) {
			b.Fatal()
		}
	}
}
