package web

import (
	"net/http"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/subjects"
)

// maxChoice is how many students are shown at most, for the teacher to choose one.
const maxChoice = 20

// choice has the students that a teacher may have meant with what was typed.
type choice struct {
	Typed  string
	Found  []subjects.RecordLine
	More   int              // found beside
	Number subjects.Student // what was typed, where it is a number of nobody on the list
	Strike bool
	Reason string
}

// markStudent registers a student by hand, or strikes one out. Where it is not clear who is
// meant, it asks.
func (g *Gateway) markStudent(w http.ResponseWriter, r *http.Request, s *session,
	class subjects.Class) {
	named := s.sheet(r.Context(), class, "")
	student, unclear := meant(r, named)
	switch l := languageOf(r); {
	case unclear == nil:
		g.mark(w, r, s, class, student)
	case len(unclear.Found) > 0:
		g.showRoll(w, r, s, class, http.StatusOK, "", unclear)
	case named.Missing:
		g.showRoll(w, r, s, class, http.StatusOK, l.NoNames, nil)
	case named.Listed():
		g.showRoll(w, r, s, class, http.StatusOK, l.NobodyMeant, nil)
	default:
		g.showRoll(w, r, s, class, http.StatusOK, l.BadNumber, nil)
	}
}

func (g *Gateway) mark(w http.ResponseWriter, r *http.Request, s *session, class subjects.Class,
	student subjects.Student) {
	g.change(w, r, s, class, func() error {
		_, err := s.Mark(r.Context(), subjects.MarkRequest{
			Class: class, Student: student, Present: r.PostFormValue("strike") == "",
			Reason: strings.TrimSpace(r.PostFormValue("reason")),
		}, clients.ID("w-"+formID(r)))
		return err
	}, "?feito="+string(student))
}

// meant is who is meant by a number, a part of one, or a name. A number that was chosen, or that
// is part of nobody else's, is taken as it is.
func meant(r *http.Request, named sheet) (subjects.Student, *choice) {
	typed := strings.TrimSpace(r.PostFormValue("student"))
	number, err := subjects.ParseStudent(subjects.Unseparated(typed))
	if err == nil && r.PostFormValue("chosen") != "" {
		return number, nil
	}
	found := search(named.All(), typed)
	switch _, listed := named.names[number]; {
	case err == nil && (listed || len(found) == 0):
		return number, nil
	case err != nil && len(found) == 1:
		return found[0].Student, nil
	}
	c := &choice{Typed: typed, Found: found, Strike: r.PostFormValue("strike") != "",
		Reason: r.PostFormValue("reason")}
	if err == nil {
		c.Number = number
	}
	if c.More = len(found) - maxChoice; c.More > 0 {
		c.Found = found[:maxChoice]
	}
	return "", c
}

// search finds students by any words of a name or number, accents or none.
func search(all []subjects.RecordLine, typed string) []subjects.RecordLine {
	words := strings.Fields(unaccented(typed))
	if len(words) == 0 {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(all), func(l subjects.RecordLine) bool {
		text := string(l.Student) + " " + unaccented(l.Name)
		return slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
	})
}

// unaccented is a text as people type it who look for somebody.
func unaccented(text string) string {
	plain, _, err := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn))),
		text)
	if err != nil {
		plain = text
	}
	return strings.ToLower(plain)
}
