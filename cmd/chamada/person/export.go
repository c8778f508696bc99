package person

import (
	"context"
	"encoding/json"

	"github.com/spf13/cobra"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/subjects"
)

func (p *person) exportCommand() *cobra.Command {
	out := ""
	cmd := &cobra.Command{
		Use:   "export " + p.texts.student,
		Short: p.texts.exportShort,
		Example: "  chamada person export 042191010\n" +
			"  chamada person export 042191010 --out 042191010.json",
		Args:              p.oneStudent,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.ask(cmd.Context(), args[0], func(ctx context.Context, client *clients.Client,
				opts ...clients.Option) error {
				kept, err := client.Person(ctx, subjects.Student(args[0]), opts...)
				if err != nil {
					return err
				}
				return p.export(&kept, out)
			})
		},
	}
	cmd.Flags().StringVar(&out, "out", "", p.texts.flagOut)
	cmd.Flags().BoolVar(&p.json, "json", false, p.Texts.FlagJSON)
	return cmd
}

// export writes what is kept as JSON, one reply however many parts it came in: on standard output
// for people in lines, with --json in one.
func (p *person) export(kept *subjects.Person, out string) error {
	data, err := json.MarshalIndent(kept, "", "  ")
	if err != nil {
		return err
	}
	if out == "" && p.json {
		data, err = json.Marshal(kept)
	}
	if err != nil || out == "" {
		p.Terminal.Result(data)
		return err
	}
	if err := session.WriteNew(out, append(data, '\n')); err != nil {
		return session.FileProblem(out, err, session.FileWords{Exists: p.texts.fileExists,
			HintExists: p.texts.hintFileExists, None: p.texts.noFile,
			NoPermission: p.texts.noPermission})
	}
	p.Terminal.Notef(p.texts.exported, kept.Student, out)
	return nil
}
