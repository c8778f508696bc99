package clients

import (
	"context"

	"github.com/chamada/chamada/subjects"
)

// list asks for a list, and in parts where its detail does not fit into one reply.
func (c *Client) list(ctx context.Context, request subjects.ListRequest,
	opts []Option) (subjects.Roll, error) {
	roll, err := ask[subjects.Roll](ctx, c, subjects.TeacherList, request, opts)
	if err != nil || roll.More != subjects.MoreDetail {
		return roll, err
	}
	return c.whole(ctx, roll, request, opts), nil
}

// whole is a list with all of its detail, put together of parts. Everybody is on the short one
// already, so that it stays as it is where its detail is not to be had: of an older coordinator, of
// a roll call that changes all the time, or when the time is over.
func (c *Client) whole(ctx context.Context, short subjects.Roll, request subjects.ListRequest,
	opts []Option) subjects.Roll {
	var last Reply // of the parts, which are not what came
	asks := append(opts[:len(opts):len(opts)], Raw(&last))
	var all subjects.Roll
	err := inParts(request.Class, func(after string) (string, error) {
		if request.After = after; after == "" {
			all, request.After = subjects.Roll{}, subjects.MoreDetail
		}
		part, err := ask[subjects.Roll](ctx, c, subjects.TeacherList, request, asks)
		if part.More == subjects.MoreDetail {
			return "", ErrOlder
		}
		all = joined(all, part)
		return part.More, err
	})
	if err != nil || all.Roll != short.Roll {
		return short
	}
	if !short.Last && request.Last { // it was an end's
		all.Last, all.Position = false, short.Position
	}
	if s := c.defaults.with(opts); s.raw != nil {
		s.raw.Data = all.AppendJSON(nil)
	}
	return all
}

// joined is a list with its next part.
func joined(all, part subjects.Roll) subjects.Roll {
	part.Students = append(all.Students, part.Students...)
	part.Presences = append(all.Presences, part.Presences...)
	part.Shared = append(all.Shared, part.Shared...)
	part.Struck = append(all.Struck, part.Struck...)
	return part
}
