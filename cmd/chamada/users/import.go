package users

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/cmd/chamada/internal/terminal"
	"github.com/chamada/chamada/coordinator/identity"
)

// perLogin is how much longer than --timeout an import may take for each line.
const perLogin = 100 * time.Millisecond

func (u *users) importCommand() *cobra.Command {
	dry, p, codes := false, &people{}, &sheet{}
	cmd := &cobra.Command{
		Use:   "import " + u.texts.file,
		Short: u.texts.importShort,
		Long:  u.texts.importLong,
		Example: "  chamada users import " + u.texts.exampleFile + " --dry-run --user admin\n" +
			"  chamada users import " + u.texts.exampleFile + " --out " + u.texts.exampleCodes +
			" --user admin\n" +
			"  chamada users import " + u.texts.exampleRoster + " --role student --out " +
			u.texts.exampleCodes + " --user admin",
		Args: func(_ *cobra.Command, args []string) error {
			return u.one(args, u.texts.missingFile)
		},
		ValidArgsFunction: rosterFiles,
		RunE: func(cmd *cobra.Command, args []string) error {
			p.path = args[0]
			if err := u.prepare(cmd, p, codes); err != nil {
				return err
			}
			p.logins()
			if err := u.reportFindings(p); err != nil {
				return err
			}
			return u.asIssuer(cmd.Context(), func(ctx context.Context, a admin) error {
				return u.importRows(ctx, a, p, codes, dry)
			})
		},
	}
	p.flags(cmd, u.texts)
	cmd.Flags().StringVar(&p.role, "role", "", u.texts.flagRole)
	cmd.Flags().BoolVar(&p.certain, "yes", false, u.texts.flagYes)
	cmd.Flags().BoolVar(&dry, "dry-run", false, u.texts.flagDryRun)
	cmd.Flags().StringVar(&codes.path, "out", "", u.texts.flagOut)
	return cmd
}

// rosterFiles are what the shell completes a file with.
func rosterFiles(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return []string{"csv", "xlsx", "txt"}, cobra.ShellCompDirectiveFilterFileExt
}

// prepare reads the file, when there is a place for the codes.
func (u *users) prepare(cmd *cobra.Command, p *people, codes *sheet) error {
	codes.stdout = cmd.OutOrStdout()
	if err := codes.check(); err != nil {
		return u.fileProblem(codes.path, err)
	}
	if err := u.read(cmd.InOrStdin(), p); err != nil {
		return err
	}
	codes.like(p.list.Form)
	if codes.path == "" && u.Terminal.Shows() {
		codes.form.BOM = false // nobody reads a screen as a file
	}
	return nil
}

func (u *users) fileProblem(path string, err error) error {
	if unwritten, ok := errors.AsType[*terminal.WriteError](err); ok {
		return unwritten
	}
	return session.FileProblem(path, err, session.FileWords{
		Exists: u.texts.fileExists, HintExists: u.texts.hintFileExists,
		None: u.texts.noFile, NoPermission: u.texts.noPermission,
		Directory: u.Texts.IsDirectory,
	})
}

// importRows imports, and sees to it that the codes of whatever was created are
// written, however it ends.
func (u *users) importRows(ctx context.Context, a admin, p *people, codes *sheet, dry bool) error {
	for _, r := range p.rows {
		if strings.EqualFold(r.Login, a.login) && r.Role != identity.Admin {
			return &session.Problem{Subject: r.Login, Err: session.Refusal(u.texts.demoteSelf),
				Hint: u.texts.hintRemoveSelf}
		}
	}
	ctx, cancel := context.WithTimeout(ctx, u.Flags.Timeout+time.Duration(len(p.rows))*perLogin)
	defer cancel()
	begun := false
	done, err := a.Import(ctx, p.rows, func(plan identity.Imported) error {
		p.beside(plan.Twins)
		err := u.reportFindings(p)
		if err == nil && dry {
			u.Terminal.Resultf(u.texts.wouldImport, len(plan.Created), plan.Updated, plan.Unchanged)
			err = errDry
		}
		if err == nil {
			err = u.place(codes, plan.Created)
		}
		begun = err == nil
		return err
	})
	switch {
	case errors.Is(err, errDry):
		return nil
	case !begun:
		return err
	}
	unwritten := u.writeCodes(codes, issued{done.Created, done.InDoubt, u.texts.inDoubt, p.path})
	u.Terminal.Notef(u.texts.imported, len(done.Created), done.Updated, done.Unchanged)
	return u.incomplete(err, unwritten, u.texts.interruptedImport, u.texts.hintImportAgain)
}

// errDry ends a run that only tells what it would do.
var errDry = errors.New("dry run")

// place writes the codes down before they are good.
func (u *users) place(codes *sheet, all []identity.Issued) error {
	if err := codes.begin(all); err != nil {
		return u.fileProblem(codes.name(), err)
	}
	return nil
}

// incomplete is the outcome of what has ended with err, and with unwritten codes.
func (u *users) incomplete(err, unwritten error, what, hint string) error {
	if err == nil {
		return unwritten
	}
	u.Report(unwritten)
	return &session.Problem{Subject: what, Err: err, Hint: hint}
}
