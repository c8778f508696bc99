package terminal

import (
	"bufio"
	"io"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// pipe reads lines that nobody types: in UTF-8 or, when a mark says so, in UTF-16.
// They end with LF, CR LF or CR. It never waits for more than the end of a line,
// so a program on the other side may wait for the answer to one.
type pipe struct {
	stdin io.Reader
	text  *bufio.Reader // without the mark; nil before the first line
	cr    bool          // the line before ended with CR, and LF may belong to it
}

func (p *pipe) readLine(string) (string, error) {
	if p.text == nil {
		p.text = unmarked(bufio.NewReader(p.stdin))
	}
	line := make([]byte, 0, 32)
	for n := 0; ; n++ {
		b, err := p.text.ReadByte()
		switch {
		case err == io.EOF && n > 0:
			return whole(line)
		case err != nil:
			return "", err
		case b == '\n' && p.cr:
			n-- // it is of the line before
		case b == '\n', b == '\r':
			p.cr = b == '\r'
			return whole(line)
		case len(line) <= MaxLine:
			line = append(line, b)
		}
		p.cr = false
	}
}

// whole is a line that is all there.
func whole(line []byte) (string, error) {
	if len(line) > MaxLine {
		return "", ErrTooLong
	}
	return string(line), nil
}

// unmarked passes over the mark that Windows shells and editors put before what they
// pipe or save. It looks no further than it must: whoever sends a short line and
// waits for the answer would wait for ever.
func unmarked(text *bufio.Reader) *bufio.Reader {
	first, _ := text.Peek(1) // what fails here fails again where it is read
	switch {
	case len(first) == 0:
	case first[0] == 0xEF:
		if mark, _ := text.Peek(3); string(mark) == "\xEF\xBB\xBF" {
			_, _ = text.Discard(3)
		}
	case first[0] == 0xFE, first[0] == 0xFF:
		utf16 := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
		return bufio.NewReader(transform.NewReader(text, utf16.NewDecoder()))
	}
	return text
}
