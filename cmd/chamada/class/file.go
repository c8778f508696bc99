package class

import (
	"errors"
	"io"

	"github.com/spf13/cobra"

	"github.com/chamada/chamada/clients/roster"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/subjects"
)

// file is a school's list, and what somebody adds to it.
type file struct {
	path    string // "-" is standard input
	options roster.Options
	certain bool // doubts were looked at

	list     *roster.List
	students []subjects.Enrolled
}

func (f *file) flags(cmd *cobra.Command, t *words) {
	cmd.Flags().StringVar(&f.options.Number, "number", "", t.flagNumber)
	cmd.Flags().IntVar(&f.options.Width, "width", 0, t.flagWidth)
	cmd.Flags().BoolVar(&f.certain, "yes", false, t.flagYes)
}

// read reads the file, and says what was found in it. The errors are for people.
func (c *class) read(stdin io.Reader, f *file) error {
	if f.options.Width < 0 || f.options.Width > subjects.MaxStudent {
		return session.Misuse(c.texts.badWidth)
	}
	data, err := session.ReadFile(stdin, f.path, roster.MaxFile+1)
	if err != nil {
		return c.fileProblem(f.path, err)
	}
	f.list = roster.Read(data, f.options)
	f.students = f.list.Enrolled()
	return c.reportFindings(f)
}

func (c *class) fileProblem(path string, err error) error {
	return session.FileProblem(path, err, session.FileWords{
		Exists: c.texts.fileExists, HintExists: c.texts.hintFileExists,
		None: c.texts.noFile, NoPermission: c.texts.noPermission,
		Directory: c.Texts.IsDirectory,
	})
}

// reportFindings tells what was found, and refuses the file for a problem, and for a doubt unless
// somebody is certain.
func (c *class) reportFindings(f *file) error {
	l, doubt := f.list, c.Texts.Error
	if f.certain {
		doubt = c.texts.warning
	}
	for _, one := range l.Problems {
		c.Terminal.Notef("%s: %s", c.Texts.Error, c.found.Say(one, l))
	}
	for _, one := range l.Doubts {
		c.Terminal.Notef("%s: %s", doubt, c.found.Say(one, l))
	}
	for _, one := range l.Notes {
		c.Terminal.Notef("%s: %s", c.texts.warning, c.found.Say(one, l))
	}
	switch {
	case len(l.Problems) > 0:
		return &session.Problem{Subject: f.path, Err: errors.New(c.texts.badFile),
			Hint: c.texts.hintBadFile}
	case len(l.Doubts) > 0 && !f.certain:
		return &session.Problem{Subject: f.path, Err: errors.New(c.texts.doubtful),
			Hint: c.texts.hintDoubtful}
	default:
		return nil
	}
}

// reportBeside does the same for what is found only beside the list that there is.
func (i *importing) reportBeside(students []subjects.Enrolled) error {
	doubts, notes := i.file.list.Beside(students)
	return i.reportFindings(&file{path: i.file.path, certain: i.file.certain,
		list: &roster.List{Doubts: doubts, Notes: notes}})
}
