package session

import (
	"errors"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/subjects"
)

// Answered tells whether err is the server's answer to a request, after which no other
// comes.
func Answered(err error) bool {
	_, judged := errors.AsType[*subjects.Error](err)
	return judged
}

// Unknown tells whether err leaves open whether the request had its effect. Then
// nothing may be claimed about that.
func Unknown(err error) bool {
	nothing := errors.Is(err, clients.ErrNoCoordinator) || errors.Is(err, clients.ErrOverloaded)
	return err != nil && !nothing && !Answered(err)
}
