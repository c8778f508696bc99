// Package flags declares the flags of a command, each together with what it must keep: the
// range of its value, and what it wants or does not bear beside it.
package flags

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/chamada/chamada/cmd/chamada/internal/session"
)

// Given is a flag that was given.
type Given struct {
	Name string
	// With tells whether another was given as well.
	With func(name string) bool
}

// Rule says in a sentence for people how a flag that was given breaks it, and nothing when
// it does not.
type Rule func(Given) string

// Set is the flags of a command.
type Set struct {
	*pflag.FlagSet
	kept []kept
}

type kept struct {
	name  string
	rules []Rule
}

// Of is the flags of cmd. Before it runs they are held to their rules, in the order in
// which they were declared.
func Of(cmd *cobra.Command) *Set {
	s := &Set{FlagSet: cmd.Flags()}
	cmd.PreRunE = func(*cobra.Command, []string) error { return s.check() }
	return s
}

// Keep binds a flag that is declared to rules.
func (s *Set) Keep(name string, rules ...Rule) {
	s.kept = append(s.kept, kept{name, rules})
}

// Fill has none of names be given without anything in it, as a variable of a script comes that
// nobody has set: "off", or the default, is not what was asked for. Format takes the flag's name.
func (s *Set) Fill(format string, names ...string) {
	for _, name := range names {
		value := s.Lookup(name).Value
		s.Keep(name, func(g Given) string {
			if value.String() != "" {
				return ""
			}
			return fmt.Sprintf(format, g.Name)
		})
	}
}

// check is a [session.Misuse] for the first rule that is broken.
func (s *Set) check() error {
	for _, k := range s.kept {
		if !s.Changed(k.name) {
			continue
		}
		for _, rule := range k.rules {
			if sentence := rule(Given{k.name, s.Changed}); sentence != "" {
				return session.Misuse(sentence)
			}
		}
	}
	return nil
}

// Int declares a whole number from least to most.
func (s *Set) Int(p *int, name string, least, most int, usage string, rules ...Rule) {
	s.Var(&ranged{p, least, most}, name, usage)
	s.Keep(name, rules...)
}

// NotBeside is a rule of flags that do not go with another; format takes the flag's name.
func NotBeside(other, format string) Rule {
	return func(g Given) string {
		if !g.With(other) {
			return ""
		}
		return fmt.Sprintf(format, g.Name)
	}
}

// OnlyBeside is a rule of flags that say nothing without another; format takes the flag's name.
func OnlyBeside(other, format string) Rule {
	return func(g Given) string {
		if g.With(other) {
			return ""
		}
		return fmt.Sprintf(format, g.Name)
	}
}

// Together is a rule of flags that want all of names beside them; format takes the name of
// one that is missing.
func Together(format string, names ...string) Rule {
	return func(g Given) string {
		for _, name := range names {
			if !g.With(name) {
				return fmt.Sprintf(format, name)
			}
		}
		return ""
	}
}

// Wants is a rule of flags that want one of names beside them.
func Wants(sentence string, names ...string) Rule {
	return func(g Given) string {
		if slices.ContainsFunc(names, g.With) {
			return ""
		}
		return sentence
	}
}

// Holds is a rule of the value: the sentence is said where it does not hold.
func Holds(sentence string, holds func() bool) Rule {
	return func(Given) string {
		if holds() {
			return ""
		}
		return sentence
	}
}

// ranged is a flag's value, a whole number within a range.
type ranged struct {
	p           *int
	least, most int
}

func (r *ranged) Type() string   { return "int" }
func (r *ranged) String() string { return strconv.Itoa(*r.p) }

func (r *ranged) Set(s string) error {
	n, err := strconv.ParseInt(s, 0, strconv.IntSize)
	switch {
	case err != nil:
		return err
	case int(n) < r.least || int(n) > r.most:
		return &session.RangeError{Least: r.least, Most: r.most}
	}
	*r.p = int(n)
	return nil
}
