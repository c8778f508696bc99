package check_test

import (
	"testing"
	"time"

	"github.com/chamada/chamada/tests/faults/check"
)

// at is an operation of client 1 on class 1 that took from one instant to the next.
func at(from time.Duration, o check.ClassOperation) check.ClassOperation {
	o.Client, o.Class, o.Invoked, o.Returned = 1, 1, from, from+1
	return o
}

func put(over uint64, value string, outcome check.ClassOutcome,
	revision uint64) check.ClassOperation {
	return check.ClassOperation{Op: check.ClassPut, Over: over, Value: value, Outcome: outcome,
		Revision: revision}
}

func got(revision uint64, value string) check.ClassOperation {
	return check.ClassOperation{Op: check.ClassGet, Outcome: check.ClassDone, Revision: revision,
		Got: value}
}

func removed(over uint64) check.ClassOperation {
	return check.ClassOperation{Op: check.ClassRemove, Over: over, Outcome: check.ClassDone}
}

var noClass = check.ClassOperation{Op: check.ClassGet, Outcome: check.ClassNone}

// TestClasses has histories that a register can have, and such that it cannot.
func TestClasses(t *testing.T) {
	done, conflict, unknown := check.ClassDone, check.ClassConflict, check.ClassUnknown
	for name, c := range map[string]struct {
		operations []check.ClassOperation
		can        bool
	}{
		"one after the other": {[]check.ClassOperation{noClass, put(0, "a", done, 1), got(1, "a"),
			put(0, "b", conflict, 1), put(1, "b", done, 2), removed(2), noClass,
			put(2, "c", conflict, 0), put(0, "c", done, 4), got(4, "c")}, true},
		"an old value is read": {
			[]check.ClassOperation{
				put(0, "a", done, 1), put(1, "b", done, 2), got(1, "a"),
			}, false,
		},
		"a put is lost": {
			[]check.ClassOperation{
				put(0, "a", done, 1), put(0, "b", done, 1),
			}, false,
		},
		"a revision comes back": {
			[]check.ClassOperation{
				put(0, "a", done, 1), removed(1), put(0, "b", done, 1),
			}, false,
		},
		"a conflict with nothing": {
			[]check.ClassOperation{
				put(0, "a", done, 1), put(1, "b", conflict, 1),
			}, false,
		},
		"an unknown one took place": {
			[]check.ClassOperation{
				put(0, "a", unknown, 0), got(1, "a"),
			}, true,
		},
		"an unknown one did not": {
			[]check.ClassOperation{
				put(0, "a", unknown, 0), noClass,
			}, true,
		},
		"an unknown one, and not": {
			[]check.ClassOperation{
				put(0, "a", unknown, 0), got(1, "a"), noClass,
			}, false,
		},
		"what is put is seen": {
			[]check.ClassOperation{
				put(0, "a", done, 1), noClass,
			}, false,
		},
	} {
		var all []check.ClassOperation
		for i, o := range c.operations {
			all = append(all, at(time.Duration(i)*10, o))
		}
		v := check.Classes(all, time.Minute)
		if can := len(v.Violations) == 0; can != c.can || len(v.Undecided) > 0 {
			t.Errorf("%s: %+v", name, v)
		}
	}
}
