package student

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/nats-io/nuid"

	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/subjects"
)

// doubt is a presence of which nobody knows whether it counted.
type doubt struct {
	class   subjects.Class
	student subjects.Student // empty: who is logged in
	id      string           // of the request
}

// command is what finds out.
func (d doubt) command(s *session.Session) string {
	who := ""
	if d.student != "" {
		who = " --student " + string(d.student)
	}
	return fmt.Sprintf("chamada student present %s%s --id %s", s.Typed(d.class), who, d.id)
}

// doubts are those of a session, in order. The zero value has none.
type doubts []doubt

// id is what a presence is to be asked for under: the same as before when nobody knows
// what came of that, for then the roll call may be over and the answer still is that
// it counted.
func (ds doubts) id(class subjects.Class, student subjects.Student) string {
	for _, d := range ds {
		if d.class == class && d.student == student {
			return d.id
		}
	}
	return nuid.Next()
}

// resolve takes down what came of a request.
func (ds *doubts) resolve(of doubt, err error) {
	known := slices.Index(*ds, of)
	switch {
	case known < 0 && session.Unknown(err):
		*ds = append(*ds, of)
	case known >= 0 && (err == nil || session.Answered(err)):
		*ds = slices.Delete(*ds, known, known+1)
	}
}

// reportAtExit names, at the end of the conversation, the students whose presence may or may
// not have counted, and makes that an error.
func (d *desk) reportAtExit(err error) error {
	for _, doubt := range d.doubts {
		who := cmp.Or(string(doubt.student), d.Login)
		d.Terminal.Notef(d.texts.presenceUnknown, who, doubt.class, doubt.command(d.Session))
	}
	if len(d.doubts) > 0 && err == nil {
		return session.ErrSome
	}
	return err
}
