package web

import (
	"fmt"
	"net/http"
	"strconv"

	"golang.org/x/text/language"

	"github.com/chamada/chamada/subjects"
)

// Language is all that the pages say, in one language. Texts with verbs are formats.
type Language struct {
	Code string // for the html element

	App, OtherLanguage, OtherCode string

	// The student's page.
	Title, Class, RoomCode, Number, Register, RegisterAs, NotMe, NumberHint, CodeHint string
	Scanned, ShowToTeacher, Again, Home                                               string

	// What came of it.
	Registered, Already, Refused, Pending, Retrying, Giving, Offline string
	Receipt, At, OfClass, Ending, CheckNumber                        string
	Reasons                                                          map[subjects.Code]Reason
	Unknown, HintUnknown                                             string
	BadNumber, BadClass, Busy                                        string

	// Errors.
	ForeignOrigin, HintForeignOrigin, NotFound, HintNotFound, Elsewhere, HintElsewhere string
	OnlyHere, HintOnlyHere, TooLarge, BadReceipt, HintBadReceipt                       string

	// The teacher's pages.
	LogIn, Login, Code_, Enter, Leave, BadLogin, Classes, Open, OpenClass, WithCode    string
	EverySeconds, End, EndQuestion, EndYes, EndNo, Projector, NextCheck                string
	Since, PresentOne, PresentMany, OpenedOn, LoadedOne, LoadedMany, Stale, CodeOfRoom string
	ByHandTitle, Mark, Strike, Reason_, Ended, EndedAt, Nobody, Saved                  string
	StruckOut, SharedTitle, NotOpen, AlreadyOpen, Forbidden, Unavailable               string
	NoneOpen, BadReason, Go, Types, Scan, FullScreen, ListTitle, Live, Lost            string

	DateFormat string // of package time
}

// Reason says what to do about a refusal.
type Reason struct{ What, Hint string }

func (l *Language) say(format string, args ...any) string { return fmt.Sprintf(format, args...) }

// Date is an instant as people write it, in the zone of the gateway.
func (l *Language) Date(at subjects.Time) string { return at.Time().Local().Format(l.DateFormat) }

// Counted is the word for n people who are present.
func (l *Language) Counted(n int) string {
	if n == 1 {
		return l.PresentOne
	}
	return l.PresentMany
}

// People counts who is present.
func (l *Language) People(n int) string { return strconv.Itoa(n) + " " + l.Counted(n) }

// Phones counts the pages that were opened.
func (l *Language) Phones(n int) string {
	if n == 1 {
		return l.say(l.LoadedOne, n)
	}
	return l.say(l.LoadedMany, n)
}

var languages = map[string]*Language{"pt": &portuguese, "en": &english}

var matcher = language.NewMatcher([]language.Tag{language.BrazilianPortuguese, language.English})

// languageOf is the language that somebody has chosen, else the one that the browser asks
// for: English for who prefers it, Portuguese for everybody else.
func languageOf(r *http.Request) *Language {
	if l := languages[r.URL.Query().Get("lang")]; l != nil {
		return l
	}
	if l := languages[cookie(r, languageCookie)]; l != nil {
		return l
	}
	tags, _, _ := language.ParseAcceptLanguage(r.Header.Get("Accept-Language"))
	if _, i, _ := matcher.Match(tags...); i == 1 {
		return &english
	}
	return &portuguese
}

// rememberLanguage keeps what was chosen by a link.
func (g *Gateway) rememberLanguage(w http.ResponseWriter, r *http.Request) {
	if l := languages[r.URL.Query().Get("lang")]; l != nil {
		g.setCookie(w, languageCookie, l.Code[:2], remembered)
	}
}
