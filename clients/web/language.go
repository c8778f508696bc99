package web

import (
	"fmt"
	"net/http"
	"strconv"
	"sync"

	"golang.org/x/text/language"

	"github.com/chamada/chamada/clients/texts"
	"github.com/chamada/chamada/subjects"
)

// words are all that the pages say, in one language. Texts with verbs are formats.
type words struct {
	Code string // for the html element

	App, OtherLanguage, OtherCode string

	// The student's page.
	Title, Class, RoomCode, Number, Register, RegisterAs, NotMe, NumberHint, CodeHint string
	Scanned, ShowToTeacher, Again, Home                                               string

	// What came of it.
	Registered, Already, Refused, Pending, Retrying, Giving, Offline string
	Receipt, At, OfClass, Ending, CheckNumber                        string
	BadNumber, BadClass, Busy, ManyType                              string
	WantsLogin, HintWantsLogin                                       string

	// What students are told of errors, and teachers beside or in place of that.
	Reasons, Teaching texts.Explanations

	// Errors.
	ForeignOrigin, HintForeignOrigin, NotFound, HintNotFound, Elsewhere, HintElsewhere string
	OnlyHere, HintOnlyHere, BadReceipt, HintBadReceipt                                 string
	OtherMethod, HintOtherMethod, HintNotFoundTeacher, Encrypted                       string
	TooLarge, HintTooLarge, BadForm, HintBadForm                                       string

	// The teacher's pages.
	LogIn, Login, Code_, Enter, Leave, BadLogin, OtherDoor, Classes, OpenClass, WithCode string
	Open, EverySeconds, End, EndQuestion, EndYes, EndNo, Projector, NextCheck            string
	OtherRoll, SessionOver, WasOpen, WasCoded, WasUncoded                                string
	Since, PresentOne, PresentMany, OpenedOn, LoadedOne, LoadedMany, Stale, CodeOfRoom   string
	LoadedNone, NoPhones, HintNoPhones                                                   string
	ByHandTitle, Mark, Strike, Reason_, Ended, EndedAt, Nobody, Saved                    string
	Find, NotFoundHere                                                                   string
	StruckOut, SharedTitle                                                               string
	NoneOpen, Go, Types, Scan, FullScreen, ListTitle, Live, Lost                         string

	listWords // beside names, where the class has a list
	recordWords

	Kiosk kioskWords
	Crowd string // on a phone that many have used

	DateFormat, DayFormat string // of package time
}

// Reason says what is wrong, and what to do about it.
type Reason = texts.Explanation

// toStudents explains errors on the students' pages.
func (l *words) toStudents() texts.Explainer {
	return texts.Explainer{Said: []texts.Explanations{l.Reasons}, Date: l.Date}
}

// toTeachers explains errors on the teachers' pages.
func (l *words) toTeachers() texts.Explainer {
	return texts.Explainer{Said: []texts.Explanations{l.Teaching, l.Reasons}, Date: l.Date}
}

// reason explains a refusal to a student. A code that is not known yet stands for itself.
func (l *words) reason(code subjects.Code) Reason {
	if r, ok := l.toStudents().OfCode(code); ok {
		return r
	}
	return Reason{What: string(code)}
}

func (l *words) say(format string, args ...any) string { return fmt.Sprintf(format, args...) }

// Counted is the word for n people who are present.
func (l *words) Counted(n int) string {
	if n == 1 {
		return l.PresentOne
	}
	return l.PresentMany
}

// People counts who is present.
func (l *words) People(n int) string { return strconv.Itoa(n) + " " + l.Counted(n) }

// Phones counts the pages that were opened, and says nothing where more are present: this gateway
// counts those that it has served itself since it was started.
func (l *words) Phones(n, present int) string {
	switch {
	case n < present:
		return ""
	case n == 0:
		return l.LoadedNone
	default:
		return l.counted(n, l.LoadedOne, l.LoadedMany)
	}
}

var languages = texts.NewSet(&portuguese, &english)

// tags are the languages as browsers ask for them; the first is for who asks for none of
// them.
var tags = language.NewMatcher([]language.Tag{
	texts.Portuguese: language.BrazilianPortuguese, texts.English: language.English,
})

// languageOf is the words in the language that somebody has chosen, else in the one that
// the browser asks for.
func languageOf(r *http.Request) *words {
	v := visitOf(r)
	if v.words == nil {
		v.words = languages.In(chosen(r))
	}
	return v.words
}

func chosen(r *http.Request) texts.Language {
	for _, code := range []string{asked(r), cookie(r, languageCookie)} {
		if l, ok := texts.Parse(code); ok {
			return l
		}
	}
	return accepted.language(r.Header.Get("Accept-Language"))
}

// asked is the language that the address asks for.
func asked(r *http.Request) string {
	if r.URL.RawQuery == "" {
		return ""
	}
	return r.URL.Query().Get("lang")
}

// maxAccepted and maxAcceptable bound what is remembered of what browsers accept, and how
// long that is: there are few browsers, and anybody may say anything.
const (
	maxAccepted   = 1000
	maxAcceptable = 128 // bytes
)

// acceptable remembers which language browsers want by what they say, which takes longer to
// read than many a page to make.
type acceptable struct {
	mu sync.RWMutex
	of map[string]texts.Language
}

var accepted = acceptable{of: make(map[string]texts.Language)}

func (a *acceptable) language(header string) texts.Language {
	a.mu.RLock()
	l, known := a.of[header]
	a.mu.RUnlock()
	if known {
		return l
	}
	wanted, _, _ := language.ParseAcceptLanguage(header)
	_, i, _ := tags.Match(wanted...)
	l = texts.Language(i)
	if len(header) <= maxAcceptable {
		a.mu.Lock()
		defer a.mu.Unlock()
		if len(a.of) < maxAccepted {
			a.of[header] = l
		}
	}
	return l
}

// rememberLanguage keeps what was chosen by a link.
func (g *Gateway) rememberLanguage(w http.ResponseWriter, r *http.Request) {
	if l, ok := texts.Parse(r.URL.Query().Get("lang")); ok {
		g.setCookie(w, languageCookie, l.Code(), remembered)
	}
}
