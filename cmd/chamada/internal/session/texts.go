package session

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/chamada/chamada/clients/connect"
	"github.com/chamada/chamada/clients/texts"
	"github.com/chamada/chamada/subjects"
)

// Texts are what more than one command says, in one language. Those with verbs are
// formats; all languages take the same arguments in the same order. What only one command
// says stands in its own room.
type Texts struct {
	Connect     connect.Usages
	Unconnected texts.Connection

	// What is said of errors; otherwise to who teaches; and otherwise of class lists and records.
	Said, SaidToTeachers, SaidOfClasses texts.Explanations

	// Wrong usage.
	ArgumentClass, FlagJSON, FlagID                                        string
	UnknownCommand, UnknownFlag, FlagWithoutValue, FlagInvalid, FlagSyntax string
	OutOfRange, EmptyFlag                                                  string
	VariableInvalid, TooManyArguments, MissingClass, MissingStudent        string
	BadClass, ZeroClass, LargeClass, BadStudent, BadID                     string
	HintUsage, HintExample                                                 string
	Suggested, Or, Line, TooLong, HintTooLong, UnderstoodAs                string

	// Forms are what a flag of a type wants, formatted with an example.
	Forms map[string]string

	// The connection.
	PromptPassword, MissingPassword, AsLogin                string
	Connection, WaitingServer, Lost, Back                   string
	Waiting, WhyNoAnswer, WhyNoCoordinator, WhyDisconnected string
	WhyOverloaded, WhyUnconfirmed, WhyForeign               string

	// What went wrong.
	Error, Hint, RefusedAt, ItSays                string
	Fields                                        map[string]string // what each of them must be
	HintForgotten, HintStart, HintSameID          string
	IsDirectory                                   string
	Unwritten, WhyNoSpace, WhyNoReader, WhyClosed string
	HintRepeat, OrSameID                          string

	// Roll calls.
	Class, PromptClass                          string
	Registered, RegisteredBefore                string
	RollTitle, RollStarted, RollEnded, RollLost string
	OnePresent, ManyPresent                     string
	Checks                                      texts.Checks

	Yeses, Noes                        []string
	AnswerYesOrNo                      string
	DateFormat, DayFormat, ClockFormat string // layouts of package time
}

var languages = texts.NewSet(&portuguese, &english)

// Say is fmt.Sprintf.
func (t *Texts) Say(format string, args ...any) string { return fmt.Sprintf(format, args...) }

// Date is at, in the local time zone.
func (t *Texts) Date(at subjects.Time) string { return t.Here().Date(at) }

// Day is a day of the contract, as people write it.
func (t *Texts) Day(day string) string { return texts.Day(day, t.DayFormat) }

// Clock is the time of day of at, in the local time zone.
func (t *Texts) Clock(at subjects.Time) string { return t.Here().Clock(at) }

// SameDay tells whether two times are on one day, in the local time zone.
func (t *Texts) SameDay(a, b subjects.Time) bool {
	const day = time.DateOnly
	return a.Time().Local().Format(day) == b.Time().Local().Format(day)
}

// Present counts people.
func (t *Texts) Present(n int) string {
	if n == 1 {
		return t.Say(t.OnePresent, n)
	}
	return t.Say(t.ManyPresent, n)
}

// YesOrNo reads an answer; Enter alone is yes. ok is false when it is neither.
func (t *Texts) YesOrNo(answer string) (yes, ok bool) {
	answer = strings.TrimSpace(answer)
	no := OneOf(answer, t.Noes...)
	yes = answer == "" || OneOf(answer, t.Yeses...)
	return yes, yes || no
}

// Yes tells whether answer says yes. Enter alone does not.
func (t *Texts) Yes(answer string) bool { return OneOf(strings.TrimSpace(answer), t.Yeses...) }

// IsExit tells whether somebody wants to leave. Who has one language set and thinks in
// the other is understood.
func IsExit(word string) bool { return OneOf(word, "sair", "exit", "quit") }

// OneOf tells whether a word that was typed, in either case, is one of words.
func OneOf(word string, words ...string) bool {
	return slices.Contains(words, strings.ToLower(word))
}
