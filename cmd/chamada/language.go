package main

import (
	"os"
	"strings"

	"github.com/jeandeaual/go-locale"

	"github.com/chamada/chamada/clients/texts"
)

// chooseLanguage is the language that args ask for with --lang, else the locale's: English
// for an English one, Portuguese for any other and for none. ok is false when --lang names
// a language that there are no texts in.
func chooseLanguage(args []string) (l texts.Language, ok bool) {
	code, given := languageFlag(args)
	if !given {
		return languageOfLocale(), true
	}
	if l, ok = texts.Parse(code); !ok {
		l = languageOfLocale()
	}
	return l, ok
}

// languageFlag finds --lang before the command line is parsed: its help needs the
// language, too.
func languageFlag(args []string) (value string, given bool) {
	for i, arg := range args {
		switch {
		case arg == "--":
			return value, given
		case strings.HasPrefix(arg, "--lang="):
			value, given = strings.TrimPrefix(arg, "--lang="), true
		case arg == "--lang" && i+1 < len(args):
			value, given = args[i+1], true
		}
	}
	return value, given
}

func languageOfLocale() texts.Language {
	if name := localeName(); name == "en" || strings.HasPrefix(name, "en-") ||
		strings.HasPrefix(name, "en_") {
		return texts.English
	}
	return texts.Portuguese
}

// localeName prefers the variables, which a person sets for one command, to
// what the system is set to.
func localeName() string {
	for _, variable := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if name := os.Getenv(variable); name != "" {
			return name
		}
	}
	name, err := locale.GetLocale()
	if err != nil {
		return "" // a system that does not say is as good as one without a locale
	}
	return name
}
