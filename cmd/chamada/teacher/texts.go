package teacher

import "github.com/chamada/chamada/clients/texts"

// words are all that "chamada teacher" says beyond what all commands do, in one language.
// Those with verbs are formats.
type words struct {
	badEvery, codeFor                                                          string
	oneAgain, someAgain, markedBy, struckBy, byTeacher, checkSeen, checkMissed string
	short, long, startShort, endShort                                          string
	listShort, lastShort, openShort, watchShort                                string
	codeShort, checkShort, markShort, flagTakeOver                             string
	flagLines, flagCodeEvery, flagWebURL, flagMarked                           string
	flagStrike, flagReason, welcome, promptTakeOver                            string
	promptEnd, promptAnew, hintTakeOver, hintTakeOverPipe                      string
	hintAnew, hintTypeAgain, hintTypeToOpen, hintSeeLast                       string
	noLast, hintNoLast, classSince, goesOn                                     string
	noneHere, awaitingOpening, opened, openedCoded                             string
	openedUncoded, endSeen, endMissed, oneArrived                              string
	someArrived, staysOpen, seeAgain, waitsForEnd                              string
	startUnknown, endUnknown, noneOpen, openColumns                            string
	openTeacher, missingReason, codeNow, codeAlone, codeAwaited                string
	checkOpen, struckOut                                                       string
	absent, unlisted, isExcused, isWaived, absentUnknown                       string
}

var languages = texts.NewSet(&portuguese, &english)
