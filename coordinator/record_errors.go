package coordinator

import (
	"context"
	"errors"
	"fmt"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator/classes"
	"github.com/chamada/chamada/coordinator/journal"
	"github.com/chamada/chamada/coordinator/records"
	"github.com/chamada/chamada/subjects"
)

var (
	errNotKept = &subjects.Error{
		Code: subjects.NotKept,
		Message: "the class keeps no records of its roll calls; while one is open mark students by " +
			"hand, or have the class keep them from the next one on",
	}
	errRecordsUnread = &subjects.Error{
		Code: subjects.Overloaded,
		Message: "the records cannot be read just now and this was not done; send it again in a " +
			"moment",
	}
	errRecordsUnstored = &subjects.Error{
		Code: subjects.Overloaded,
		Message: "the records take no more just now and this was not done; ask the operator, whose " +
			"log says why",
	}
	errRecordUnknown = &subjects.Error{
		Code: subjects.Unavailable,
		Message: "the records did not confirm in time and the outcome is unknown; send the same " +
			"request again under the same Nats-Msg-Id",
	}
	errRecordsLost = &subjects.Error{
		Code: subjects.Unavailable,
		Message: "records that were confirmed are not there any more, and without them there is no " +
			"answer; ask the operator, whose log and health say what to do",
	}
	errRecordDamaged = &subjects.Error{
		Code: subjects.Unavailable,
		Message: "a record of this class is damaged, and without it there is no answer; ask the " +
			"operator, whose log says which",
	}
)

func errNoRecord(class uint64) *subjects.Error {
	return &subjects.Error{
		Code: subjects.NoRecord,
		Message: fmt.Sprintf("class %d has no record of that roll call; ask record.list which there "+
			"are", class),
	}
}

// recordError is why records were not read, as the asker is told.
func (r *classRequest) recordError(err error) error {
	_, said := errors.AsType[*subjects.Error](err)
	switch {
	case said, errors.Is(err, classes.ErrUnread), errors.Is(err, classes.ErrNone),
		errors.Is(err, classes.ErrOverloaded), errors.Is(err, journal.ErrOverloaded):
		return err // see classError
	case errors.Is(err, records.ErrNone):
		return errNoRecord(r.asker.Class)
	case errors.Is(err, records.ErrLost):
		r.c.log.Error("records are lost", "class", r.asker.Class, "err", err)
		return errRecordsLost
	case errors.Is(err, records.ErrDamaged):
		r.c.log.Error("a record is damaged", "class", r.asker.Class, "err", err)
		return errRecordDamaged
	default:
		r.c.log.Warn("the records were not read", "class", r.asker.Class, "err", err)
		return errRecordsUnread
	}
}

// unstored is why a record was not written, or may not have been, as the asker is told.
func (r *classRequest) unstored(err error) error {
	r.c.log.Warn("a record was not confirmed", "class", r.asker.Class, "err", err)
	if errors.Is(err, records.ErrLost) {
		return errRecordsLost
	}
	_, refused := errors.AsType[*jetstream.APIError](err)
	if refused && !errors.Is(err, context.DeadlineExceeded) {
		return errRecordsUnstored
	}
	return errRecordUnknown
}
