package users

import (
	"errors"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/chamada/chamada/clients/roster"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/coordinator/identity"
	"github.com/chamada/chamada/subjects"
)

// Problems of a file of logins, beside those that [roster] and [identity] find.
var (
	errNoRole = errors.New("nothing says the role: give that of all with --role student")
	errCases  = errors.New(
		"logins that differ in upper and lower case only: one login is all of them")
	errCaseThere = errors.New("there is this login in another case: write it as it is there")
	errZeroThere = errors.New("there is this login with other leading zeros")
	errUnknown   = errors.New("there is no such login; leading zeros count, see --width")
)

// people is a file of logins, and what somebody adds to it.
type people struct {
	path    string // "-" is standard input
	number  string
	width   int
	role    string // of who has none in the file
	certain bool   // doubts were looked at

	list *roster.List
	rows []identity.Row
}

// flags defines what all commands take that read such a file.
func (p *people) flags(cmd *cobra.Command, t *words) {
	cmd.Flags().StringVar(&p.number, "number", "", t.flagNumber)
	cmd.Flags().IntVar(&p.width, "width", 0, t.flagWidth)
	if err := cmd.RegisterFlagCompletionFunc("number", cobra.NoFileCompletions); err != nil {
		panic(err) // the flag is there
	}
}

// misused is what is wrong with the flags.
func (p *people) misused(t *words) error {
	switch {
	case p.width < 0 || p.width > subjects.MaxStudent:
		return session.Misuse(t.badWidth)
	case p.role != "" && !identity.Role(p.role).Valid():
		return session.Misuse(t.badRole)
	default:
		return nil
	}
}

// read reads the file, or stdin for "-".
func (u *users) read(stdin io.Reader, p *people) error {
	if err := p.misused(u.texts); err != nil {
		return err
	}
	data, err := session.ReadFile(stdin, p.path, roster.MaxFile+1)
	if err != nil {
		return u.fileProblem(u.nameOf(p), err)
	}
	p.list = roster.Read(data, roster.Options{Number: p.number, Width: p.width})
	return nil
}

// nameOf is what people know the file by.
func (u *users) nameOf(p *people) string {
	if p.path == "-" {
		return u.texts.stdin
	}
	return p.path
}

// logins makes rows of the entries of the file, and checks them as logins.
func (p *people) logins() {
	spelt := map[string]roster.Entry{}
	for _, e := range p.list.Entries {
		row := identity.Row{Line: e.Line, Login: e.Number, Role: identity.Role(e.Role),
			Name: e.Name}
		if row.Role == "" {
			row.Role = identity.Role(p.role)
		}
		p.check(row)
		folded := strings.ToLower(e.Number)
		if twin, ok := spelt[folded]; ok {
			p.list.Problems.Add(twin.Line, twin.Number, errCases)
			p.list.Problems.Add(e.Line, e.Number, errCases)
		}
		spelt[folded] = e
		p.rows = append(p.rows, row)
	}
}

func (p *people) check(row identity.Row) {
	err := identity.CheckLogin(row.Role, row.Login)
	switch {
	case row.Role == "":
		p.list.Problems.Add(row.Line, "", errNoRole)
	case errors.Is(err, identity.ErrRole):
		p.list.Problems.Add(row.Line, string(row.Role), err)
	case err != nil && !p.lost(row.Line):
		p.list.Problems.Add(row.Line, row.Login, err)
	}
}

// lost tells whether the number of a line is known to be damaged: that is told already.
func (p *people) lost(line int) bool {
	for _, f := range p.list.Problems {
		for _, at := range f.Places {
			if f.Err == roster.ErrLostDigits && at.Line == line {
				return true
			}
		}
	}
	return false
}

// beside adds what is doubtful or wrong about logins that would be created beside
// others much like them.
func (p *people) beside(twins []identity.Twin) {
	for _, t := range twins {
		pair := t.Row.Login + " ~ " + t.Beside.Login
		switch {
		case t.Case:
			p.list.Problems.Add(t.Row.Line, pair, errCaseThere)
		case roster.SameName(t.Row.Name, t.Beside.Name) || t.Row.Name == "" || t.Beside.Name == "":
			p.list.Doubts.Add(t.Row.Line, pair, errZeroThere)
		default:
			p.list.Notes.Add(t.Row.Line, pair, errZeroThere)
		}
	}
}
