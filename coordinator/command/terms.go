package command

import (
	"errors"
	"slices"
	"strings"

	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/subjects"
)

// The options of what a start takes from its class. There they are what the state machine
// judges by, so they matter.
var (
	optionTeachers = option{
		name: "teachers", since: 4, matters: true, valued: true, // apart by commas
		has: func(c *rollcall.Command) bool { return len(c.Teachers) > 0 },
		append: func(b []byte, c *rollcall.Command) []byte {
			return append(b, strings.Join(c.Teachers, ",")...)
		},
		parse: parseTeachers,
	}
	optionRule = option{
		name: "rule", since: 4, matters: true, valued: true,
		has:    func(c *rollcall.Command) bool { return c.Rule != "" },
		append: func(b []byte, c *rollcall.Command) []byte { return append(b, c.Rule...) },
		parse:  parseRule,
	}
)

var (
	errTeachers = errors.New("not the teachers of a class")
	errRule     = errors.New("not the rule of a class")
)

func parseTeachers(c *rollcall.Command, value string) error {
	c.Teachers = strings.Split(value, ",")
	if c.Op != rollcall.Start || len(c.Teachers) > rollcall.MaxTeachers {
		return errTeachers
	}
	for i, login := range c.Teachers {
		if !subjects.Teacher(login).Valid() || slices.Contains(c.Teachers[:i], login) {
			return errTeachers
		}
	}
	return nil
}

func parseRule(c *rollcall.Command, value string) error {
	if c.Rule = value; c.Op != rollcall.Start || value == "" || len(value) > rollcall.MaxRule {
		return errRule
	}
	return nil
}
