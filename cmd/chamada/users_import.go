package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/chamada/chamada/clients/session"
	"github.com/chamada/chamada/clients/terminal"
	"github.com/chamada/chamada/coordinator/identity"
)

// perLogin is how much longer than --timeout an import may take for each line.
const perLogin = 100 * time.Millisecond

func (u *users) importCommand() *cobra.Command {
	dry, out := false, ""
	cmd := &cobra.Command{
		Use:   "import " + u.texts.file,
		Short: u.texts.importShort,
		Long:  u.texts.importLong,
		Example: "  chamada users import " + u.texts.exampleFile + " --dry-run --user admin\n" +
			"  chamada users import " + u.texts.exampleFile + " --out " + u.texts.exampleCodes + " --user admin",
		Args: func(_ *cobra.Command, args []string) error { return u.one(args, u.texts.missingFile) },
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return []string{"csv"}, cobra.ShellCompDirectiveFilterFileExt
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			codes := &sheet{path: out, stdout: cmd.OutOrStdout()}
			if err := codes.check(); err != nil {
				return u.fileProblem(out, err)
			}
			rows, err := u.readRows(cmd.InOrStdin(), args[0])
			if err != nil {
				return err
			}
			return u.asAdmin(cmd.Context(), func(ctx context.Context, a admin) error {
				return u.importRows(ctx, a, rows, codes, dry)
			})
		},
	}
	cmd.Flags().BoolVar(&dry, "dry-run", false, u.texts.flagDryRun)
	cmd.Flags().StringVar(&out, "out", "", u.texts.flagOut)
	return cmd
}

// readRows reads a file, or stdin for "-". Each of its problems is reported; nothing
// is imported of a file that has one.
func (u *users) readRows(stdin io.Reader, path string) ([]identity.Row, error) {
	in := stdin
	if path == "-" {
		path = u.texts.stdin
	} else {
		f, err := os.Open(path)
		if err != nil {
			return nil, u.fileProblem(path, err)
		}
		defer func() { _ = f.Close() }()
		in = f
	}
	rows, bad, err := identity.ReadCSV(in)
	switch {
	case err != nil:
		return nil, u.fileProblem(path, err)
	case len(bad) > 0:
		for _, b := range bad {
			u.Terminal.Notef("%s: %s", u.Texts.Error, u.texts.lineProblem(b))
		}
		return nil, &session.Problem{Subject: path, Err: errors.New(u.texts.badFile), Hint: u.texts.hintBadFile}
	default:
		return rows, nil
	}
}

func (u *users) fileProblem(path string, err error) error {
	if unwritten, ok := errors.AsType[*terminal.WriteError](err); ok {
		return unwritten
	}
	message, hint := err.Error(), ""
	if cause, ok := errors.AsType[*fs.PathError](err); ok {
		message = cause.Err.Error()
	}
	switch {
	case errors.Is(err, fs.ErrExist):
		message, hint = u.texts.fileExists, u.texts.hintFileExists
	case errors.Is(err, fs.ErrNotExist):
		message = u.texts.noFile
	case errors.Is(err, fs.ErrPermission):
		message = u.texts.noPermission
	}
	return &session.Problem{Subject: path, Err: errors.New(message), Hint: hint}
}

// importRows imports, and writes the codes of whatever was created before it says
// how it went. Where they go is tried before the first login is created.
func (u *users) importRows(ctx context.Context, a admin, rows []identity.Row, codes *sheet, dry bool) error {
	for _, r := range rows {
		if r.Login == a.login && r.Role != identity.Admin {
			return &session.Problem{Subject: r.Login, Err: session.Refusal(u.texts.demoteSelf), Hint: u.texts.hintRemoveSelf}
		}
	}
	ctx, cancel := context.WithTimeout(ctx, u.Flags.Timeout+time.Duration(len(rows))*perLogin)
	defer cancel()
	plan, err := a.Import(ctx, rows, true)
	if err != nil {
		return err
	}
	if dry {
		u.Terminal.Resultf(u.texts.wouldImport, len(plan.Created), plan.Updated, plan.Unchanged)
		return nil
	}
	if len(plan.Created) > 0 {
		if err := codes.begin(); err != nil {
			return u.fileProblem(codes.name(), err)
		}
	}
	done, failure := a.Import(ctx, rows, false)
	unwritten := u.writeCodes(codes, done)
	u.Terminal.Notef(u.texts.imported, len(done.Created), done.Updated, done.Unchanged)
	if failure == nil {
		return unwritten
	}
	u.Report(unwritten)
	return &session.Problem{Subject: u.texts.interruptedImport, Err: failure, Hint: u.texts.hintImportAgain}
}

// writeCodes writes the codes to where they shall go and, if that fails, to
// standard output: they are nowhere else.
func (u *users) writeCodes(codes *sheet, done identity.Imported) error {
	all := append(done.Created, done.InDoubt...)
	if len(done.InDoubt) > 0 {
		u.Terminal.Notef(u.texts.inDoubt, logins(done.InDoubt))
	}
	err := codes.write(all)
	if err != nil && codes.path != "" {
		u.Report(u.fileProblem(codes.path, err))
		codes = &sheet{stdout: codes.stdout}
		err = codes.write(all)
	}
	switch {
	case err != nil:
		return &session.Problem{Subject: logins(all), Err: fmt.Errorf(u.texts.unwritten, err), Hint: u.texts.hintRenewAgain}
	case len(all) == 0:
	case codes.path != "":
		u.Terminal.Notef(u.texts.codesIn, codes.path)
	default:
		u.Terminal.Notef("%s", u.texts.codesHere)
	}
	return nil
}

func logins(all []identity.Issued) string {
	var names []string
	for _, i := range all {
		names = append(names, i.Login)
	}
	return strings.Join(names, ", ")
}
