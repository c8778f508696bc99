package web

import "bytes"

// upright makes the marks visible, in place, that would have a page read otherwise than it stands:
// those that embed, override or isolate a direction. One in somebody's name turns the numbers
// round that come after it, and none around it can hold it in, for it may close that first. Letters
// that are read from right to left need none of them. Each mark and what is shown in its place, �,
// are of three bytes.
func upright(page []byte) {
	for rest := page; ; rest = rest[1:] {
		i := bytes.IndexByte(rest, 0xE2)
		if i < 0 || len(rest) < i+3 {
			return
		}
		rest = rest[i:]
		turns := rest[1] == 0x80 && 0xAA <= rest[2] && rest[2] <= 0xAE || // U+202A to U+202E
			rest[1] == 0x81 && 0xA6 <= rest[2] && rest[2] <= 0xA9 // U+2066 to U+2069
		if turns {
			copy(rest, "\uFFFD")
		}
	}
}
