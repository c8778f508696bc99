package serve

import (
	"errors"

	"github.com/chamada/chamada/clients/connect"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
)

// explained is an error with a sentence in the reader's language.
type explained struct {
	error
	text string
}

func (e explained) Error() string { return e.text }
func (e explained) Unwrap() error { return e.error }

// explainServe words why it does not serve. A bad address is told as to who asks.
func explainServe(s *session.Session, texts *words, err error) error {
	if bad, ok := errors.AsType[*connect.AddressError](err); ok {
		return s.Unconnected(bad)
	}
	return texts.explain(err)
}
