package journal

import "github.com/chamada/chamada/clients/texts"

// words are all that "chamada journal" says to people, in one language.
type words struct {
	short, long           string
	raiseShort, raiseLong string
	flagDry               string
	writes                string // formatted with a version
	heads                 string
	raised                string // formatted with a version
	nobody, hintNobody    string
	notRaised             string // formatted with the version that is written, and that wanted
	hintNotRaised         string

	verifyShort, verifyLong string
	flagData, hintData      string
	verified                string // formatted with a path, records, the first and the last
	records, damages        texts.Noun
	damage                  string // formatted with a damage
	hintDamaged             string // formatted with a directory
	harmless, noNote        string // formatted with a damage; not formatted
	noHeld                  string // formatted with a cause
	whole                   string
	empty, hintEmpty        string
	inUse, hintInUse        string

	repairShort, repairLong string
	flagApply, flagCopy     string
	loses                   string // formatted with the first, the last and how many
	losesNothing            string
	losesElsewhere          string // formatted with the path of a stream
	losesLogins             string // likewise
	// formatted with a class, a date, a teacher and how many students
	touches               string
	strays                string // formatted with a class and how many presences
	presences             texts.Noun
	dryRun, repaired      string // formatted with a directory
	copied                string // formatted with a path
	noRoom                string // formatted with a path, bytes needed and free
	stranger              string
	hintMend, hintCluster string
	hintAltered           string
}

var languages = texts.NewSet(&portuguese, &english)
