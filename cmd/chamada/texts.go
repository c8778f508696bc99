package main

import "github.com/chamada/chamada/clients/texts"

// words are what the program says beyond its commands, in one language.
type words struct {
	usage, examples, commands, flags                               string
	globalFlags, command, options, byDefault                       string
	moreHelp, short, long, helpShort                               string
	versionShort, completionShort, completionLong, argumentCommand string
	flagLang, flagHelp, flagVersion, unknownZone                   string
	badLang                                                        string
}

var languages = texts.NewSet(&portuguese, &english)
