package class

import (
	"github.com/chamada/chamada/clients/roster"
	"github.com/chamada/chamada/clients/texts"
	"github.com/chamada/chamada/subjects"
)

// words are all that "chamada class" says to people, in one language. What is formatted takes the
// same in both.
type words struct {
	short, long, importShort, importLong         string
	exportShort, showShort, listShort            string
	removeShort                                  string
	file, exampleFile, exampleBook               string // arguments
	flagNumber, flagWidth, flagYes               string
	flagApply, flagReplace, flagOut              string
	flagName, flagTeachers, flagCodeEvery        string
	flagLateAfter, flagHours, flagKeep           string
	flagAt, flagZone                             string
	flagLogin, flagLateCosts, flagWaived         string
	badWidth, missingFile                        string
	flagOfFile                                   string // formatted with a flag's name
	heading                                      string // class, students, revision, date
	isName, isBy, isTeachers, isCoded, isHours   string
	isLate, theStart, isKept, isFrom, isUntil    string
	isKeptFor                                    string // days
	isZone, lateCosts, waivedExcluded            string
	nextGoes                                     string // day of the roll call, last day
	wantsLogin                                   string
	columns, open, noClasses                     string
	wouldRemove, removed                         string
	unwritten, written, beside                   string
	manyChanges, hintManyChanges                 string
	fileExists, hintFileExists                   string
	noFile, noPermission                         string
	badFile, hintBadFile, doubtful, hintDoubtful string
	warning, exported                            string
	students                                     texts.Noun

	states   map[subjects.State]string
	roster   roster.Words
	problems map[error]string // what is missing speaks for itself
}

var languages = texts.NewSet(&portuguese, &english)
