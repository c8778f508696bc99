package session

import (
	"errors"

	"github.com/chamada/chamada/clients/connect"
	"github.com/spf13/pflag"
)

// FlagError words an error of pflag, which knows English only, or of a
// variable that stands in for a flag; the error is a [Misuse].
func (s *Session) FlagError(err error) error {
	var unknown *pflag.NotExistError
	var missing *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	var syntax *pflag.InvalidSyntaxError
	var variable *connect.VariableError
	var address *connect.AddressError
	t := s.Texts
	switch {
	case errors.As(err, &address):
		return s.unconnected(err)
	case errors.As(err, &unknown):
		return Misuse(t.Say(t.UnknownFlag, unknown.GetSpecifiedName()))
	case errors.As(err, &missing):
		return Misuse(t.Say(t.FlagWithoutValue, missing.GetSpecifiedName()))
	case errors.As(err, &invalid):
		return Misuse(t.Say(t.FlagInvalid, invalid.GetValue(), invalid.GetFlag().Name))
	case errors.As(err, &syntax):
		return Misuse(t.Say(t.FlagSyntax, syntax.GetSpecifiedFlag()))
	case errors.As(err, &variable):
		return Misuse(t.Say(t.VariableInvalid, variable.Value, variable.Name))
	}
	return err
}
