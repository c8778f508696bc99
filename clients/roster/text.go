package roster

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

const bom = "\ufeff"

// decode is the text of a file in lines that end in LF, without byte order marks and
// the end mark of old systems.
func (l *List) decode(data []byte) string {
	text := l.characters(data)
	marked := strings.HasPrefix(text, bom)
	text = strings.TrimRight(strings.TrimLeft(text, bom), "\x1a\x00")
	l.Form.BOM = l.Form.BOM || marked
	l.Form.CRLF = strings.Contains(text, "\r\n")
	if text = strings.ReplaceAll(text, "\r\n", "\n"); !strings.Contains(text, "\n") {
		text = strings.ReplaceAll(text, "\r", "\n")
	}
	if strings.TrimSpace(text) == "" && len(l.Problems) == 0 {
		l.Problems.Add(1, "", ErrEmpty)
	}
	return text
}

// characters takes UTF-16 with its mark or with the zeros that only it has at the
// start, else UTF-8, else Windows-1252.
func (l *List) characters(data []byte) string {
	switch {
	case hasPrefix(data, "\xff\xfe") || len(data) > 1 && data[0] != 0 && data[1] == 0:
		return l.fromUTF16(data, unicode.LittleEndian)
	case hasPrefix(data, "\xfe\xff") || len(data) > 1 && data[0] == 0 && data[1] != 0:
		return l.fromUTF16(data, unicode.BigEndian)
	case utf8.Valid(data):
		return string(data)
	case hasPrefix(data, bom) || looksLikeUTF8(data):
		l.mixed(data)
		return ""
	}
	l.Form.BOM = true // what is written in return says its encoding
	line := bytes.Count(data[:firstInvalid(data)], []byte("\n")) + 1
	text, err := charmap.Windows1252.NewDecoder().Bytes(data)
	if err != nil { // every byte is a character of it
		l.Problems.Add(line, "", ErrNoTable)
		return ""
	}
	l.Notes.Add(line, strings.TrimSpace(lineOf(string(text), line)), ErrCodepage)
	return string(text)
}

func (l *List) fromUTF16(data []byte, order unicode.Endianness) string {
	l.Form.BOM = true // as UTF-8: Excel opens that as well
	text, err := unicode.UTF16(order, unicode.IgnoreBOM).NewDecoder().Bytes(data)
	if err != nil {
		l.Problems.Add(1, "", ErrNoTable)
	}
	return string(text)
}

// looksLikeUTF8 tells whether more of the characters beyond ASCII are good UTF-8 than
// are not. In Windows-1252 such sequences do not come up: "Ã©" is no Portuguese.
func looksLikeUTF8(data []byte) bool {
	good, bad := 0, 0
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		switch {
		case r == utf8.RuneError && size == 1:
			bad++
		case size > 1:
			good++
		}
		data = data[size:]
	}
	return good > bad
}

func (l *List) mixed(data []byte) {
	n := 0
	for line := range bytes.Lines(data) {
		if n++; !utf8.Valid(line) {
			l.Problems.Add(n, "", ErrMixed)
		}
	}
}

func firstInvalid(data []byte) int {
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return len(data)
}

func lineOf(text string, n int) string {
	for line := range strings.Lines(text) {
		if n--; n == 0 {
			return line
		}
	}
	return ""
}
