package rollcall_test

import (
	"pgregory.net/rapid"

	"github.com/chamada/chamada/coordinator/rollcall"
)

// history draws requests from so few classes, students and ids that they
// collide and repeat all the time, at times that step back a little, as two
// replicas' clocks do, and sometimes jump to where rolls expire.
type history struct {
	now  rollcall.Time // by the fastest clock that stamps requests
	sent []request

	// in so many percent of records they begin to have an age; -1: to be drawn
	raises  int
	age     rollcall.Age  // of the oldest replica, which writes one then
	counted bool          // there are
	wrong   rollcall.Time // by how much clocks are wrong then
	version rollcall.Rules
}

// A sweep may be that far ahead of a history, and a request that far behind it:
// the clocks of the two differ by just less than Slack.
const (
	furthestAhead = 20 * minute
	furthestBack  = rollcall.Slack - furthestAhead - millisecond
)

func newHistory() *history { return &history{now: day1 + 8*hour, raises: -1} }

var (
	passes = rapid.SampledFrom([]rollcall.Time{
		0, 0, 0, 0, 0, 0, millisecond, second, second, 30 * second, minute, minute, 10 * minute,
		hour - millisecond,
		hour, 11 * hour, 12*hour - millisecond, 12 * hour, 12 * hour, 23 * hour, day - millisecond,
		day, day, day + hour,
		15 * second, 15 * second, 29 * second, 2 * second, 170 * second, 5 * day, 6 * day,
		7*day - 30*second, 7*day - millisecond, 7 * day, 7*day + hour,
	})
	stepsBack = rapid.SampledFrom(
		[]rollcall.Time{0, 0, 0, 0, 0, millisecond, second, 30 * second, furthestBack})
	asked = rapid.SampledFrom(
		[]string{"start", "start", "start", "present", "present", "present", "end", "end", "list"})
	classes  = rapid.Uint64Range(1, 3)
	students = rapid.SampledFrom([]string{"1", "01", "2"})
	askers   = rapid.SampledFrom([]request{{}, {by: "clara"}, {by: "clara", born: 1},
		{by: "clara", born: 2}, {by: "davi"}, {by: "root", any: true}})
	ids   = rapid.SampledFrom([]string{"", "a", "b"})
	tries = rapid.SampledFrom([]uint32{0, 0, 1, 2, 2, 3})
	sizes = rapid.SampledFrom([]int{1, 1, 1, 2, 5, 0})
)

// wrongs are how wrong clocks are. Where lifetimes go by age that must not matter.
var wrongs = rapid.SampledFrom(
	[]rollcall.Time{0, 0, 0, 0, hour, -hour, 13 * hour, -13 * hour, 9 * day, -9 * day})

// enter draws the first line of a record.
func (h *history) enter(t *rapid.T, record uint64) entering {
	if h.raises < 0 {
		h.raises = rapid.SampledFrom([]int{0, 10, 100}).Draw(t, "raises, %")
	}
	if h.counted = h.counted || rapid.IntRange(0, 99).Draw(t, "raise") < h.raises; h.counted {
		h.pass(passes.Draw(t, "passes"))
	}
	e := entering{record: record, rules: rollcall.ByStamps, written: h.now, after: record - 1}
	if !h.counted {
		return e
	}
	h.wrong = wrongs.Draw(t, "wrong")
	h.version = max(h.version, versions.Draw(t, "version"))
	e.rules, e.age = h.version, h.age-behind.Draw(t, "behind")
	e.off = offs.Draw(t, "off")
	return e
}

var (
	// versions are what a record with an age is of, where none before was of a later one
	versions = rapid.SampledFrom([]rollcall.Rules{rollcall.ByCode, rollcall.ByKnown})
	// behind is how much younger the writer of a record is than another one.
	behind = rapid.SampledFrom([]rollcall.Age{0, 0, 0, 1, 1000, 10_000})
	offs   = rapid.SampledFrom(
		[]rollcall.Age{0, 0, 0, 0, 0, 0, 0, rollcall.Age(hour), rollcall.Age(12 * hour)})
)

// later is a record that comes so much later.
func (h *history) later(record uint64, d rollcall.Time) entering {
	h.pass(d)
	return entering{record: record, rules: max(rollcall.ByAge, h.version), written: h.now,
		age: h.age, after: record - 1, fence: true}
}

func (h *history) pass(d rollcall.Time) {
	h.now += d
	h.age += rollcall.Age(d)
}

// record draws a record of one or several requests, or of none: a record that
// is not the coordinators'.
func (h *history) record(t *rapid.T) []request {
	var all []request
	for range sizes.Draw(t, "size") {
		all = append(all, h.request(t))
	}
	return all
}

func (h *history) request(t *rapid.T) request {
	if !h.counted {
		h.pass(passes.Draw(t, "passes"))
	}
	q := h.ask(t)
	q.time = h.now + h.wrong - stepsBack.Draw(t, "step back")
	h.sent = append(h.sent, q)
	return q
}

// ask draws a new request, or one of the last again.
func (h *history) ask(t *rapid.T) request {
	if n := len(h.sent); n > 0 && rapid.IntRange(0, 2).Draw(t, "anew") == 0 {
		q := h.sent[n-1-rapid.IntRange(0, min(n-1, 15)).Draw(t, "again")]
		q.try = tries.Draw(t, "try")
		return q
	}
	q := request{verb: asked.Draw(t, "verb"), class: classes.Draw(t, "class")}
	if h.counted && rapid.IntRange(0, 2).Draw(t, "in a classroom") > 0 {
		return h.drawTerms(t, h.askInClassroom(t, q))
	}
	if q.verb == "present" {
		q.student = students.Draw(t, "student")
	} else {
		asker := askers.Draw(t, "asker")
		q.by, q.any, q.born = asker.by, asker.any, asker.born
	}
	if q.verb == "list" || q.verb == "end" {
		q.detail = rapid.Bool().Draw(t, "detail")
	}
	if q.verb == "list" {
		q.last = rapid.Bool().Draw(t, "last")
	} else {
		q.id, q.try = ids.Draw(t, "id"), tries.Draw(t, "try")
	}
	return h.drawTerms(t, q)
}
