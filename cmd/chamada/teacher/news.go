package teacher

import (
	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/subjects"
)

// noteChecks tells of checks that were opened, of students who were there at one, and of
// students whom a teacher has marked by hand.
func (t *teacher) noteChecks(update clients.Update) {
	for _, c := range update.Checks {
		t.Terminal.Notef("%s", t.checkNews(update.Class, c))
	}
	switch n := len(update.Again); n {
	case 0:
	case 1:
		p := update.Again[0]
		t.Terminal.Notef(t.texts.oneAgain, update.Class, p.Student, p.Check)
	default:
		t.Terminal.Notef(t.texts.someAgain, update.Class, n, update.Again[n-1].Check)
	}
	for _, m := range update.Marked {
		format := t.texts.markedBy
		if m.Struck {
			format = t.texts.struckBy
		}
		t.Terminal.Notef("%s", t.by(t.Texts.Say(format, update.Class, m.Student,
			t.Texts.Clock(m.Time)), m.By))
	}
}

// checkNews says when a check was opened, unless the event of it was missed.
func (t *teacher) checkNews(class subjects.Class, c subjects.Checked) string {
	if c.Time == 0 {
		return t.Texts.Say(t.texts.checkMissed, class, c.Check)
	}
	return t.Texts.Say(t.texts.checkSeen, class, c.Check, t.Texts.Clock(c.Time))
}

// by adds who has done it, where logins say.
func (t *teacher) by(text string, who subjects.Teacher) string {
	if who == "" {
		return text
	}
	return t.Texts.Say(t.texts.byTeacher, text, who)
}
