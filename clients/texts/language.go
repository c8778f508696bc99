// Package texts has every text that chamada's commands show to people, in
// Portuguese and in English, and chooses between them. It only has the words:
// it prints nothing and knows neither commands nor connections.
package texts

import (
	"os"
	"strings"

	"github.com/jeandeaual/go-locale"
)

// Choose gives the texts in the language that args ask for with --lang, else
// in the locale's: English for an English one, Portuguese for any other and
// for none. ok is false when --lang names a language there are no texts in.
func Choose(args []string) (t *Texts, ok bool) {
	switch lang, given := flag(args); {
	case !given:
		return ofLocale(), true
	case lang == "pt":
		return &portuguese, true
	case lang == "en":
		return &english, true
	default:
		return ofLocale(), false
	}
}

// flag finds --lang before the command line is parsed: its help needs the
// language too.
func flag(args []string) (value string, given bool) {
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

func ofLocale() *Texts {
	if name := localeName(); name == "en" || strings.HasPrefix(name, "en-") || strings.HasPrefix(name, "en_") {
		return &english
	}
	return &portuguese
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
