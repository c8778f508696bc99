package class

import (
	"context"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/clients/roster"
	"github.com/chamada/chamada/clients/texts"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/subjects"
)

func (c *class) exportCommand() *cobra.Command {
	out := ""
	cmd := &cobra.Command{
		Use:   "export " + c.Texts.ArgumentClass,
		Short: c.texts.exportShort,
		Example: "  chamada class export 3030\n  chamada class export 3030 --out " +
			c.texts.exampleBook,
		Args: c.OneClass,
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.with(cmd.Context(), args[0],
				func(ctx context.Context, client *clients.Client, number subjects.Class) error {
					got, err := client.Class(ctx, number)
					if err != nil {
						return err
					}
					return c.export(cmd.OutOrStdout(), out, got.Students)
				})
		},
	}
	cmd.Flags().StringVar(&out, "out", "", c.texts.flagOut)
	return cmd
}

// export writes students as this program and spreadsheets read them again: to a new file, which is
// a workbook if it is called so, or to standard output.
func (c *class) export(stdout io.Writer, path string, students []subjects.Enrolled) error {
	form := roster.Form{Comma: ';', CRLF: true, BOM: true,
		XLSX: strings.EqualFold(filepath.Ext(path), ".xlsx")}
	if c.Language == texts.English {
		form.Comma = ','
	}
	if path == "" && c.Terminal.Shows() {
		form.BOM, form.CRLF = false, false // nobody reads a screen as a file
	}
	data, err := form.Encode(c.texts.roster.Rows(students))
	if err != nil {
		return err
	}
	if path == "" {
		_, err = stdout.Write(data)
		return err
	}
	if err := session.WriteNew(path, data); err != nil {
		return c.fileProblem(path, err)
	}
	c.Terminal.Notef(c.texts.exported, c.texts.students.Count(len(students)), path)
	return nil
}
