package record

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"time"
)

// Cut reads the journal's lines of a record of the stream of that epoch, and holds a
// record that has a sum to it. The error is, or wraps, [ErrForeign], [ErrNewer] or
// [ErrDamaged].
func Cut(epoch string, data []byte) (r Record, err error) {
	line, rest, ok := bytes.Cut(data, []byte{'\n'})
	text, ours := bytes.CutPrefix(line, []byte(name))
	if !ok || !ours {
		return r, ErrForeign
	}
	number, text, _ := bytes.Cut(text, []byte{' '})
	switch string(number) {
	case "1":
		r.Body = rest
		err = r.Header.parseFirst(epoch, text)
	case "2", "3", "4":
		r.Version = int(number[0] - '0')
		if err = r.Header.parseSecond(epoch, text); err == nil {
			err = verify(data, line, rest)
		}
		if err == nil {
			err = r.cutLines(rest)
		}
	default:
		err = ErrNewer
	}
	if errors.Is(err, ErrForeign) {
		err = fmt.Errorf("%w: its first line is %.80q", err, line)
	}
	return r, err
}

// parseFirst reads what stands after the version: "<epoch> <written>".
func (h *Header) parseFirst(epoch string, text []byte) error {
	stream, at, _ := bytes.Cut(text, []byte{' '})
	ms, err := strconv.ParseInt(string(at), 10, 64)
	if string(stream) != epoch || err != nil {
		return ErrForeign
	}
	h.Version, h.Epoch, h.Written = First, epoch, time.UnixMilli(ms)
	return nil
}

// parseSecond reads "<epoch> <written> <age> [off=<ms>@<record>] [after=<record> [fence]] <sum>",
// which versions have from the second on, and after from the fourth. A line that this
// version would not write has been written by a later one, or is damaged; in both cases
// it must not be gone past. The stream's epoch tells it from what is anybody's.
func (h *Header) parseSecond(epoch string, text []byte) error {
	fields := bytes.Split(text, []byte{' '})
	if string(fields[0]) != epoch {
		return ErrForeign
	}
	if len(fields) < 4 {
		return fmt.Errorf("%w: its first line is too short", ErrDamaged)
	}
	written, err1 := strconv.ParseInt(string(fields[1]), 10, 64)
	age, err2 := strconv.ParseInt(string(fields[2]), 10, 64)
	if err1 != nil || err2 != nil {
		return fmt.Errorf("%w: its first line has no time or age", ErrDamaged)
	}
	h.Epoch = epoch
	h.Written, h.Age = time.UnixMilli(written), time.Duration(age)*time.Millisecond
	options := fields[3 : len(fields)-1]
	if h.Version >= Fourth {
		var ok bool
		if options, ok = h.parseFourth(options); !ok {
			return fmt.Errorf("%w: its first line has not what its writer had applied", ErrDamaged)
		}
	}
	for _, option := range options {
		if !h.parseOption(option) {
			return fmt.Errorf("%w (%.40q in a record's first line)", ErrNewer, option)
		}
	}
	return nil
}

// parseFourth takes off the end of the options what the fourth version adds.
func (h *Header) parseFourth(options [][]byte) (others [][]byte, ok bool) {
	if n := len(options); n > 0 && string(options[n-1]) == fence {
		h.Fence, options = true, options[:n-1]
	}
	if len(options) == 0 {
		return nil, false
	}
	last := len(options) - 1
	text, ok := bytes.CutPrefix(options[last], []byte(after))
	n, err := strconv.ParseUint(string(text), 10, 64)
	h.After = n
	return options[:last], ok && err == nil
}

func (h *Header) parseOption(option []byte) bool {
	text, ok := bytes.CutPrefix(option, []byte(off))
	ms, after, found := bytes.Cut(text, []byte{'@'})
	n, err1 := strconv.ParseInt(string(ms), 10, 64)
	seq, err2 := strconv.ParseUint(string(after), 10, 64)
	h.Off, h.OffAfter = time.Duration(n)*time.Millisecond, seq
	return ok && found && err1 == nil && err2 == nil
}

// verify holds a record to the sum at the end of its first line.
func verify(data, line, rest []byte) error {
	at := bytes.LastIndexByte(line, ' ') + 1
	sum := sumOf(data[:at], rest)
	if want := hex.EncodeToString(sum[:]); string(line[at:]) != want {
		return fmt.Errorf("%w: its checksum is %s, and it says %.40q", ErrDamaged, want, line[at:])
	}
	return nil
}

// SumOf is the checksum of a record: the one that it has, or one of all of it. It is not
// held to it.
func SumOf(data []byte) (s Sum) {
	line, _, _ := bytes.Cut(data, []byte{'\n'})
	text := line[bytes.LastIndexByte(line, ' ')+1:]
	if !summed(line) || len(text) != hexSum {
		return sumOf(data)
	}
	if _, err := hex.Decode(s[:], text); err != nil {
		return sumOf(data)
	}
	return s
}

// summed tells whether it is the first line of a version whose records have a sum.
func summed(line []byte) bool {
	rest, ours := bytes.CutPrefix(line, []byte(name))
	return ours && len(rest) > 1 && rest[0] > '0'+First && rest[0] <= '0'+Highest && rest[1] == ' '
}

// cutLines reads the further lines of the journal's, as long as they are.
func (r *Record) cutLines(rest []byte) (err error) {
	if text, body, ok := cutLine(rest, raiseLine); ok {
		if r.Raise, err = parseRaise(text); err != nil {
			return err
		}
		rest = body
	}
	if text, body, ok := cutLine(rest, digest); ok {
		if r.Digest, err = parseDigest(text); err != nil {
			return err
		}
		rest = body
	}
	r.Body = rest
	return nil
}

func cutLine(rest []byte, word string) (text, body []byte, ok bool) {
	if !bytes.HasPrefix(rest, []byte(word)) {
		return nil, rest, false
	}
	line, body, _ := bytes.Cut(rest, []byte{'\n'})
	return line[len(word):], body, true
}

func parseRaise(text []byte) (Raise, error) {
	to, at, _ := bytes.Cut(text, []byte{' '})
	version, err1 := strconv.Atoi(string(to))
	ms, err2 := strconv.ParseInt(string(at), 10, 64)
	if err1 != nil || err2 != nil || version < First {
		return Raise{}, fmt.Errorf("%w (it raises the version to %.40q)", ErrNewer, text)
	}
	if version > Highest {
		return Raise{}, ErrNewer
	}
	return Raise{version, time.UnixMilli(ms)}, nil
}

func parseDigest(text []byte) (d Digest, err error) {
	through, of, _ := bytes.Cut(text, []byte{' '})
	d.Through, err = strconv.ParseUint(string(through), 10, 64)
	if n, err2 := hex.Decode(d.Of[:], of[:min(len(of), hexSum)]); err != nil || err2 != nil ||
		n != sumSize || len(of) != hexSum {
		return Digest{}, fmt.Errorf("%w (a digest line is %.60q)", ErrNewer, text)
	}
	return d, nil
}

// EpochOf is the epoch of the stream for which a record was written, of whatever version;
// ok is false for what is no record.
func EpochOf(data []byte) (epoch string, ok bool) {
	line, _, _ := bytes.Cut(data, []byte{'\n'})
	fields := bytes.Fields(line)
	if len(fields) < 4 || string(fields[0])+" " != name {
		return "", false
	}
	return string(fields[2]), true
}
