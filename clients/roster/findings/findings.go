// Package findings words what was found in a list of people that was read: each kind once, with
// the lines where it was found and what stands there.
package findings

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/chamada/chamada/clients/roster"
	"github.com/chamada/chamada/clients/texts"
)

// Teller words findings in a language.
type Teller struct {
	Language texts.Language
	// Own has what a reader says otherwise, or of findings of its own.
	Own map[error]string
	// Width is how the width of numbers is given; empty: as an option of a command.
	Width string
}

// shown is how many values, and how many runs of lines, a finding names.
const shown = 12

// Say says what was found, where, and what stands there.
func (t Teller) Say(f roster.Finding, l *roster.List) string {
	what := f.Err.Error()
	for _, said := range []map[error]string{languages.In(t.Language).problems, t.Own} {
		if text, ok := said[f.Err]; ok {
			what = text
		}
	}
	if f.Err == roster.ErrShort {
		what = fmt.Sprintf("%s: "+cmp.Or(t.Width, "--width %d"), what, l.Width)
	}
	return languages.In(t.Language).places(f.Places) + ": " + what
}

func (t *words) places(all []roster.Place) string {
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
func (t *words) few(all []string) string {
	if len(all) <= shown {
		return strings.Join(all, ", ")
	}
	return strings.Join(all[:shown], ", ") + fmt.Sprintf(t.more, len(all)-shown)
}
