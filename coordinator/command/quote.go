package command

import (
	"fmt"
	"strconv"

	"github.com/chamada/chamada/coordinator/journal/record"
)

// bare tells whether a value needs no quotes.
func bare[T ~string | ~[]byte](value T) bool {
	for i := range len(value) {
		switch c := value[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
		case c == '_', c == '.', c == ':', c == '-':
		default:
			return false
		}
	}
	return len(value) > 0
}

// plain refuses a value without quotes that needs them. The first version had none.
func plain(version int, value []byte) error {
	if version > record.First && !bare(value) {
		return fmt.Errorf("a value without quotes: %.40q", value)
	}
	return nil
}

// quoteFrom quotes what b has from there on, if it needs that.
func quoteFrom(b []byte, version, from int) []byte {
	if version == record.First || bare(b[from:]) {
		return b
	}
	return strconv.AppendQuote(b[:from], string(b[from:]))
}

// cutQuoted takes a value in quotes off the rest of a line, as [quoteFrom] writes it and
// in no other way.
func cutQuoted(rest []byte) (value string, after []byte, err error) {
	text, err := strconv.QuotedPrefix(string(rest))
	if err == nil {
		value, err = strconv.Unquote(text)
	}
	after = rest[len(text):]
	if err != nil || bare(value) || strconv.Quote(value) != text || len(after) > 0 &&
		after[0] != ' ' {
		return "", nil, fmt.Errorf("quotes that no version writes: %.80q", rest)
	}
	if len(after) == 0 {
		return value, nil, nil
	}
	return value, after[1:], nil
}
