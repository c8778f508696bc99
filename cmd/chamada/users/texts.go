package users

import "github.com/chamada/chamada/clients/texts"

// words are all that "chamada users" says to people, in one language. What is
// formatted takes the same in both.
type words struct {
	short, long                                      string
	importShort, importLong                          string
	listShort, removeShort, renewShort               string
	renewLong                                        string
	file, stdin, exampleFile, exampleCodes           string // arguments
	exampleRoster                                    string
	flagDryRun, flagOut, flagJSON, flagFrom          string
	flagNumber, flagWidth, flagRole, flagYes         string
	badWidth, badRole, onlyFrom, noJSONFrom          string
	flagSecret, hintSecret                           string
	keyShort, keyLong, keyWants, keyWritten          string
	flagKeyOut                                       string
	missingFile, missingLogin                        string
	logins, waiting, unreachable                     string
	noLogins, hintNoLogins, noAdmin, hintNoAdmin     string
	unknown, hintUnknown, hintChangeAgain            string
	removed, removeSelf, hintRemoveSelf, demoteSelf  string
	renewed, renewedSelf                             string
	columns                                          string // of the list, separated by tabs
	fileExists, hintFileExists, noFile, noPermission string
	badFile, hintBadFile, doubtful, hintDoubtful     string
	warning                                          string
	wouldImport, imported                            string // three counts
	codesIn, codesHere, unwritten, notThese          string
	hintRenewOne, hintRenewAll                       string
	inDoubt, interruptedImport, hintImportAgain      string
	renewedMany, notSelf                             string
	inDoubtRenewed, interruptedRenewal               string

	problems map[error]string // of a file; what is missing speaks for itself
}

var languages = texts.NewSet(&portuguese, &english)
