package command

import (
	"errors"
	"slices"
	"strconv"

	"github.com/chamada/chamada/coordinator/rollcall"
)

// The options with what the writer of a command knew of it. Who writes for an earlier
// version knows nothing.
var (
	optionKnown = option{
		name: "known", since: 4, valued: true,
		has:    func(c *rollcall.Command) bool { return c.Known != rollcall.NothingKnown },
		drop:   func(c *rollcall.Command) { c.Known = rollcall.NothingKnown },
		append: func(b []byte, c *rollcall.Command) []byte { return append(b, knowns[c.Known]...) },
		parse:  parseKnown,
	}
	optionOpen = option{
		name: "open", since: 4, valued: true,
		has:  func(c *rollcall.Command) bool { return c.Open != 0 },
		drop: func(c *rollcall.Command) { c.Open = 0 },
		append: func(b []byte, c *rollcall.Command) []byte {
			return strconv.AppendInt(b, int64(c.Open), 10)
		},
		parse: parseOpen,
	}
)

var knowns = [...]string{
	rollcall.KnownDone: "done", rollcall.KnownLater: "later", rollcall.KnownOpen: "open",
	rollcall.KnownShut: "shut",
}

var (
	errKnown = errors.New("not what a writer knows")
	errOpen  = errors.New("not how many roll calls a login has open")
)

func parseKnown(c *rollcall.Command, value string) error {
	n := slices.Index(knowns[:], value)
	c.Known = rollcall.Known(max(n, 0))
	start := c.Op == rollcall.Start
	if n < 1 || c.Known == rollcall.KnownOpen && !start || c.Known == rollcall.KnownShut && start {
		return errKnown
	}
	return nil
}

func parseOpen(c *rollcall.Command, value string) (err error) {
	if c.Open, err = strconv.Atoi(value); err != nil || c.Open < 1 || c.Op != rollcall.Start {
		return errOpen
	}
	return nil
}
