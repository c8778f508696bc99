package clients

import (
	"context"
	"encoding/json"

	"github.com/chamada/chamada/subjects"
)

// PutClass replaces what is known of a class, over the revision that the request names. The error
// is [ErrConflict] when the class has another by now, which its [subjects.Error] names.
func (c *Client) PutClass(ctx context.Context, request subjects.PutRequest,
	opts ...Option) (subjects.ClassPutDone, error) {
	if err := checkClass(request.Class); err != nil {
		return subjects.ClassPutDone{}, err
	}
	if request.Students == nil {
		request.Students = []subjects.Enrolled{}
	}
	// One that no server would take a message of is refused here, as a coordinator refuses it.
	if text, err := json.Marshal(request); err == nil && len(text) > subjects.MaxClassList {
		return subjects.ClassPutDone{}, verdictOf(subjects.ErrListTooLarge)
	}
	return ask[subjects.ClassPutDone](ctx, c, subjects.ClassPut, request, opts)
}

// Class gives what is known of a class. The error is [ErrNoClass] when that is nothing.
func (c *Client) Class(ctx context.Context, class subjects.Class,
	opts ...Option) (subjects.ClassGot, error) {
	if err := checkClass(class); err != nil {
		return subjects.ClassGot{}, err
	}
	return ask[subjects.ClassGot](ctx, c, subjects.ClassGet, subjects.ClassRequest{Class: class},
		opts)
}

// RemoveClass removes what is known of a class, if it is what the revision has.
func (c *Client) RemoveClass(ctx context.Context, class subjects.Class, revision uint64,
	opts ...Option) (subjects.ClassRemoved, error) {
	if err := checkClass(class); err != nil {
		return subjects.ClassRemoved{}, err
	}
	return ask[subjects.ClassRemoved](ctx, c, subjects.ClassRemove,
		subjects.RemoveRequest{Class: class, Revision: revision}, opts)
}

// Classes gives the classes that the asker may see, by number. Of a reply in parts [Raw] keeps the
// last one. The error is [ErrInvalid] when a class list has changed between two parts.
func (c *Client) Classes(ctx context.Context, opts ...Option) (subjects.Classes, error) {
	var all subjects.Classes
	for {
		part, err := ask[subjects.Classes](ctx, c, subjects.ClassIndex,
			subjects.OpenRequest{After: all.More}, opts)
		if err != nil {
			return subjects.Classes{}, err
		}
		part.Classes = append(all.Classes, part.Classes...)
		if all = part; all.More == "" {
			return all, nil
		}
	}
}
