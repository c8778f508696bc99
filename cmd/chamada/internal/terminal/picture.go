package terminal

import (
	"regexp"
	"strings"

	"rsc.io/qr"
)

// quiet is how many modules of white a picture has around it, as readers want.
const quiet = 4

// The colours of a picture, and those of the terminal again.
const blackOnWhite, asBefore = "\x1b[30;107m", "\x1b[0m"

// ofPicture is a line of one.
var ofPicture = regexp.MustCompile(
	"^" + regexp.QuoteMeta(blackOnWhite) + "[ █▀▄]*" + regexp.QuoteMeta(asBefore) + "\n?$")

// Picture is a QR code of text, two rows of modules a line, black on white whatever
// the colours of the terminal.
func Picture(text string) (string, error) {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for y := -quiet; y < code.Size+quiet; y += 2 {
		b.WriteString(blackOnWhite)
		for x := -quiet; x < code.Size+quiet; x++ {
			b.WriteString(block(code.Black(x, y), code.Black(x, y+1)))
		}
		b.WriteString(asBefore + "\n")
	}
	return b.String(), nil
}

func block(upper, lower bool) string {
	switch {
	case upper && lower:
		return "█"
	case upper:
		return "▀"
	case lower:
		return "▄"
	default:
		return " "
	}
}
