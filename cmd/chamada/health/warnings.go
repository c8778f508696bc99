package health

import (
	"fmt"
	"regexp"
	"strings"
)

// verbs are what a format has values for, once its other characters stand for themselves.
var verbs = regexp.MustCompile(`%(\\\[\d\\\])?[dsv]`)

// moment is a time as servers write it, portugueseMoment as Portuguese texts do.
var moment = regexp.MustCompile(`^(\d{4})-(\d\d)-(\d\d)[T ](\d\d:\d\d:\d\d)(Z| UTC)$`)

const portugueseMoment = "$3/$2/$1 às $4 UTC"

// warned says what a server warns of in the reader's language: a sentence that is known by its
// format, with what stands in it. One that is not known, of another version, is told in the
// server's own words.
func (t *words) warned(own string) string {
	for format, said := range t.warnings {
		like := "^" + verbs.ReplaceAllString(regexp.QuoteMeta(format), "(.*)") + "$"
		in := regexp.MustCompile(like).FindStringSubmatch(own)
		if in == nil {
			continue
		}
		for i, value := range in[1:] {
			said = strings.ReplaceAll(said, fmt.Sprintf("%%[%d]s", i+1),
				moment.ReplaceAllString(value, portugueseMoment))
		}
		return fmt.Sprintf(t.known, said)
	}
	return fmt.Sprintf(t.warning, own)
}
