package clients

import (
	"context"
	"errors"

	"github.com/chamada/chamada/subjects"
)

// The verdicts of operations on records, for errors.Is.
var (
	ErrNoRecord error = sentinel("there is no record of that roll call")
	ErrNotKept  error = sentinel("the class keeps no records")
	// ErrTooManyCorrections: the student, or the roll call, has as many as there may be.
	ErrTooManyCorrections error = sentinel("there are as many corrections as there may be")
)

// Record gives what became of a roll call of class; of an empty roll it is the open one, or the
// latest. Of a reply in parts [Raw] keeps the last one. The error is [ErrNoRecord] where there is
// none.
func (c *Client) Record(ctx context.Context, class subjects.Class, roll string,
	opts ...Option) (subjects.Record, error) {
	var all subjects.Record
	err := inParts(class, func(after string) (string, error) {
		if after == "" {
			all = subjects.Record{}
		}
		part, err := ask[subjects.Record](ctx, c, subjects.RecordGet,
			subjects.RecordRequest{Class: class, Roll: roll, After: after}, opts)
		if err == nil {
			roll = part.Roll // the next part must be of the same
		}
		part.Students = append(all.Students, part.Students...)
		part.Unknown = append(all.Unknown, part.Unknown...)
		all = part
		return part.More, err
	})
	return all, err
}

// Records gives the kept roll calls of a class, the oldest first.
func (c *Client) Records(ctx context.Context, request subjects.RecordListRequest,
	opts ...Option) (subjects.Records, error) {
	var all subjects.Records
	err := inParts(request.Class, func(after string) (string, error) {
		if after == "" {
			all = subjects.Records{}
		}
		request.After = after
		part, err := ask[subjects.Records](ctx, c, subjects.RecordIndex, request, opts)
		part.Records = append(all.Records, part.Records...)
		all = part
		return part.More, err
	})
	return all, err
}

// WholeRecords gives what became of each kept roll call of a class, the oldest first: as many
// requests as there are.
func (c *Client) WholeRecords(ctx context.Context, request subjects.RecordListRequest,
	opts ...Option) ([]subjects.Record, error) {
	list, err := c.Records(ctx, request, opts...)
	if err != nil {
		return nil, err
	}
	all := make([]subjects.Record, len(list.Records))
	for i := range all {
		if all[i], err = c.Record(ctx, request.Class, list.Records[i].Roll, opts...); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// Report gives what the kept roll calls of a class amount to, student by student.
func (c *Client) Report(ctx context.Context, request subjects.ReportRequest,
	opts ...Option) (subjects.Report, error) {
	var all subjects.Report
	err := inParts(request.Class, func(after string) (string, error) {
		if after == "" {
			all = subjects.Report{}
		}
		request.After = after
		part, err := ask[subjects.Report](ctx, c, subjects.RecordReport, request, opts)
		part.Students = append(all.Students, part.Students...)
		all = part
		return part.More, err
	})
	return all, err
}

// OwnRecords gives the lines of who is logged in, a student, in the records of a class.
func (c *Client) OwnRecords(ctx context.Context, class subjects.Class,
	opts ...Option) (subjects.OwnRecords, error) {
	var all subjects.OwnRecords
	err := inParts(class, func(after string) (string, error) {
		if after == "" {
			all = subjects.OwnRecords{}
		}
		part, err := ask[subjects.OwnRecords](ctx, c, subjects.StudentRecord,
			subjects.StudentRecordRequest{Class: class, After: after}, opts)
		part.Records = append(all.Records, part.Records...)
		all = part
		return part.More, err
	})
	return all, err
}

// maxAnew is how often a reply in parts is begun anew that was another one when its next part was
// asked for: somebody has arrived, or was corrected.
const maxAnew = 5

// inParts asks for part after part of a reply that says what the next one is had with. The first
// has no after, and comes again when the parts would not be of one reply.
func inParts(class subjects.Class, part func(after string) (more string, err error)) error {
	err := checkClass(class)
	for more, anew := "", 0; err == nil; {
		before := more
		if more, err = part(more); before != "" && outdated(err) && anew < maxAnew {
			more, err = "", nil
			anew++
			continue
		}
		if more == "" {
			return err
		}
	}
	return err
}

// outdated tells whether the reply of which a next part was asked for is not there any more.
func outdated(err error) bool {
	said, ok := errors.AsType[*subjects.Error](err)
	return ok && said.Code == subjects.InvalidField && said.Field == subjects.ErrAfter.Field
}

// Correct corrects a mark, or what a roll call counts, over the revision that the request names.
// The error is [ErrConflict] when the record has another by now, which its [subjects.Error] has
// as Now, or [ErrNotKept].
func (c *Client) Correct(ctx context.Context, request subjects.CorrectRequest,
	opts ...Option) (subjects.Corrected, error) {
	if err := checkPresence(request.Class, request.Student); err != nil {
		return subjects.Corrected{}, err
	}
	return ask[subjects.Corrected](ctx, c, subjects.RecordCorrect, request, opts)
}

// AddRecord adds a roll call that was taken on paper. The error is [ErrNotKept] when the class
// keeps none.
func (c *Client) AddRecord(ctx context.Context, request subjects.AddRequest,
	opts ...Option) (subjects.RecordAdded, error) {
	if err := checkClass(request.Class); err != nil {
		return subjects.RecordAdded{}, err
	}
	if request.Students == nil {
		request.Students = []subjects.Student{}
	}
	return ask[subjects.RecordAdded](ctx, c, subjects.RecordAdd, request, opts)
}
