package identity

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/nats-io/nats.go"
)

// The bucket has one revision of a login. What a newer one replaces the server forgets, without
// overwriting its bytes, and nobody can have it do so later. So a login that is erased is deleted
// first, which overwrites it, and the mark of its removal is written after that.
//
// It would be simpler to keep some revisions and delete the older ones once the mark is there, as
// the class lists do. But the mark goes after a day. Were every coordinator away until then, or of
// a version that knows of no older revisions, the one beneath would be the latest again, and who
// was removed would be back.

// Erase removes a student's login, and has the server overwrite what the bucket had of it. One of
// another role stays. had says that there was one when the erasure began: it leaves a mark even if
// the login is no more, because who began may have died between the two, and whoever has the login
// in memory knows by the mark alone. Where the bucket [Users.Keeps] what is removed, this is
// [Users.Remove].
func (u *Users) Erase(ctx context.Context, login string, had bool) error {
	keeps, err := u.Keeps(ctx)
	for err == nil {
		var e entry
		if e, err = u.store.last(ctx, login); err != nil {
			return err
		}
		at := place(e)
		switch {
		case e.seq == 0 && !had, e.seq != 0 && e.removed,
			at.storedLogin != nil && at.Role != Student:
			return nil
		case e.seq != 0 && !keeps:
			if err = u.store.erase(ctx, e.seq); err != nil {
				return err
			}
			at.seq = 0
		}
		err = u.store.remove(ctx, login, at.seq, markedFor)
		if !errors.Is(err, errConflict) {
			return err
		}
		err = nil // somebody was faster
	}
	return err
}

// Keeps tells whether nobody may delete from the bucket, as from those that earlier versions made:
// then the bytes of an erased login stay in the files until their node is started again.
func (u *Users) Keeps(ctx context.Context) (bool, error) {
	var answer struct {
		Error  *apiError `json:"error"`
		Config struct {
			DenyDelete bool `json:"deny_delete"`
		} `json:"config"`
	}
	m := nats.NewMsg(u.store.api + ".STREAM.INFO." + stream)
	if err := u.store.ask(ctx, m, &answer); err != nil {
		return false, err
	}
	if answer.Error != nil {
		return false, answer.Error
	}
	return answer.Config.DenyDelete, nil
}

// erase deletes a message and has its bytes overwritten. One that is gone is erased: then somebody
// was faster, or has replaced it.
func (s *store) erase(ctx context.Context, seq uint64) error {
	which := map[string]any{"seq": seq}
	body, err := json.Marshal(which)
	if err != nil {
		return err
	}
	var answer struct {
		Error *apiError `json:"error"`
	}
	m := &nats.Msg{Subject: s.api + ".STREAM.MSG.DELETE." + stream, Data: body}
	if err := s.ask(ctx, m, &answer); err != nil {
		return err
	}
	if answer.Error == nil {
		return nil
	}
	// The server has several words for what is gone.
	if _, err := s.get(ctx, which); errors.Is(err, errNone) {
		return nil
	}
	return answer.Error
}
