package record

import (
	"bytes"
	"context"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/clients/export"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/subjects"
)

// The formats of an export.
const (
	asCSV    = "csv"
	asXLSX   = "xlsx"
	asJSON   = "json"
	asHTML   = "html"
	asMoodle = "moodle"
)

var formats = []string{asCSV, asXLSX, asJSON, asHTML, asMoodle}

// file is what the flags of "export" say.
type file struct {
	days
	format, out, roll string
	planned           int
}

func (r *record) exportCommand() *cobra.Command {
	var f file
	t := r.texts
	cmd := &cobra.Command{
		Use:   "export " + r.Texts.ArgumentClass,
		Short: t.exportShort,
		Long:  t.exportLong,
		Example: "  chamada record export 3030 --out 3030.xlsx\n" +
			"  chamada record export 3030 --format html --from 2026-08-01 --out " + t.examplePage +
			"\n  chamada record export 3030 --format moodle --out moodle.csv",
		Args: r.OneClass,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := r.checkFile(&f, cmd.Flags().Changed("planned")); err != nil {
				return err
			}
			return r.export(cmd.Context(), cmd.OutOrStdout(), args[0], &f)
		},
	}
	f.define(cmd.Flags(), t)
	cmd.Flags().StringVar(&f.format, "format", "", t.flagFormat)
	cmd.Flags().StringVar(&f.out, "out", "", t.flagOut)
	cmd.Flags().StringVar(&f.roll, "roll", "", t.flagMoodleRoll)
	cmd.Flags().IntVar(&f.planned, "planned", 0, t.flagPlanned)
	return cmd
}

// checkFile finds the format, and is a misuse where the flags do not go together.
func (r *record) checkFile(f *file, planned bool) error {
	t := r.texts
	if f.format == "" {
		f.format = formatOf(f.out)
	}
	f.format = strings.ToLower(f.format)
	moodle := f.format == asMoodle
	switch {
	case !slices.Contains(formats, f.format):
		return session.Misuse(r.Texts.Say(t.badFormat, f.format, strings.Join(formats, ", ")))
	case moodle && (f.from != "" || f.until != "" || planned), !moodle && f.roll != "":
		return session.Misuse(t.badMoodle)
	case planned && f.planned < 1:
		return session.Misuse(t.badPlanned)
	case f.format == asXLSX && f.out == "" && r.Terminal.Shows():
		return session.Misuse(t.badScreen)
	}
	return r.check(&f.days)
}

// formatOf is what a file's name says, CSV where it says nothing.
func formatOf(name string) string {
	ending := strings.ToLower(strings.TrimPrefix(filepath.Ext(name), "."))
	switch ending {
	case asXLSX, asJSON, asHTML:
		return ending
	case "htm":
		return asHTML
	default:
		return asCSV
	}
}

func (r *record) export(ctx context.Context, stdout io.Writer, arg string, f *file) error {
	class, err := r.ParseClass(arg)
	if err != nil {
		return err
	}
	if err := session.Vacant(f.out); err != nil {
		return r.fileProblem(f.out, err)
	}
	nc, client, err := r.Connect(ctx)
	if err != nil {
		return err
	}
	defer nc.Close()
	var data bytes.Buffer
	rolls := 1
	if f.format == asMoodle {
		err = r.encodeRoll(ctx, client, class, f.roll, &data)
	} else {
		rolls, err = r.encodeSemester(ctx, client, class, f, &data)
	}
	if err != nil {
		return r.About(class, "", err)
	}
	if f.out == "" {
		return r.print(stdout, data.Bytes())
	}
	if err := session.WriteNew(f.out, data.Bytes()); err != nil {
		return r.fileProblem(f.out, err)
	}
	r.Terminal.Notef(r.texts.exported, class, rolls, f.out)
	return nil
}

// encodeRoll writes one roll call for Moodle. Who is not in the file is told about.
func (r *record) encodeRoll(ctx context.Context, client *clients.Client, class subjects.Class,
	roll string, w io.Writer) error {
	got, err := client.Record(ctx, class, roll)
	if err != nil {
		return err
	}
	r.warn(&got)
	if got.Ended == 0 {
		r.Terminal.Notef(r.texts.exportOpen, class, r.Texts.In(got.Zone).Date(got.Started))
	}
	if got.Void {
		r.Terminal.Notef(r.texts.exportVoid, class, r.Texts.In(got.Zone).Date(got.Started))
	}
	if n := len(got.Unknown); n > 0 {
		r.Terminal.Notef(r.texts.exportUnknown, class, n)
	}
	if n := export.Inactive(&got); n > 0 {
		r.Terminal.Notef(r.texts.exportInactive, class, n)
	}
	return export.Moodle(w, &got)
}

// encodeSemester writes the kept roll calls of a class, and says how many there are.
func (r *record) encodeSemester(ctx context.Context, client *clients.Client, class subjects.Class,
	f *file, w io.Writer) (int, error) {
	s, err := r.semester(ctx, client, class, f)
	if err != nil {
		return 0, err
	}
	for i := range s.Records {
		r.warn(&s.Records[i])
	}
	if !s.Agrees() {
		r.Terminal.Notef(r.texts.exportChanged, class)
	}
	switch f.format {
	case asXLSX:
		err = s.XLSX(w, r.Language)
	case asJSON:
		err = s.JSON(w)
	case asHTML:
		err = s.Page(w, r.Language)
	default:
		err = s.CSV(w, r.Language)
	}
	return len(s.Records), err
}

// semester reads the kept roll calls. That there is none is a refusal.
func (r *record) semester(ctx context.Context, client *clients.Client, class subjects.Class,
	f *file) (s export.Semester, err error) {
	from, until := subjects.Date(f.from), subjects.Date(f.until)
	s.Records, err = client.WholeRecords(ctx,
		subjects.RecordListRequest{Class: class, From: from, Until: until})
	if err != nil {
		return s, err
	}
	if len(s.Records) == 0 {
		return s, session.Refusal(r.texts.exportNothing)
	}
	s.Report, err = client.Report(ctx, subjects.ReportRequest{Class: class, From: from,
		Until: until, Planned: f.planned})
	return s, err
}

// warn tells of a roll call in which students may be missing.
func (r *record) warn(got *subjects.Record) {
	if got.Lost {
		r.Terminal.Notef("%s: %s", r.Texts.In(got.Zone).Date(got.Started), r.texts.isLost)
	}
}

// print writes to standard output; a person at a screen sees no byte order mark.
func (r *record) print(stdout io.Writer, data []byte) error {
	if r.Terminal.Shows() {
		data = bytes.TrimPrefix(data, []byte("\ufeff"))
	}
	_, err := stdout.Write(data)
	return err
}
