package identity

import (
	"context"
	"errors"
	"time"
)

// eraseEarly is how long before a mark of removal goes by itself coordinators erase it: of what
// goes by itself the server leaves the bytes in its files, and the mark has the login in its name.
const eraseEarly = 10 * time.Minute

// passing are the marks of removed logins, by login, until they are erased. Every coordinator
// erases those that it has seen, so that none stays because one has died.
type passing struct {
	marks map[string]entry
	after time.Duration // the age at which they are erased
	now   func() time.Time
}

func newPassing() *passing {
	return &passing{marks: map[string]entry{}, after: markedFor - eraseEarly, now: time.Now}
}

// take notes what there is of a login now.
func (p *passing) take(e entry) {
	if e.removed && e.seq != 0 {
		p.marks[e.login] = e
		return
	}
	delete(p.marks, e.login)
}

// erase erases those that are old enough. One that the server does not let go is left to go by
// itself. When there is no answer it is tried again the next time.
func (p *passing) erase(ctx context.Context, s *store) {
	ctx, cancel := context.WithTimeout(ctx, lookWithin)
	defer cancel()
	for login, mark := range p.marks {
		if p.now().Sub(mark.at.Time()) < p.after {
			continue
		}
		err := s.erase(ctx, mark.seq)
		if _, said := errors.AsType[*apiError](err); err != nil && !said {
			return
		}
		delete(p.marks, login)
	}
}
