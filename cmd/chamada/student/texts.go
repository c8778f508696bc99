package student

import "github.com/chamada/chamada/clients/texts"

// words are all that "chamada student" says beyond what all commands do, in one language.
// Those with verbs are formats.
type words struct {
	short, long, presentShort, flagStudent               string
	flagCode, welcome, promptStudent, promptClassAgain   string
	promptCode, studentInClass, askWith, presenceUnknown string
}

var languages = texts.NewSet(&portuguese, &english)
