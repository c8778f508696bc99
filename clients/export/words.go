package export

import (
	"github.com/chamada/chamada/clients/texts"
	"github.com/chamada/chamada/subjects"
)

// Unlisted is the sign of who came and is not on the class list.
const Unlisted = "•"

// words are all that the files say, in one language.
type words struct {
	code                                             string // of the language, for HTML
	diary, summary, corrections                      string // sheets
	student, name, hours, missed                     string // columns
	frequency, planned, mayMiss, remark              string
	rollCall, subject, before, after, by, at         string
	reason                                           string
	wholeRoll, void, onPaper, isLost                 string
	notListed, erased                                string
	class, teacher, period, until, page              string // of the printed page
	given, legend, unlistedLegend, nobody, hoursNote string
	signature, date, rules                           string
	point, minute, minuteCells, day, dayMonth        string // layouts of package time, and of cells
	comma                                            rune

	marks   map[subjects.Mark]string // signs
	meaning map[subjects.Mark]string
	alerts  map[subjects.Alert]string
	waived  map[string]string
}

var languages = texts.NewSet(&portuguese, &english)

// sign is a mark as teachers write it. One that is not known stands for itself.
func (t *words) sign(m subjects.Mark) string {
	if m == "" {
		return "—"
	}
	if sign, ok := t.marks[m]; ok {
		return sign
	}
	return string(m)
}

// Sign is a mark as teachers write it in a language: "FJ"; "—" where there is none.
func Sign(l texts.Language, m subjects.Mark) string { return languages.In(l).sign(m) }

// Meaning is what a mark is called in a language: "falta justificada".
func Meaning(l texts.Language, m subjects.Mark) string {
	t := languages.In(l)
	if m == "" {
		return t.nobody
	}
	if said, ok := t.meaning[m]; ok {
		return said
	}
	return string(m)
}

// Percent is a share in per cent with the point of a language, "—" where no hours were given.
func Percent(l texts.Language, p *string) string { return languages.In(l).percent(p) }

// Alert is what is to be said of a student's absences, mostly nothing.
func Alert(l texts.Language, b *subjects.ReportLine) string { return languages.In(l).alert(b) }

// Waived is what a report says of waived absences, as its Waived has it.
func Waived(l texts.Language, waived string) string { return languages.In(l).waived[waived] }
