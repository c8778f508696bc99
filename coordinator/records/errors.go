package records

import (
	"fmt"

	"github.com/chamada/chamada/subjects"
)

var (
	errUnlisted = &subjects.Error{
		Code: subjects.NoRecord,
		Message: "the student is not on the class list of that day; put them on it, then correct " +
			"the mark",
	}
	errTooMany = &subjects.Error{
		Code: subjects.TooManyCorrections,
		Message: fmt.Sprintf("this was corrected %d times, as often as it may be",
			subjects.MaxCorrections),
	}
)

func errHours(counts int) *subjects.Error {
	return &subjects.Error{
		Code: subjects.InvalidField, Field: "hours",
		Message: fmt.Sprintf("the roll call counts %d hours; nobody misses more", counts),
	}
}

func conflict(line *subjects.RecordLine, roll *subjects.RollLine,
	revision string) *subjects.Error {
	return &subjects.Error{
		Code: subjects.Conflict,
		Message: "the record was corrected by somebody else meanwhile; look at line and send the " +
			"correction again with this revision",
		Now: &subjects.RecordNow{Line: line, RollLine: roll, Revision: revision},
	}
}
