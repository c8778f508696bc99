package roster

import (
	"strings"
	"time"

	"github.com/chamada/chamada/subjects"
)

// states are what schools call how a student stands, as [key] makes it.
var states = func() map[string]subjects.State {
	all := map[string]subjects.State{}
	for state, names := range map[subjects.State]string{
		"": `active ativo ativa matriculado matriculada cursando emcurso regular deferido deferida
			frequentando`,
		subjects.StateLocked:      `locked trancado trancada trancamento`,
		subjects.StateTransferred: `transferred transferido transferida transferencia`,
		subjects.StateExempt:      `exempt dispensado dispensada`,
	} {
		for _, name := range strings.Fields(names) {
			all[name] = state
		}
	}
	all[""] = ""
	return all
}()

// Enrolled is the entries as students of a class. What is wrong with them, or doubtful, is added
// to the list's findings.
func (l *List) Enrolled() (all []subjects.Enrolled) {
	for _, e := range l.Entries {
		if !e.IsStudent() {
			l.Notes.Add(e.Line, e.Number, ErrRole)
			continue
		}
		all = append(all, l.enrolled(e))
	}
	if len(all) == 0 && len(l.Problems) == 0 {
		l.Problems.Add(1, "", ErrOnlyHeader)
	}
	return all
}

func (l *List) enrolled(e Entry) subjects.Enrolled {
	s := subjects.Enrolled{
		Student: subjects.Student(e.Number), Name: e.Name, Social: e.Social,
		From: l.day(e.Line, e.From), Until: l.day(e.Line, e.Until),
	}
	if !s.Student.Valid() && !scientific.MatchString(e.Number) { // that is told already
		l.Problems.Add(e.Line, e.Number, ErrStudent)
	}
	if s.From != "" && s.Until != "" && s.Until < s.From {
		l.Problems.Add(e.Line, e.Until, ErrDays)
	}
	if s.Social == s.Name {
		s.Social = ""
	}
	state, known := states[key(e.State)]
	if !known {
		l.Doubts.Add(e.Line, e.State, ErrState)
	}
	s.State = state
	return s
}

// day is a day as the contract has it, empty for none.
func (l *List) day(line int, text string) string {
	if text == "" {
		return ""
	}
	for _, form := range []string{time.DateOnly, "02/01/2006", "2/1/2006"} {
		if at, err := time.Parse(form, text); err == nil {
			return at.Format(time.DateOnly)
		}
	}
	l.Problems.Add(line, text, ErrDate)
	return ""
}

// Words are what a list of a class is written with.
type Words struct {
	Student, Name, Social, State, From, Until string // columns
	Active, Locked, Transferred, Exempt       string
}

// Rows is a class list as rows below a header, which read as the same again.
func (w Words) Rows(all []subjects.Enrolled) [][]string {
	rows := [][]string{{w.Student, w.Name, w.Social, w.State, w.From, w.Until}}
	for _, s := range all {
		rows = append(rows,
			[]string{string(s.Student), s.Name, s.Social, w.state(s.State), s.From, s.Until})
	}
	return rows
}

func (w Words) state(s subjects.State) string {
	switch s {
	case subjects.StateLocked:
		return w.Locked
	case subjects.StateTransferred:
		return w.Transferred
	case subjects.StateExempt:
		return w.Exempt
	default:
		return w.Active
	}
}
