package serve

import (
	"errors"
	"fmt"

	"github.com/chamada/chamada/coordinator/embedded"
)

// Error is why it did not start, when the operator can change that.
type Error struct {
	Flag string // that changes it, such as "--listen"
	Err  error  // an [*embedded.Error], an [*ExposedError] or a [*ConnectError]
}

func (e *Error) Error() string { return fmt.Sprintf("%v (%s)", e.Err, e.Flag) }

// Unwrap gives the cause to errors.Is and errors.As.
func (e *Error) Unwrap() error { return e.Err }

// ExposedError refuses to let everyone on the network in without a login.
type ExposedError struct {
	Listen string // the address that other machines can reach
}

func (e *ExposedError) Error() string {
	return fmt.Sprintf("without authentication it does not listen on %s, which other machines can reach; choose an address such as 127.0.0.1:4222, or accept it with --insecure", e.Listen)
}

// ConnectError is an existing NATS that cannot be reached, or lets nobody in.
type ConnectError struct {
	Servers string // as given, without passwords
	Err     error
}

func (e *ConnectError) Error() string {
	return fmt.Sprintf("cannot connect to %s: %v", e.Servers, e.Err)
}

// Unwrap gives the cause to errors.Is and errors.As.
func (e *ConnectError) Unwrap() error { return e.Err }

// flagged says which flag changes what stopped the embedded server.
func flagged(err error) error {
	e, ok := errors.AsType[*embedded.Error](err)
	if !ok {
		return err
	}
	switch e.Code {
	case embedded.DataInUse, embedded.DataNotDir, embedded.DataNotWritable:
		return &Error{Flag: "--data", Err: e}
	case embedded.ListenInvalid, embedded.ListenInUse, embedded.ListenFailed:
		return &Error{Flag: "--listen", Err: e}
	default:
		return err
	}
}
