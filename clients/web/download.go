package web

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"mime"
	"net/http"

	"github.com/chamada/chamada/clients/export"
	"github.com/chamada/chamada/clients/texts"
	"github.com/chamada/chamada/subjects"
)

const workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// formats are those of a semester, in the order in which they are offered.
var formats = []download{
	{"xlsx", workbook, (*export.Semester).XLSX},
	{"csv", "text/csv; charset=utf-8", (*export.Semester).CSV},
	{"json", "application/json", func(s *export.Semester, w io.Writer, _ texts.Language) error {
		return s.JSON(w)
	}},
	{"html", "text/html; charset=utf-8", (*export.Semester).Page},
}

// download is one format: how its files end, what they are, and what writes them.
type download struct {
	Ending, contentType string
	write               func(*export.Semester, io.Writer, texts.Language) error
}

// Downloads are the formats that a table can be had in.
func (p *semesterPage) Downloads() []download { return formats }

// readings is how often a semester is read that somebody corrects meanwhile.
const readings = 3

var errChanging = errors.New("the records change while they are read")

// downloadSemester sends the semester as a file, whole or not at all.
func (g *Gateway) downloadSemester(w http.ResponseWriter, r *http.Request, s *session,
	class subjects.Class) {
	for _, format := range formats {
		if format.Ending == r.PathValue("format") {
			file, err := g.encode(r, s, class, format)
			name := "chamada-" + class.String() + "." + format.Ending
			g.deliver(w, r, name, format.contentType, file, err)
			return
		}
	}
	g.notFound(w, r)
}

// encode writes a semester into memory, a bounded number of them at a time.
func (g *Gateway) encode(r *http.Request, s *session, class subjects.Class, format download) (
	[]byte, error) {
	select {
	case g.reading <- struct{}{}:
		defer func() { <-g.reading }()
	case <-r.Context().Done():
		return nil, r.Context().Err()
	}
	all, err := s.settled(r.Context(), class, spanOf(r))
	if err != nil {
		return nil, err
	}
	if len(all.Records) == 0 {
		return nil, &subjects.Error{Code: subjects.NoRecord}
	}
	var file bytes.Buffer
	err = format.write(&all, &file, languageOf(r).language())
	return file.Bytes(), err
}

// settled is a semester whose table and totals are of one moment: a file cannot say that they
// are not.
func (s *session) settled(ctx context.Context, class subjects.Class, of span) (
	export.Semester, error) {
	for range readings {
		all, err := s.semester(ctx, class, of)
		if err != nil || all.Agrees() {
			return all, err
		}
	}
	return export.Semester{}, errChanging
}

// downloadMoodle sends one roll call as Moodle imports it.
func (g *Gateway) downloadMoodle(w http.ResponseWriter, r *http.Request, s *session,
	class subjects.Class) {
	roll := r.PathValue("roll")
	if !subjects.ValidRoll(roll) {
		g.notFound(w, r)
		return
	}
	var file bytes.Buffer
	got, err := s.Record(r.Context(), class, roll)
	if err == nil {
		err = export.Moodle(&file, &got)
	}
	g.deliver(w, r, "moodle-"+class.String()+"-"+string(got.Day)+".csv", "text/csv; charset=utf-8",
		file.Bytes(), err)
}

// deliver sends a file under a name of plain letters, or says why there is none.
func (g *Gateway) deliver(w http.ResponseWriter, r *http.Request, name, contentType string,
	file []byte, err error) {
	l := languageOf(r)
	said, judged := errors.AsType[*subjects.Error](err)
	switch {
	case errors.Is(err, errChanging):
		w.Header().Set("Retry-After", "2")
		g.problem(w, r, http.StatusServiceUnavailable, l.RecordsChanged, "")
	case judged && said.Code == subjects.NoRecord:
		g.problem(w, r, http.StatusNotFound, l.NothingToDownload, "")
	case judged:
		g.problem(w, r, said.Code.Status(), g.recordFailure(r, err), "")
	case err != nil:
		g.cfg.Logger.Warn("a file could not be made", "file", name, "err", err)
		w.Header().Set("Retry-After", "2")
		g.problem(w, r, http.StatusServiceUnavailable, g.recordFailure(r, err), "")
	default:
		sendFile(w, r, name, contentType, file)
	}
}

// sendFile sends a file. The page for the printer is shown, with the style that it comes with
// and nothing else; the others are kept. A workbook is compressed already.
func sendFile(w http.ResponseWriter, r *http.Request, name, contentType string, file []byte) {
	how, h := "attachment", w.Header()
	if media, _, _ := mime.ParseMediaType(contentType); media == "text/html" {
		how = "inline"
		h.Set("Content-Security-Policy",
			"default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
	}
	h.Set("Content-Type", contentType)
	h.Set("Content-Disposition", mime.FormatMediaType(how, map[string]string{"filename": name}))
	if !acceptsGzip(r) || contentType == workbook {
		_, _ = w.Write(file) // who has gone does not read it
		return
	}
	h.Set("Content-Encoding", "gzip")
	packed := gzip.NewWriter(w)
	_, _ = packed.Write(file)
	_ = packed.Close()
}
