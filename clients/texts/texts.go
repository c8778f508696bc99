package texts

import (
	"fmt"
	"strings"

	"github.com/chamada/chamada/subjects"
)

// Texts are all the texts, in one language. Those with verbs are formats; the
// two languages take the same arguments in the same order.
type Texts struct {
	// Help.
	Usage, Examples, Commands, Flags, GlobalFlags string
	Command, Options, Default, MoreHelp           string
	RootShort, RootLong                           string
	HelpShort, CompletionShort, CompletionLong    string
	TeacherShort, TeacherLong                     string
	StartShort, EndShort, ListShort, WatchShort   string
	LastShort, OpenShort                          string
	StudentShort, StudentLong, PresentShort       string
	ArgumentClass, ArgumentCommand                string

	// Flags.
	FlagLang, FlagHelp, FlagVersion              string
	FlagServer, FlagContext, FlagCreds, FlagNKey string
	FlagUser, FlagPassword                       string
	FlagTLSCA, FlagTLSCert, FlagTLSKey           string
	FlagTimeout, FlagJSON, FlagID, FlagStudent   string

	// Wrong usage.
	UnknownCommand, UnknownFlag, FlagWithoutValue, FlagInvalid, FlagSyntax string
	UnknownZone                                                            string // formatted with TZ
	VariableInvalid, TooManyArguments, MissingClass, MissingStudent        string
	BadClass, BadStudent, BadID, BadLang, HintUsage                        string

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
	MayNotTeach, HintMayNotTeach, MayNotAttend, HintMayNotAttend   string
	OtherTeacher, HintOtherTeacher, OtherStudent, HintOtherStudent string
	Deaf, HintDeaf, Invalid, HintInvalid                           string
	Overloaded, Unavailable, HintAgain, HintSameID, HintTypeAgain  string
	NoCoordinator, HintNoCoordinator, Interrupted                  string
	Foreign, HintForeign, Older, HintOlder                         string
	Unwritten, WhyNoSpace, WhyNoReader, WhyClosed                  string
	HintRepeat, OrSameID                                           string
	HintSeeLast, NoLast, HintNoLast                                string

	// Roll calls.
	Class, StudentInClass                                        string
	PromptStudent, PromptClass, PromptClassAgain, PromptTakeOver string
	Opened, Registered, RegisteredBefore                         string
	RollTitle, RollStarted, RollEnded, EndSeen, EndMissed        string
	OneArrived, SomeArrived, StaysOpen, SeeAgain                 string
	NoneOpen, OpenColumns, OpenTeacher                           string
	OnePresent, ManyPresent                                      string

	yes, no           []string
	dateFormat, clock string // layouts of package time
}

// Say is fmt.Sprintf.
func (t *Texts) Say(format string, args ...any) string { return fmt.Sprintf(format, args...) }

// Date is at, in the local time zone.
func (t *Texts) Date(at subjects.Time) string { return at.Time().Local().Format(t.dateFormat) }

// Clock is the time of day of at, in the local time zone.
func (t *Texts) Clock(at subjects.Time) string { return at.Time().Local().Format(t.clock) }

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

// English tells which language these are in, for texts kept elsewhere.
func (t *Texts) English() bool { return t == &english }
