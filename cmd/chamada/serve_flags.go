package main

import (
	"fmt"

	"github.com/chamada/chamada/coordinator/embedded"
)

// address is a flag's value, HOST:PORT to listen on.
type address string

func (a *address) String() string { return string(*a) }
func (a *address) Type() string   { return "address" }

func (a *address) Set(s string) error {
	_, _, err := embedded.ParseListen(s)
	if err == nil {
		*a = address(s)
	}
	return err
}

// logFormat is a flag's value, "text" or "json".
type logFormat string

func (f *logFormat) String() string { return string(*f) }
func (f *logFormat) Type() string   { return "text|json" }

func (f *logFormat) Set(s string) error {
	if s != "text" && s != "json" {
		return fmt.Errorf("%q is neither text nor json", s)
	}
	*f = logFormat(s)
	return nil
}
