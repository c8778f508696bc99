package command

import (
	"encoding/hex"
	"errors"
	"strconv"

	"github.com/chamada/chamada/coordinator/rollcall"
)

var noneAsked = new(rollcall.Asked)

// asked is c.Asked to read, ask to write.
func asked(c *rollcall.Command) *rollcall.Asked {
	if c.Asked == nil {
		return noneAsked
	}
	return c.Asked
}

func ask(c *rollcall.Command) *rollcall.Asked {
	if c.Asked == nil {
		c.Asked = new(rollcall.Asked)
	}
	return c.Asked
}

// text is an option of the third version that is a text. Before that there were no roll
// calls to which it could matter.
func text(name string, field func(*rollcall.Asked) *string) option {
	return option{
		name: name, since: 3, valued: true,
		has:    func(c *rollcall.Command) bool { return *field(asked(c)) != "" },
		drop:   func(c *rollcall.Command) { c.Asked = nil },
		append: func(b []byte, c *rollcall.Command) []byte { return append(b, *field(c.Asked)...) },
		parse: func(c *rollcall.Command, value string) error {
			if *field(ask(c)) = value; value == "" {
				return errNothing
			}
			return nil
		},
	}
}

// The errors do not have the value, which may be a secret.
var (
	errEvery   = errors.New("not how often there is a new code")
	errNothing = errors.New("an option without a value")
	errSecret  = errors.New("not the secret of a roll call with a code")
)

func parseEvery(c *rollcall.Command, value string) (err error) {
	if ask(c).Every, err = strconv.Atoi(value); err != nil || c.Asked.Every < 1 {
		return errEvery
	}
	return nil
}

// complete refuses a start that wants a code and has nothing to make it from.
func complete(c *rollcall.Command) error {
	if asked(c).Every != 0 && c.Asked.Secret == (rollcall.Secret{}) {
		return errSecret
	}
	return nil
}

func parseSecret(c *rollcall.Command, value string) error {
	n, err := hex.Decode(ask(c).Secret[:],
		[]byte(value)[:min(len(value), 2*len(rollcall.Secret{}))])
	if err != nil || n != len(rollcall.Secret{}) || 2*n != len(value) || c.Asked.Every == 0 {
		return errSecret
	}
	return nil
}
