package class

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/clients/roster"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/cmd/chamada/internal/terminal"
	"github.com/chamada/chamada/subjects"
)

// importing is one import.
type importing struct {
	*class
	file     file
	settings settings
	apply    bool
	leave    bool // who is not in the file leaves
}

func (c *class) importCommand() *cobra.Command {
	i := &importing{class: c}
	cmd := &cobra.Command{
		Use:   "import " + c.Texts.ArgumentClass + " [" + c.texts.file + "]",
		Short: c.texts.importShort,
		Long:  c.texts.importLong,
		Example: "  chamada class import 3030 " + c.texts.exampleFile + "\n" +
			"  chamada class import 3030 " + c.texts.exampleFile + " --apply\n" +
			"  chamada class import 3030 --hours 2 --late-after 15 --apply",
		Args:              i.arguments,
		ValidArgsFunction: listFiles,
		RunE:              i.run,
	}
	i.file.flags(cmd, c.texts)
	i.settings.define(cmd, c.texts)
	cmd.Flags().BoolVar(&i.apply, "apply", false, c.texts.flagApply)
	cmd.Flags().BoolVar(&i.leave, "replace", false, c.texts.flagReplace)
	return cmd
}

// listFiles are what the shell completes a file with.
func listFiles(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return []string{"csv", "xlsx", "txt"}, cobra.ShellCompDirectiveFilterFileExt
}

// arguments wants a class, and a file unless only settings are changed.
func (i *importing) arguments(cmd *cobra.Command, args []string) error {
	if len(args) == 2 {
		i.file.path = args[1]
		args = args[:1]
	}
	if err := i.OneClass(cmd, args); err != nil {
		return err
	}
	if i.file.path != "" {
		return nil
	}
	for _, name := range []string{"number", "width", "replace"} { // they are of a file
		if cmd.Flags().Changed(name) {
			return session.Misuse(i.Texts.Say(i.texts.flagOfFile, name))
		}
	}
	if !i.settings.given() {
		return session.Misuse(i.texts.missingFile)
	}
	return nil
}

func (i *importing) run(cmd *cobra.Command, args []string) error {
	if err := i.settings.apply(&subjects.ClassList{}, i.Session); err != nil {
		return err
	}
	if i.file.path != "" {
		if err := i.read(cmd.InOrStdin(), &i.file); err != nil {
			return err
		}
	}
	return i.with(cmd.Context(), args[0], i.compare)
}

// compare shows what would change and, if that is wanted, writes it over what was read.
func (i *importing) compare(ctx context.Context, client *clients.Client,
	number subjects.Class) error {
	got, err := client.Class(ctx, number)
	if err != nil && !errors.Is(err, clients.ErrNoClass) {
		return err
	}
	request := subjects.PutRequest{Class: number, ClassList: got.ClassList, Revision: got.Revision}
	if got.Revision == 0 && i.Flags.User != "" {
		request.Teachers = []subjects.Teacher{subjects.Teacher(i.Flags.User)} // else they may not
	}
	if err := i.settings.apply(&request.ClassList, i.Session); err != nil {
		return err
	}
	d, err := i.difference(&request.ClassList)
	if err != nil {
		return err
	}
	i.showSettings(&got.ClassList, &request.ClassList)
	i.showDifference(d)
	if d.Empty() && !i.settings.given() && got.Revision != 0 {
		return nil // it is so already
	}
	if !i.apply {
		i.Terminal.Notef("%s", i.texts.unwritten)
		return nil
	}
	return i.put(ctx, client, request)
}

// difference is what the file changes of a list, which it becomes.
func (i *importing) difference(list *subjects.ClassList) (d roster.Difference, err error) {
	if i.file.path == "" {
		return roster.Difference{Same: len(list.Students)}, nil
	}
	if err := i.reportBeside(list.Students); err != nil {
		return d, err
	}
	zone, err := subjects.Location(list.Zone)
	if err != nil {
		return d, err
	}
	today := time.Now().In(zone).Format(time.DateOnly)
	d = roster.Compare(list.Students, i.file.students, i.file.list.Has, i.leave, today)
	list.Students = d.All
	if d.Large() && !i.file.certain {
		i.showDifference(d)
		return d, &session.Problem{Subject: i.file.path, Err: errors.New(i.texts.manyChanges),
			Hint: i.texts.hintManyChanges}
	}
	return d, nil
}

func (i *importing) put(ctx context.Context, client *clients.Client,
	request subjects.PutRequest) error {
	var raw clients.Reply
	done, err := client.PutClass(ctx, request, clients.Raw(&raw))
	if err != nil {
		return i.About(request.Class, raw.ID, err)
	}
	i.Terminal.Notef(i.texts.written, done.Class,
		i.texts.students.Count(len(request.Students)), done.Revision)
	return nil
}

// showSettings shows what else becomes otherwise: the sentences that are true no longer, and those
// that are then.
func (i *importing) showSettings(before, after *subjects.ClassList) {
	was, is := i.class.settings(before), i.class.settings(after)
	for _, said := range was {
		if !slices.Contains(is, said) {
			i.Terminal.Resultf("− %s", said)
		}
	}
	for _, said := range is {
		if !slices.Contains(was, said) {
			i.Terminal.Resultf("+ %s", said)
		}
	}
}

// showDifference shows who comes, leaves and is changed, and how many stay as they are.
func (i *importing) showDifference(d roster.Difference) {
	for _, s := range d.Added {
		i.Terminal.Resultf("+ %s  %s", s.Student, i.student(s))
	}
	for _, s := range d.Left {
		i.Terminal.Resultf("− %s  %s", s.Student, i.student(s))
	}
	for _, c := range d.Changed {
		i.Terminal.Resultf("~ %s  %s → %s", c.Before.Student, i.student(c.Before),
			cmp.Or(i.student(c.After), `""`))
	}
	i.Terminal.Resultf("+ %d  − %d  ~ %d  = %d", len(d.Added), len(d.Left), len(d.Changed),
		d.Same+len(d.Beside))
	if len(d.Beside) > 0 {
		i.Terminal.Notef(i.texts.beside, len(d.Beside), few(d.Beside))
	}
}

// few names the first of several students.
func few(all []subjects.Enrolled) (text string) {
	const named = 5
	for n, s := range all {
		if n == named {
			return text + "…"
		}
		if n > 0 {
			text += ", "
		}
		text += fmt.Sprintf("%s %s", s.Student, terminal.Visible(s.Name))
	}
	return text
}
