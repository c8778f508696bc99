// Package causes words, for people, why files are not as they were written and why the
// system does not do what it was asked. The log and what programs read stay in English.
package causes

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/chamada/chamada/clients/texts"
	"github.com/chamada/chamada/coordinator/identity"
	"github.com/chamada/chamada/coordinator/integrity"
)

// Teller words causes in a language.
type Teller struct{ Language texts.Language }

// Say says why something failed: the path of a file, if it is about one, and what the
// system says of it. What is not known stays in the words that it came with.
func (t Teller) Say(err error) string {
	w := languages.In(t.Language)
	if d, ok := errors.AsType[*integrity.DamagedError](err); ok {
		return w.damages(d)
	}
	if gone, ok := errors.AsType[*identity.GoneError](err); ok {
		return w.logins(gone)
	}
	for known, text := range w.known {
		if errors.Is(err, known) {
			return w.where(err, known, text)
		}
	}
	return err.Error()
}

// Worded is an error in the words of [Teller.Say].
func (t Teller) Worded(err error) error { return &worded{err, t.Say(err)} }

type worded struct {
	error
	text string
}

func (e *worded) Error() string { return e.text }
func (e *worded) Unwrap() error { return e.error }

// where keeps what else is said around what the system says: the path of a file at least.
func (w *words) where(err, known error, text string) string {
	if path, ok := err.(*fs.PathError); ok { //nolint:errorlint // what is around it would be lost
		return path.Path + ": " + text
	}
	whole := err.Error()
	if whole == known.Error() || !strings.Contains(whole, known.Error()) {
		return text
	}
	return strings.ReplaceAll(whole, known.Error(), text)
}

// Damage says what is wrong with a place in a store.
func (t Teller) Damage(d integrity.Damage) string { return languages.In(t.Language).damage(d) }

func (w *words) damages(e *integrity.DamagedError) string {
	told, more := e.Told()
	var all []string
	for _, d := range told {
		all = append(all, w.damage(d))
	}
	if more > 0 {
		all = append(all, fmt.Sprintf(w.more, more))
	}
	return strings.Join(all, "; ")
}

func (w *words) damage(d integrity.Damage) string {
	said := d.File + ": " + w.kind(d)
	if d.First > 0 {
		said += ", " + w.records(d)
	}
	if d.Err != nil {
		said += ": " + Teller{w.language}.Say(d.Err)
	}
	return said
}

// kind says what is wrong. Some kinds have a number in their text: where, or how much.
func (w *words) kind(d integrity.Damage) string {
	switch d.Kind {
	case integrity.BadRecord, integrity.BadOrder, integrity.Missing:
		return fmt.Sprintf(w.at[d.Kind], d.Offset)
	case integrity.BadTail:
		return fmt.Sprintf(w.at[d.Kind], d.Bytes)
	default:
		return w.kinds[d.Kind]
	}
}

func (w *words) records(d integrity.Damage) string {
	switch d.Last {
	case 0:
		return fmt.Sprintf(w.fromOn, d.First)
	case d.First:
		return fmt.Sprintf(w.record, d.First)
	default:
		return fmt.Sprintf(w.span, d.First, d.Last)
	}
}

func (w *words) logins(e *identity.GoneError) string {
	named, more := e.Named()
	said := w.gone + strings.Join(named, ", ")
	if more > 0 {
		said += " " + fmt.Sprintf(w.more, more)
	}
	return said + fmt.Sprintf(w.restored, identity.KnownFile)
}
