package web

import (
	"cmp"
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/clients/roster"
	"github.com/chamada/chamada/clients/roster/findings"
	"github.com/chamada/chamada/clients/texts"
	"github.com/chamada/chamada/subjects"
)

const (
	// maxUpload bounds a class list that is sent, in bytes; one of 5,000 students in CSV takes
	// some 300 KB.
	maxUpload = 2 << 20
	// maxReading bounds how many files are read or made at a time: a workbook unfolds in memory.
	maxReading = 2
)

// listPage is the list of a class, and what a file would change of it.
type listPage struct {
	page
	Class   subjects.Class
	List    subjects.ClassGot
	Unread  bool // the list could not be had: nothing is said of it
	Problem string
	Saved   bool
	status  int // of HTTP, zero is 200

	Number string // name of the column of the numbers, as it was typed
	Width  string // of shorter numbers, as it was typed
	Leave  bool   // who is not in the file leaves

	Findings
	Difference *roster.Difference
	Proposal   string // what would be written, sealed
	ID         string
}

// Findings are what was found in a file, in words.
type Findings struct{ Problems, Doubts, Notes []string }

// proposal is what a teacher was shown, and writes by the next form, over the revision that it
// was compared with.
type proposal struct {
	Put subjects.PutRequest `json:"p"`
}

// findClassList goes to the list of the class that was typed.
func (g *Gateway) findClassList(w http.ResponseWriter, r *http.Request, s *session) {
	class, err := subjects.ParseClass(strings.TrimSpace(r.FormValue("class")))
	if err != nil {
		g.showClasses(w, r, s, http.StatusOK, languageOf(r).BadClass)
		return
	}
	http.Redirect(w, r, "/professor/"+class.String()+"/turma", http.StatusSeeOther)
}

// classList shows who is on the list of a class, and a form to send a file.
func (g *Gateway) classList(w http.ResponseWriter, r *http.Request, s *session,
	class subjects.Class) {
	g.showClassList(w, r, s, listPage{Class: class, Saved: r.URL.Query().Has("feito")})
}

func (g *Gateway) showClassList(w http.ResponseWriter, r *http.Request, s *session, p listPage) {
	status := cmp.Or(p.status, http.StatusOK)
	var err error
	p.page = g.newPage(w, r)
	p.List, err = known(r.Context(), s, p.Class)
	if p.Unread = err != nil; p.Unread && p.Problem == "" {
		p.Problem, status = g.failure(r, err), statusOf(err)
	}
	g.show(w, r, status, "class.html", p)
}

// known is what is known of a class; nothing is no error.
func known(ctx context.Context, s *session, class subjects.Class) (subjects.ClassGot, error) {
	got, err := s.Class(ctx, class)
	if errors.Is(err, clients.ErrNoClass) {
		return subjects.ClassGot{}, nil
	}
	return got, err
}

// compareList reads the file that was sent, and shows what it changes. Nothing is written.
func (g *Gateway) compareList(w http.ResponseWriter, r *http.Request, s *session,
	class subjects.Class) {
	l := languageOf(r)
	p := listPage{Class: class}
	roomy(w, r, maxUpload)
	file, err := sent(r)
	if err != nil {
		p.Problem = l.NoFile
		if tooLarge(err) {
			p.Problem, p.status = l.say(l.FileTooLarge, maxUpload>>20),
				http.StatusRequestEntityTooLarge
		}
		g.showClassList(w, r, s, p)
		return
	}
	p.Number, p.Width = strings.TrimSpace(r.FormValue("number")), r.FormValue("width")
	p.Leave = r.FormValue("leave") != ""
	if err := g.compare(r, s, &p, file); err != nil {
		p.Problem = g.failure(r, err)
	}
	g.showClassList(w, r, s, p)
}

// sent is the file that came with a form.
func sent(r *http.Request) ([]byte, error) {
	if err := r.ParseMultipartForm(maxUpload); err != nil {
		return nil, err
	}
	file, _, err := r.FormFile("file")
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	return io.ReadAll(file)
}

// compare puts onto the page what was found in a file and what it changes.
func (g *Gateway) compare(r *http.Request, s *session, p *listPage, file []byte) error {
	read, students, err := g.read(r.Context(), p, file)
	if err != nil {
		return err
	}
	defer func() { p.Findings = languageOf(r).findings(read) }()
	if len(read.Problems) > 0 {
		return nil
	}
	got, err := known(r.Context(), s, p.Class)
	if err != nil {
		return err
	}
	doubts, notes := read.Beside(got.Students)
	read.Doubts, read.Notes = append(read.Doubts, doubts...), append(read.Notes, notes...)
	zone, err := subjects.Location(got.Zone)
	if err != nil {
		return err
	}
	today := g.cfg.Now().In(zone).Format(time.DateOnly)
	d := roster.Compare(got.Students, students, read.Has, p.Leave, today)
	put := subjects.PutRequest{Class: p.Class, ClassList: got.ClassList, Revision: got.Revision}
	put.Students = d.All
	if got.Revision == 0 && s.login != "" {
		put.Teachers = []subjects.Teacher{s.login} // else they may not
	}
	p.Difference, p.ID = &d, newID()
	p.Proposal = g.seals.seal(forClass, proposal{put})
	return nil
}

// read reads a file, a bounded number of them at a time.
func (g *Gateway) read(ctx context.Context, p *listPage, file []byte) (*roster.List,
	[]subjects.Enrolled, error) {
	select {
	case g.reading <- struct{}{}:
		defer func() { <-g.reading }()
	case <-ctx.Done():
		return nil, nil, ctx.Err()
	}
	width, _ := strconv.Atoi(p.Width)
	read := roster.Read(file, roster.Options{Number: p.Number,
		Width: min(max(width, 0), subjects.MaxStudent)})
	return read, read.Enrolled(), nil
}

// findings words what was found in a file.
func (l *words) findings(read *roster.List) (f Findings) {
	language, _ := texts.Parse(l.Code)
	tell := findings.Teller{Language: language, Own: l.Found, Width: l.WidthOf}
	for _, part := range []struct {
		found roster.Findings
		said  *[]string
	}{{read.Problems, &f.Problems}, {read.Doubts, &f.Doubts}, {read.Notes, &f.Notes}} {
		for _, one := range part.found {
			*part.said = append(*part.said, tell.Say(one, read))
		}
	}
	return f
}

// writeList writes what was shown, if the class has still what it was compared with.
func (g *Gateway) writeList(w http.ResponseWriter, r *http.Request, s *session,
	class subjects.Class) {
	l := languageOf(r)
	p := listPage{Class: class}
	var shown proposal
	roomy(w, r, maxUpload)
	if tooLarge(parse(r)) {
		p.status = http.StatusRequestEntityTooLarge
	}
	err := g.seals.open(forClass, r.PostFormValue("proposal"), &shown)
	if err != nil || shown.Put.Class != class {
		p.Problem = l.NotShown
		g.showClassList(w, r, s, p)
		return
	}
	_, err = s.PutClass(r.Context(), shown.Put, clients.ID("w-"+formID(r)))
	switch {
	case errors.Is(err, clients.ErrConflict):
		p.Problem = l.ListConflict
	case err != nil:
		p.Problem = g.failure(r, err)
	default:
		http.Redirect(w, r, "/professor/"+class.String()+"/turma?feito", http.StatusSeeOther)
		return
	}
	g.showClassList(w, r, s, p)
}

// Of is a student as a list shows them: the name, what is said beside, and the days.
func (l *words) Of(s subjects.Enrolled) string {
	said := []string{s.Name}
	if s.Social != "" {
		said[0] = s.Social + " (" + s.Name + ")"
	}
	if state := l.States[s.State]; state != "" {
		said = append(said, state)
	}
	if s.From != "" {
		said = append(said, l.say(l.FromDay, texts.Day(s.From, l.DayFormat)))
	}
	if s.Until != "" {
		said = append(said, l.say(l.UntilDay, texts.Day(s.Until, l.DayFormat)))
	}
	return strings.Join(said, " · ")
}
