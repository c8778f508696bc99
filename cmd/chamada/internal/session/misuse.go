package session

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/chamada/chamada/clients/connect"
)

// FlagError words an error of pflag about the flags of cmd, which knows English only, or of
// a variable that stands in for a flag; the error is a [Misuse].
func (s *Session) FlagError(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var missing *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	var syntax *pflag.InvalidSyntaxError
	var variable *connect.VariableError
	var address *connect.AddressError
	var outside *RangeError
	var misuse Misuse
	t := s.Texts
	switch {
	case errors.As(err, &invalid) && errors.As(invalid.Unwrap(), &misuse):
		return misuse // the flag has its own sentence
	case errors.As(err, &invalid) && errors.As(invalid.Unwrap(), &outside):
		return Misuse(t.Say(t.OutOfRange, invalid.GetFlag().Name, outside.Least, outside.Most))
	case errors.As(err, &address):
		return s.Unconnected(err)
	case errors.As(err, &unknown):
		return s.unknownFlag(cmd, unknown.GetSpecifiedName())
	case errors.As(err, &missing):
		return Misuse(t.Say(t.FlagWithoutValue, missing.GetSpecifiedName()))
	case errors.As(err, &invalid):
		return Misuse(t.Say(t.FlagInvalid, public(invalid.GetValue()), invalid.GetFlag().Name) +
			s.form(invalid.GetFlag().Value.Type(), invalid.GetValue()))
	case errors.As(err, &syntax):
		return Misuse(t.Say(t.FlagSyntax, syntax.GetSpecifiedFlag()))
	case errors.As(err, &variable):
		return Misuse(t.Say(t.VariableInvalid, public(variable.Value), variable.Name) +
			s.form("duration", variable.Value)) // the others take any text
	}
	return err
}

// RangeError is that the value of a flag is not from Least to Most.
type RangeError struct{ Least, Most int }

func (e *RangeError) Error() string { return fmt.Sprintf("not from %d to %d", e.Least, e.Most) }

// checkTimeout refuses a time that is over before it begins.
func (s *Session) checkTimeout() error {
	if s.Flags.Timeout >= 0 {
		return nil
	}
	typed := s.Flags.Timeout.String()
	return Misuse(s.Texts.Say(s.Texts.FlagInvalid, typed, "timeout") + s.form("duration", typed))
}

// form says what a flag of a type wants, with an example that is near to what was typed;
// empty when that is not known.
func (s *Session) form(kind, typed string) string {
	form, ok := s.Texts.Forms[kind]
	if !ok {
		return ""
	}
	number, err := strconv.ParseUint(typed, 10, 16)
	switch {
	case err == nil && kind == "duration":
		return s.Texts.Say(form, typed+"s")
	case err == nil && kind == "address" && number > 0:
		return s.Texts.Say(form, "127.0.0.1:"+typed)
	default:
		return s.Texts.Say(form, examples[kind])
	}
}

// examples are of the types of flags that want one.
var examples = map[string]string{
	"duration": "20s, 1m30s", "address": "127.0.0.1:4222", "size": "500MB, 1GiB", "int": "3",
	"routes": "nats://a:6222,nats://b:6222", "page": "https://chamada.escola.br", "level": "info", "text|json": "text", "bool": "true",
}

// public is what was typed without a password before a server's name.
func public(typed string) string { return typed[strings.LastIndexByte(typed, '@')+1:] }
