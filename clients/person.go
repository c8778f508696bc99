package clients

import (
	"context"

	"github.com/chamada/chamada/subjects"
)

// ErrOpen: the student is in an open roll call, and nothing was erased.
var ErrOpen error = sentinel("an open roll call has the student")

// Person gives all that is kept of a student, to an admin. Of a reply in parts [Raw] keeps the last
// one.
func (c *Client) Person(ctx context.Context, student subjects.Student,
	opts ...Option) (all subjects.Person, err error) {
	if _, err := subjects.ParseStudent(string(student)); err != nil {
		return all, verdictOf(err)
	}
	for more, first := "", true; first || more != ""; first = false {
		part, err := ask[subjects.Person](ctx, c, subjects.PersonExport,
			subjects.ExportRequest{Student: student, After: more}, opts)
		if err != nil {
			return all, err
		}
		part.Lists = append(all.Lists, part.Lists...)
		part.Records = append(all.Records, part.Records...)
		part.Recent = append(all.Recent, part.Recent...)
		all, more = part, part.More
	}
	return all, nil
}

// Erase takes a student's number and name out of all that is kept, as an admin. The error is
// [ErrOpen] while they are in an open roll call.
func (c *Client) Erase(ctx context.Context, request subjects.EraseRequest,
	opts ...Option) (subjects.PersonErased, error) {
	if _, err := subjects.ParseStudent(string(request.Student)); err != nil {
		return subjects.PersonErased{}, verdictOf(err)
	}
	return ask[subjects.PersonErased](ctx, c, subjects.PersonErase, request, opts)
}

// Purge erases the records of a class before a day, as an admin, or gives what would go.
func (c *Client) Purge(ctx context.Context, request subjects.PurgeRequest,
	opts ...Option) (subjects.RecordsPurged, error) {
	if err := checkClass(request.Class); err != nil {
		return subjects.RecordsPurged{}, err
	}
	return ask[subjects.RecordsPurged](ctx, c, subjects.RecordPurge, request, opts)
}
