package subjects

import (
	"bytes"
	"encoding/json"
	"iter"
)

// members yields the keys and raw values of the JSON object in data, in
// order, duplicates included. data must have passed json.Valid: the scan
// relies on it and checks nothing again.
func members(data []byte) iter.Seq2[[]byte, []byte] {
	return func(yield func(key, value []byte) bool) {
		rest := skipSpace(data)[1:] // the opening brace
		for {
			rest = skipSpace(rest)
			if rest[0] == '}' {
				return
			}
			var key, value []byte
			key, rest = cutValue(rest)
			rest = skipSpace(rest)[1:] // the colon
			value, rest = cutValue(skipSpace(rest))
			if !yield(unquote(key), value) {
				return
			}
			if rest = skipSpace(rest); rest[0] == ',' {
				rest = rest[1:]
			}
		}
	}
}

func skipSpace(b []byte) []byte {
	for len(b) > 0 && space(b[0]) {
		b = b[1:]
	}
	return b
}

// space tells whether JSON takes c for white space.
func space(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

// cutValue splits b after the JSON value it starts with.
func cutValue(b []byte) (value, rest []byte) {
	end := 0
	switch b[0] {
	case '"':
		end = stringEnd(b)
	case '{', '[':
		end = compositeEnd(b)
	default:
		for end < len(b) && b[end] != ',' && b[end] != ']' && b[end] != '}' && !space(b[end]) {
			end++
		}
	}
	return b[:end], b[end:]
}

// stringEnd is the length of the JSON string that b starts with.
func stringEnd(b []byte) int {
	for i := 1; ; i++ {
		switch b[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
}

// compositeEnd is the length of the JSON object or array that b starts with.
func compositeEnd(b []byte) int {
	depth := 0
	for i := 0; ; i++ {
		switch b[i] {
		case '"':
			i += stringEnd(b[i:]) - 1
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
}

// unquote is the text of a JSON string; the common one, without escapes, is
// a part of it and costs nothing.
func unquote(quoted []byte) []byte {
	if bytes.IndexByte(quoted, '\\') < 0 {
		return quoted[1 : len(quoted)-1]
	}
	s, err := text(quoted)
	if err != nil {
		return nil
	}
	return []byte(s)
}

func text(quoted []byte) (string, error) {
	if bytes.IndexByte(quoted, '\\') < 0 {
		return string(quoted[1 : len(quoted)-1]), nil
	}
	var s string
	err := json.Unmarshal(quoted, &s)
	return s, err
}
