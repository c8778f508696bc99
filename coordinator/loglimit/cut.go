package loglimit

import (
	"log/slog"
	"strconv"
	"strings"
	"unicode/utf8"
)

// MaxText is how long a text may get in the log, in bytes, with what stands for
// quotes and for what cannot be printed, and without cutMark.
const MaxText = 300

const cutMark = "… (cut)"

// Cut is a text of at most MaxText bytes, marked where it was longer, without what could
// do something to a terminal: that is written as in Go's strings. A text that is neither
// long nor that is returned as it came.
func Cut(text string) string {
	size, clean := 0, true
	for i, r := range text {
		plain := strconv.IsPrint(r) &&
			(r != utf8.RuneError || strings.HasPrefix(text[i:], "\uFFFD"))
		size += width(r, plain)
		if size > MaxText {
			return escape(text[:i]) + cutMark
		}
		clean = clean && plain
	}
	if clean {
		return text
	}
	return escape(text)
}

// width is how many bytes a rune takes in the log, where a backslash is doubled.
func width(r rune, plain bool) int {
	switch {
	case r == '"' || r == '\\':
		return 2
	case plain:
		return utf8.RuneLen(r)
	case r < 0x80 || r == utf8.RuneError:
		return len(`\\x00`)
	case r < 0x10000:
		return len(`\\u0000`)
	default:
		return len(`\\U00000000`)
	}
}

// escape writes what cannot be printed as strconv.Quote does, and leaves the rest.
func escape(text string) string {
	var b strings.Builder
	for i, r := range text {
		switch size := utf8.RuneLen(r); {
		case r == utf8.RuneError && !strings.HasPrefix(text[i:], "\uFFFD"):
			b.WriteString(`\x`)
			b.WriteString(strconv.FormatUint(uint64(text[i]), 16))
		case strconv.IsPrint(r):
			b.WriteString(text[i : i+size])
		default:
			quoted := strconv.QuoteRune(r)
			b.WriteString(quoted[1 : len(quoted)-1])
		}
	}
	return b.String()
}

// cutRecord cuts the texts of a line. The message is only when it is another's: ours
// say what to do, and are constants.
func cutRecord(r slog.Record, message bool) slog.Record {
	var attrs []slog.Attr
	text, changed := r.Message, false
	if message {
		text = Cut(text)
		changed = text != r.Message
	}
	r.Attrs(func(a slog.Attr) bool {
		cut, was := cutAttr(a)
		attrs, changed = append(attrs, cut), changed || was
		return true
	})
	if !changed {
		return r
	}
	cut := slog.NewRecord(r.Time, r.Level, text, r.PC)
	cut.AddAttrs(attrs...)
	return cut
}

// cutAttr cuts texts and errors, and tells whether it has.
func cutAttr(a slog.Attr) (slog.Attr, bool) {
	text := ""
	switch v := a.Value; v.Kind() {
	case slog.KindString:
		text = v.String()
	case slog.KindAny:
		if err, ok := v.Any().(error); ok {
			text = err.Error()
		}
	}
	if cut := Cut(text); cut != text {
		return slog.String(a.Key, cut), true
	}
	return a, false
}
