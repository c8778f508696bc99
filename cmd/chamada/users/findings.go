package users

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/chamada/chamada/clients/roster"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
)

// judge tells what was found in a file, each kind once, and refuses the file for a
// problem, and for a doubt unless somebody is certain.
func (u *users) judge(p *people) error {
	l := p.list
	for _, f := range l.Problems {
		u.Terminal.Notef("%s: %s", u.Texts.Error, u.texts.finding(f, l))
	}
	doubt := u.Texts.Error
	if p.certain {
		doubt = u.texts.warning
	}
	for _, f := range l.Doubts {
		u.Terminal.Notef("%s: %s", doubt, u.texts.finding(f, l))
	}
	for _, f := range l.Notes {
		u.Terminal.Notef("%s: %s", u.texts.warning, u.texts.finding(f, l))
	}
	refused := func(what, hint string) error {
		return &session.Problem{Subject: u.nameOf(p), Err: errors.New(what), Hint: hint}
	}
	switch {
	case len(l.Problems) > 0:
		return refused(u.texts.badFile, u.texts.hintBadFile)
	case len(l.Doubts) > 0 && !p.certain:
		return refused(u.texts.doubtful, u.texts.hintDoubtful)
	default: // each is told once
		l.Doubts, l.Notes = nil, nil
		return nil
	}
}

// shown is how many values, and how many runs of lines, a finding names.
const shown = 12

// finding says what was found, where, and what stands there.
func (t *usersText) finding(f roster.Finding, l *roster.List) string {
	what := f.Err.Error()
	if text, ok := t.problems[f.Err]; ok {
		what = text
	}
	if f.Err == roster.ErrShort {
		what = fmt.Sprintf("%s: --width %d", what, l.Width)
	}
	return t.places(f.Places) + ": " + what
}

func (t *usersText) places(all []roster.Place) string {
	var lines []int
	var values []string
	seen := map[string]bool{}
	for _, at := range all {
		if len(lines) == 0 || lines[len(lines)-1] != at.Line {
			lines = append(lines, at.Line)
		}
		if at.Value != "" && !seen[at.Value] {
			seen[at.Value] = true
			values = append(values, strconv.Quote(at.Value))
		}
	}
	where := t.line
	if len(lines) > 1 {
		where = t.lines
	}
	where += " " + t.few(runs(lines, t.to))
	switch {
	case len(values) == 0:
		return where
	case len(values) == 1 && len(lines) == 1:
		return where + ", " + values[0]
	default:
		return where + " (" + t.few(values) + ")"
	}
}

// runs are lines that follow each other, as people write them.
func runs(lines []int, to string) (all []string) {
	for i := 0; i < len(lines); {
		from := i
		for i++; i < len(lines) && lines[i] == lines[i-1]+1; i++ {
		}
		run := strconv.Itoa(lines[from])
		if i-from > 1 {
			run += to + strconv.Itoa(lines[i-1])
		}
		all = append(all, run)
	}
	return all
}

// few are the first of many, and how many there are beside.
func (t *usersText) few(all []string) string {
	if len(all) <= shown {
		return strings.Join(all, ", ")
	}
	return strings.Join(all[:shown], ", ") + fmt.Sprintf(t.more, len(all)-shown)
}
