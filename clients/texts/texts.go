package texts

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/chamada/chamada/subjects"
)

// Texts are all the texts, in one language. Those with verbs are formats; the
// two languages take the same arguments in the same order.
type Texts struct {
	// Help.
	Usage, Examples, Commands, Flags, GlobalFlags string
	Command, Options, Default, MoreHelp           string
	RootShort, RootLong                           string
	HelpShort, VersionShort                       string
	CompletionShort, CompletionLong               string
	TeacherShort, TeacherLong                     string
	StartShort, EndShort, ListShort, WatchShort   string
	LastShort, OpenShort                          string
	CodeShort, CheckShort, MarkShort              string
	StudentShort, StudentLong, PresentShort       string
	ArgumentClass, ArgumentCommand                string

	// Flags.
	FlagLang, FlagHelp, FlagVersion              string
	FlagServer, FlagContext, FlagCreds, FlagNKey string
	FlagUser, FlagPassword                       string
	FlagTLSCA, FlagTLSCert, FlagTLSKey           string
	FlagTimeout, FlagJSON, FlagID, FlagStudent   string
	FlagTakeOver, FlagLines                      string
	FlagCodeEvery, FlagCode, FlagWebURL          string
	FlagMarked, FlagStrike, FlagReason           string
	MissingReason                                string

	// Wrong usage.
	UnknownCommand, UnknownFlag, FlagWithoutValue, FlagInvalid, FlagSyntax   string
	UnknownZone                                                              string // formatted with TZ
	VariableInvalid, TooManyArguments, MissingClass, MissingStudent          string
	BadClass, LargeClass, BadStudent, BadID, BadLang, HintUsage, HintExample string
	Suggested, Or, Line, TooLong, HintTooLong, UnderstoodAs                  string

	// Forms are what a flag of a type wants, formatted with an example.
	Forms map[string]string

	// The connection.
	WelcomeTeacher, WelcomeStudent, PromptPassword          string
	MissingPassword, AsLogin                                string
	Connection, WaitingServer, Lost, Back                   string
	Silent, HintSilent, BadURL, HintURL                     string
	BadLogin, HintLogin, LoggedOut, HintLoggedOut           string
	Waiting, WhyNoAnswer, WhyNoCoordinator, WhyDisconnected string
	WhyOverloaded, WhyUnconfirmed, WhyForeign               string

	// What went wrong.
	Error, Hint                                                    string
	NotOpen, HintNotOpen, Full, HintFull                           string
	AlreadyOpen, SinceFormat, HintAlreadyOpen, HintTakeOver        string
	HintTakeOverPipe, Forgotten, HintForgotten, HintAnew           string
	HintStart, RefusedAt                                           string
	MayNotTeach, HintMayNotTeach, MayNotAttend, HintMayNotAttend   string
	OtherTeacher, HintOtherTeacher, OtherStudent, HintOtherStudent string
	Deaf, HintDeaf, Invalid, HintInvalid, HintInvalidClass         string
	Overloaded, Unavailable, HintAgain, HintAgainTeacher           string
	HintSameID, HintTypeAgain, HintTypeToOpen                      string
	NoCoordinator, HintNoCoordinator, Interrupted                  string
	Foreign, HintForeign, Older, HintOlder                         string
	Unwritten, WhyNoSpace, WhyNoReader, WhyClosed                  string
	HintRepeat, OrSameID                                           string
	HintSeeLast, NoLast, HintNoLast                                string
	CodeMissing, CodeWrong, CodeExpired, HintCode, HintCodeExpired string
	TicketWrong, TicketExpired, TooMany, HintTooMany               string
	Struck, HintStruck, NoCode, HintNoCode, TooManyChecks          string
	HintTooManyChecks, Upgrading, HintUpgrading, OpenedUncoded     string

	// Roll calls.
	Class, StudentInClass                                           string
	PromptStudent, PromptClass, PromptClassAgain, PromptTakeOver    string
	PromptEnd, PromptAnew, ClassSince, GoesOn, NoneHere             string
	AwaitingOpening                                                 string
	Opened, Registered, RegisteredBefore                            string
	RollTitle, RollStarted, RollEnded, RollLost, EndSeen, EndMissed string
	OneArrived, SomeArrived, StaysOpen, WaitsForEnd, SeeAgain       string
	StartUnknown, EndUnknown, PresenceUnknown, AskWith              string
	NoneOpen, OpenColumns, OpenTeacher                              string
	OnePresent, ManyPresent                                         string
	OpenedCoded, CodeNow, CodeAwaited, CheckOpen, StruckOut         string
	PromptCode                                                      string

	yes, no           []string
	dateFormat, clock string // layouts of package time
}

// Say is fmt.Sprintf.
func (t *Texts) Say(format string, args ...any) string { return fmt.Sprintf(format, args...) }

// Date is at, in the local time zone.
func (t *Texts) Date(at subjects.Time) string { return at.Time().Local().Format(t.dateFormat) }

// Clock is the time of day of at, in the local time zone.
func (t *Texts) Clock(at subjects.Time) string { return at.Time().Local().Format(t.clock) }

// SameDay tells whether two times are on one day, in the local time zone.
func (t *Texts) SameDay(a, b subjects.Time) bool {
	const day = time.DateOnly
	return a.Time().Local().Format(day) == b.Time().Local().Format(day)
}

// Since says when something began.
func (t *Texts) Since(at subjects.Time) string { return t.Say(t.SinceFormat, t.Date(at)) }

// Present counts people.
func (t *Texts) Present(n int) string {
	if n == 1 {
		return t.Say(t.OnePresent, n)
	}
	return t.Say(t.ManyPresent, n)
}

// YesOrNo reads an answer; Enter alone is yes. ok is false when it is neither.
func (t *Texts) YesOrNo(answer string) (yes, ok bool) {
	answer = strings.ToLower(strings.TrimSpace(answer))
	for _, word := range t.no {
		if answer == word {
			return false, true
		}
	}
	for _, word := range t.yes {
		if answer == word {
			return true, true
		}
	}
	return answer == "", answer == ""
}

// Yes tells whether answer says yes. Enter alone does not.
func (t *Texts) Yes(answer string) bool { return oneOf(strings.TrimSpace(answer), t.yes...) }

// English tells which language these are in, for texts kept elsewhere.
func (t *Texts) English() bool { return t == &english }

// IsList tells whether somebody who is asked for a class wants to see who is there.
func IsList(word string) bool { return oneOf(word, "?", "lista", "list") }

// IsExit tells whether somebody wants to leave.
func IsExit(word string) bool { return oneOf(word, "sair", "exit", "quit") }

func oneOf(word string, words ...string) bool {
	return slices.Contains(words, strings.ToLower(word))
}
