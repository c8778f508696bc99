package subjects

import (
	"strings"
	"unicode"
)

// TeacherCode replies with the code that the room sees.
const TeacherCode = Root + "teacher.code"

const digitsOfCode, scannedCode = 6, 11 // characters of a code typed, and of one scanned

// ClassRequest is one that has nothing but a class: for a code, or the next check.
type ClassRequest struct {
	Class Class `json:"class"`
}

// RoomCode is the reply to [TeacherCode]: what the room is to see.
type RoomCode struct {
	Class    Class    `json:"class"`
	Time     Time     `json:"time"`
	Roll     string   `json:"roll"`
	Check    int      `json:"check"`  // from 1
	Code     string   `json:"code"`   // six digits to type
	QR       string   `json:"qr"`     // for the picture: the same digits, and five characters
	TTL      int64    `json:"ttl_ms"` // milliseconds for which it is the newest
	Position Position `json:"position"`
}

// DecodeClass reads the payload of [TeacherCode] and [TeacherCheck]. Any error is an [*Error].
func DecodeClass(data []byte) (ClassRequest, error) {
	f, err := decode(data)
	if err != nil {
		return ClassRequest{}, err
	}
	class, err := f.decodeClass()
	return ClassRequest{class}, err
}

// NormalCode is a code as it is compared: without spaces and hyphens, in capitals, and
// with the digits that I, L and O are taken for. Of what cannot be one only that is left.
func NormalCode(code string) string {
	normal := strings.Map(func(r rune) rune {
		switch r = unicode.ToUpper(r); {
		case Filler(r):
			return -1
		case r == 'O':
			return '0'
		case r == 'I', r == 'L':
			return '1'
		default:
			return r
		}
	}, code)
	if normal == "" || Scanned(normal) || len(normal) == digitsOfCode && digits(normal) {
		return normal
	}
	return malformed
}

// Scanned tells whether a code in its normal form is one from the picture, which nobody
// guesses.
func Scanned(normal string) bool {
	return len(normal) == scannedCode && strings.IndexFunc(normal, func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'A' || r > 'Z')
	}) < 0
}
