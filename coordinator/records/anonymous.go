package records

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/chamada/chamada/subjects"
)

// person is somebody who is taken out of the records. Their lines stay as those of nobody, so that
// totals and the lines of others do not change.
type person struct {
	student subjects.Student
	nobody  subjects.Student // stands for them, see [subjects.NewNobody]
	names   []string         // all that the class lists have of them
	// enrolled is how they were on the present class lists, which have them no more.
	enrolled map[subjects.Class]subjects.Enrolled
}

// know adds the names that a class list has of the person; known is false when one was not known.
func (p *person) know(e *subjects.Enrolled) (known bool) {
	known = true
	for _, name := range []string{e.Name, e.Social} {
		if name != "" && !slices.Contains(p.names, name) {
			p.names, known = append(p.names, name), false
		}
	}
	return known
}

// says tells whether a text that somebody has typed names the person.
func (p *person) says(text string) bool {
	folded := fold(text)
	for _, name := range p.names {
		if hasWord(folded, fold(name), inWord) {
			return true
		}
	}
	return hasWord(text, string(p.student), inNumber)
}

// fold is a text without what people write one name in several ways with: the case, and whether
// an accent is a sign of its own, as some keyboards make it.
func fold(text string) string { return strings.ToLower(norm.NFC.String(text)) }

// hasWord tells whether a text has a word that does not go on at either end: Ana is not in semana.
func hasWord(text, word string, in func(rune) bool) bool {
	for rest := text; ; {
		at := strings.Index(rest, word)
		if at < 0 {
			return false
		}
		before, _ := utf8.DecodeLastRuneInString(rest[:at])
		after, _ := utf8.DecodeRuneInString(rest[at+len(word):])
		if !in(before) && !in(after) {
			return true
		}
		_, first := utf8.DecodeRuneInString(word)
		rest = rest[at+first:]
	}
}

func inWord(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

func inNumber(r rune) bool { return '0' <= r && r <= '9' }

// clear empties a text that names the person, and tells whether it did.
func (p *person) clear(text *string) bool {
	if !p.says(*text) {
		return false
	}
	*text = ""
	return true
}

// fromKept takes the person out of a record, and tells whether there was anything of them.
func (p *person) fromKept(k *Kept) (changed bool) {
	for i := range k.Arrivals {
		if k.Arrivals[i].Student == p.student {
			k.Arrivals[i].Student, changed = p.nobody, true
		}
	}
	for i := range k.Struck {
		s := &k.Struck[i]
		if s.Student == p.student {
			s.Student, s.Reason, changed = p.nobody, "", true
		}
		changed = p.clear(&s.Reason) || changed
	}
	if k.Added != nil {
		changed = p.clear(&k.Added.Reason) || changed
	}
	return changed
}

// fromRoster takes the person out of a class list as it was. Nobody is enrolled in their place as
// they are in the present list, and where only that had them: so marks stay what they were.
func (p *person) fromRoster(r *Roster) (changed bool) {
	now, enrolled := p.enrolled[r.Class]
	now.Student, now.Name, now.Social = p.nobody, "", ""
	there := false
	for i := range r.Students {
		e := &r.Students[i]
		there = there || e.Student == p.nobody
		if e.Student != p.student {
			continue
		}
		p.know(e)
		if there, changed = true, true; enrolled {
			*e = now
		} else {
			e.Student, e.Name, e.Social = p.nobody, "", ""
		}
	}
	if enrolled && !there {
		r.Students = append(r.Students, now)
	}
	return changed || enrolled && !there
}

// fromCorrections takes the person out of the corrections of a roll call. Nobody can repeat a
// request about them: it is not known any more.
func (p *person) fromCorrections(all []Correction) (changed bool) {
	for i := range all {
		c := &all[i]
		if c.Student == p.student {
			c.Student, c.Reason, c.Key, changed = p.nobody, "", "", true
			if c.Line != nil {
				line := *c.Line
				line.Student, line.Name, line.Corrections = p.nobody, "", nil
				c.Line = &line
			}
		}
		changed = p.clear(&c.Reason) || changed
	}
	return changed
}
