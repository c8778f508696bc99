package rollcall

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
)

// A code is six digits, as they are typed, and five characters more in the picture.
const (
	digitsLen = 6
	codeLen   = digitsLen + 5
)

// crockford is the alphabet of what no digit is: without I, L, O and U.
const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// window is a period in which a code was, is or will be the newest.
type window struct {
	check uint8
	n     Age // of the check, from 0
	until Age
	code  string
}

// lately is the codes of late, for a wrong one to cost a look and not a hundred hashes.
type lately struct {
	check   uint8
	n       Age
	windows []window // the next one first, then back in time
}

// codeOf is the code of the nth period of a check.
func (r *roll) codeOf(check uint8, n Age) string {
	b := binary.BigEndian.AppendUint64(nil, r.class)
	b = append(b, r.id...)
	b = append(b, check)
	sum := r.seal(binary.BigEndian.AppendUint64(b, uint64(n)))
	digits := binary.BigEndian.Uint64(sum) % 1_000_000
	code := fmt.Appendf(make([]byte, 0, codeLen), "%0*d", digitsLen, digits)
	for bits := binary.BigEndian.Uint32(sum[8:]); len(code) < codeLen; bits <<= 5 {
		code = append(code, crockford[bits>>27])
	}
	return string(code)
}

// seal is a hash that only who has the roll's key can make. What is hashed begins with a
// class, which begins with a zero byte, or with a word.
func (r *roll) seal(parts ...[]byte) []byte {
	h := hmac.New(sha256.New, r.room.secret[:])
	for _, part := range parts {
		_, _ = h.Write(part) // it never fails
	}
	return h.Sum(nil)
}

// period is the one of the check that is open, from 0, and for how long it still is.
func (room *classroom) period(age Age) (n, left Age) {
	passed := age - room.checks[len(room.checks)-1].since
	return passed / room.every, room.every - passed%room.every
}

// judgeCode is what is wrong with a code at an age, if it is not ok.
func (r *roll) judgeCode(age Age, code string) (no Verdict, ok bool) {
	if code == "" {
		return CodeMissing, false
	}
	if len(code) != digitsLen && len(code) != codeLen {
		return CodeWrong, false
	}
	n, left := r.room.period(age)
	no = CodeWrong
	for _, w := range r.codesAt(n) {
		early := n - w.n // in periods
		switch current := w.check == r.room.open(); {
		case w.code[:len(code)] != code:
		case current && (early == 0 || early == 1 || early == -1 && left <= ahead):
			return 0, true
		case (!current || early > 0) && age-w.until <= ExpiredFor:
			no = CodeExpired
		}
	}
	return no, false
}

// codesAt is the codes that are to be told apart in the nth period of the check that is
// open: that of the next period, and those of the last [ExpiredFor].
func (r *roll) codesAt(n Age) []window {
	room := r.room
	if l := &room.codes; l.windows != nil && l.check == room.open() && l.n == n {
		return l.windows
	}
	open := room.open()
	until := room.checks[open-1].since + (n+2)*room.every
	oldest := until - 2*room.every - ExpiredFor
	all := []window{{open, n + 1, until, r.codeOf(open, n+1)}}
	for check := open; check > 0; check-- {
		since := room.checks[check-1].since
		if check < open {
			until = room.checks[check].since
			n = (until-since+room.every-1)/room.every - 1 // none of one closed at once
		}
		for ; n >= 0; n-- {
			if until = min(until, since+(n+1)*room.every); until < oldest {
				break
			}
			all = append(all, window{check, n, until, r.codeOf(check, n)})
		}
	}
	room.codes = lately{open, all[0].n - 1, all}
	return all
}

// code tells what the room sees.
func (s *State) code(in *class, pos Position, c *Command) Outcome {
	r, no := s.findOwn(in, c)
	switch {
	case r == nil:
		return refused(no, pos, c)
	case !s.accepts(r, c.Time):
		return refused(NotOpen, pos, c)
	case !r.room.coded():
		return refused(NoCode, pos, c)
	}
	n, left := r.room.period(s.age)
	code := r.codeOf(r.room.open(), n)
	out := r.outcome(Coded, c.Time, pos)
	out.Told = &Told{Check: int(r.room.open()), Code: code[:digitsLen], QR: code, TTL: left}
	return out
}
