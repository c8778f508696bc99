package rollcall

// MaxStudent is the greatest length of a student's number, in digits.
const MaxStudent = 20

// Student is a matrícula of 1 to [MaxStudent] digits, two to a byte, each one
// up and padded with zeros: half the size of the text, comparable, and without
// a pointer for the garbage collector to follow. The zero Student is none.
type Student [MaxStudent / 2]byte

// ParseStudent packs a matrícula; false when it is not 1 to 20 ASCII digits.
func ParseStudent[T ~string | ~[]byte](text T) (s Student, ok bool) {
	if len(text) < 1 || len(text) > MaxStudent {
		return Student{}, false
	}
	for i := range len(text) {
		digit := text[i] - '0'
		if digit > 9 {
			return Student{}, false
		}
		s[i/2] |= (digit + 1) << (4 - 4*(i%2))
	}
	return s, true
}

// Append appends the digits of s.
func (s Student) Append(b []byte) []byte {
	for i := range MaxStudent {
		nibble := s[i/2] >> (4 - 4*(i%2)) & 0xF
		if nibble == 0 {
			break
		}
		b = append(b, '0'+nibble-1)
	}
	return b
}

// String is the digits of s, empty for the zero Student.
func (s Student) String() string { return string(s.Append(make([]byte, 0, MaxStudent))) }
