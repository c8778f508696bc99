package class

import (
	"encoding/json"
	"errors"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/subjects"
)

// settings are what is known of a class beside its students, as somebody gives it on the command
// line: each flag is a field of the contract.
type settings struct {
	flags *pflag.FlagSet

	name, at, zone, keep, waived string
	teachers                     []string
	codeEvery, lateAfter, hours  int
	login, lateCosts             bool
}

// settingFields are the fields, by their flags.
var settingFields = map[string]string{
	"name": "name", "teachers": "teachers", "code-every": "code_every",
	"late-after": "late_after", "hours": "hours", "keep": "keep", "at": "at", "zone": "zone",
	"login": "login", "late-costs": "late_costs", "waived": "waived",
}

func (s *settings) define(cmd *cobra.Command, t *words) {
	s.flags = cmd.Flags()
	s.flags.StringVar(&s.name, "name", "", t.flagName)
	s.flags.StringSliceVar(&s.teachers, "teachers", nil, t.flagTeachers)
	s.flags.IntVar(&s.codeEvery, "code-every", 0, t.flagCodeEvery)
	s.flags.IntVar(&s.lateAfter, "late-after", 0, t.flagLateAfter)
	s.flags.IntVar(&s.hours, "hours", 0, t.flagHours)
	s.flags.StringVar(&s.keep, "keep", "", t.flagKeep)
	s.flags.StringVar(&s.at, "at", "", t.flagAt)
	s.flags.StringVar(&s.zone, "zone", "", t.flagZone)
	s.flags.BoolVar(&s.login, "login", false, t.flagLogin)
	s.flags.BoolVar(&s.lateCosts, "late-costs", false, t.flagLateCosts)
	s.flags.StringVar(&s.waived, "waived", "", t.flagWaived)
}

// given tells whether any of them is.
func (s *settings) given() bool {
	for flag := range settingFields {
		if s.flags.Changed(flag) {
			return true
		}
	}
	return false
}

// apply changes a class list as the flags say. The error is a [session.Misuse].
func (s *settings) apply(to *subjects.ClassList, of *session.Session) error {
	for flag, field := range settingFields {
		if !s.flags.Changed(flag) {
			continue
		}
		if err := s.set(to, field); err != nil {
			return of.BadField(flag, field)
		}
	}
	return nil
}

// set has the contract's own decoder judge one field.
func (s *settings) set(to *subjects.ClassList, field string) error {
	value := map[string]any{
		"name": s.name, "teachers": s.teachers, "code_every": s.codeEvery,
		"late_after": s.lateAfter, "hours": s.hours, "keep": json.RawMessage(s.keep), "at": s.at,
		"zone": s.zone, "login": s.login, "late_costs": s.lateCosts, "waived": s.waived,
	}[field]
	if field == "keep" && s.keep == "" {
		return errors.New("nothing is given")
	}
	body, err := json.Marshal(map[string]any{field: value})
	if err != nil {
		return err
	}
	if _, err := subjects.DecodeClassList(body); err != nil {
		return err
	}
	return json.Unmarshal(body, to)
}
