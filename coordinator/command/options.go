package command

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"

	"github.com/chamada/chamada/coordinator/journal/record"
	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/subjects"
)

// option is what only some commands have: a name, or a name and a value.
type option struct {
	name    string
	since   int  // the version that has it first
	matters bool // a command that has it means something else without
	valued  bool
	has     func(*rollcall.Command) bool
	drop    func(*rollcall.Command)                       // where it does not matter
	append  func([]byte, *rollcall.Command) []byte        // the value
	parse   func(c *rollcall.Command, value string) error // sets it
}

// options stand in this order, each at most once.
var options = [...]option{
	{
		name: "detail", since: 1, matters: true,
		has:   func(c *rollcall.Command) bool { return c.Detail },
		parse: func(c *rollcall.Command, _ string) error { c.Detail = true; return nil },
	}, {
		name: "by", since: 1, matters: true, valued: true, // the login of the teacher who asks
		has:    func(c *rollcall.Command) bool { return c.Teacher != "" },
		append: func(b []byte, c *rollcall.Command) []byte { return append(b, c.Teacher...) },
		parse:  parseTeacher,
	}, {
		name: "born", since: 2, valued: true, // when that login was made, in milliseconds
		has:  func(c *rollcall.Command) bool { return c.Teacher != "" && c.Born != 0 },
		drop: func(c *rollcall.Command) { c.Born = 0 },
		append: func(b []byte, c *rollcall.Command) []byte {
			return strconv.AppendInt(b, int64(c.Born), 10)
		},
		parse: parseBorn,
	}, {
		name: "any", since: 1, matters: true, // that is an admin, to whom any roll call is open
		has:   func(c *rollcall.Command) bool { return c.Teacher != "" && c.Admin },
		parse: parseAdmin,
	}, {
		name: "try", since: 1, matters: true, valued: true, // its number, when it is not the first
		has: func(c *rollcall.Command) bool { return c.Try > 1 },
		append: func(b []byte, c *rollcall.Command) []byte {
			return strconv.AppendUint(b, uint64(c.Try), 10)
		},
		parse: parseTry,
	},
	{
		// seconds from one room code to the next
		name: "every", since: 3, matters: true, valued: true,
		has: func(c *rollcall.Command) bool { return asked(c).Every != 0 },
		append: func(b []byte, c *rollcall.Command) []byte {
			return strconv.AppendInt(b, int64(c.Asked.Every), 10)
		},
		parse: parseEvery,
	}, {
		// what they are made from, in base 16
		name: "secret", since: 3, matters: true, valued: true,
		has: func(c *rollcall.Command) bool { return asked(c).Every != 0 },
		append: func(b []byte, c *rollcall.Command) []byte {
			return hex.AppendEncode(b, c.Asked.Secret[:])
		},
		parse: parseSecret,
	},
	text("code", func(a *rollcall.Asked) *string { return &a.Code }),
	text("ticket", func(a *rollcall.Asked) *string { return &a.Ticket }),
	text("device", func(a *rollcall.Asked) *string { return &a.Device }), // that it is sent from
	// the login that registers
	text("kiosk", func(a *rollcall.Asked) *string { return &a.Kiosk }),
	{
		name: "strike", since: 3, matters: true, // the student is struck out
		has:   func(c *rollcall.Command) bool { return asked(c).Strike },
		parse: func(c *rollcall.Command, _ string) error { ask(c).Strike = true; return nil },
	},
	text("reason", func(a *rollcall.Asked) *string { return &a.Reason }),
	optionTeachers,
	optionRule,
	optionKnown,
	optionOpen,
}

func parseTeacher(c *rollcall.Command, value string) error {
	c.Teacher = value
	if !subjects.Teacher(value).Valid() {
		return fmt.Errorf("not a teacher: %.80q", value)
	}
	return nil
}

var errNobody = errors.New("it says more of a teacher than it names")

func parseAdmin(c *rollcall.Command, _ string) error {
	if c.Admin = true; c.Teacher == "" {
		return errNobody
	}
	return nil
}

func parseBorn(c *rollcall.Command, value string) error {
	ms, err := strconv.ParseInt(value, 10, 64)
	if c.Born = rollcall.Time(ms); err != nil || ms == 0 || c.Teacher == "" {
		return fmt.Errorf("%w: %.40q", errNobody, value)
	}
	return nil
}

func parseTry(c *rollcall.Command, value string) error {
	n, err := strconv.ParseUint(value, 10, 32)
	if c.Try = uint32(n); err != nil || n < 2 {
		return fmt.Errorf("not the number of a later try: %.20q", value)
	}
	return nil
}

// trim makes c what a record of that version has of it.
func trim(c *rollcall.Command, version int) {
	for i := range options {
		if o := &options[i]; o.since > version && o.drop != nil {
			o.drop(c)
		}
	}
}

func appendOptions(b []byte, version int, c *rollcall.Command) []byte {
	for i := range options {
		o := &options[i]
		if o.since > version || !o.has(c) {
			continue
		}
		b = append(b, ' ')
		b = append(b, o.name...)
		if o.valued {
			b = append(b, '=')
			from := len(b)
			b = o.append(b, c)
			b = quoteFrom(b, version, from)
		}
	}
	return b
}

// parseOptions reads the rest of a line.
func parseOptions(c *rollcall.Command, version int, rest []byte) error {
	next := 0
	for rest != nil {
		name, value, valued, after, err := cutOption(version, rest)
		if err != nil {
			return err
		}
		for next < len(options) &&
			(options[next].name != string(name) || options[next].since > version) {
			next++
		}
		if next == len(options) || options[next].valued != valued {
			return fmt.Errorf("unknown option, or out of order: %.40q", name)
		}
		if err := options[next].parse(c, value); err != nil {
			return err
		}
		next++
		rest = after
	}
	return nil
}

// cutOption takes the first option off the rest of a line; nothing is left after the last.
func cutOption(version int, rest []byte) (name []byte, value string, valued bool, after []byte,
	err error) {
	end := bytes.IndexAny(rest, "= ")
	if end < 0 || rest[end] == ' ' {
		name, after = cutField(rest)
		return name, "", false, after, nil
	}
	name, rest = rest[:end], rest[end+1:]
	if version == record.First || len(rest) == 0 || rest[0] != '"' {
		text, after := cutField(rest)
		return name, string(text), true, after, plain(version, text)
	}
	value, after, err = cutQuoted(rest)
	return name, value, true, after, err
}
