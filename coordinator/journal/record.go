package journal

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/subjects"
)

// A record is text, so that an operator can read the journal:
//
//	chamada 1 <epoch> 1795370645148
//	start 1795370645123 3030 - 51c2a6f0de3b9a10 by=clara
//	present 1795370645130 3030 042191010 a77e94f2c5d1b38
//	list 1795370645140 3030 - 0 detail by=clara
//	end 1795370645150 3030 - 1 by=root any try=2
//
// A line is a command: what, milliseconds since the Unix epoch, class,
// student, key in base 16, and what only some have, in this order: "detail" when
// the asker wants it, the login of the teacher who asks, "any" when that is an
// admin, to whom any roll call is open, and the number of the try when it is not
// the first. The first line names the format, the stream that the record was
// written for, and when that was by the clock of the stream's leader.
const format = "chamada 1 "

const (
	// maxLine is how long a line can be.
	maxLine = len("present") + 1 + 20 + 1 + 20 + 1 + rollcall.MaxStudent + 1 + 16 +
		len(" detail by=") + subjects.MaxTeacher + len(" any try=4294967295\n")
	// usualLine is more than nearly all lines have, those of presences.
	usualLine = 72
)

var opNames = [...]string{
	rollcall.Start: "start", rollcall.Present: "present",
	rollcall.List: "list", rollcall.End: "end",
}

var (
	// errForeign: not a record of this journal. Every replica passes over it.
	errForeign = errors.New("not a record of this journal")
	// errNewer: a record that a later version wrote. Passing over it would
	// make this replica's state differ from the others'.
	errNewer = errors.New("a later version of chamada wrote this journal: upgrade this replica")
)

func appendHeader(b []byte, epoch string, written time.Time) []byte {
	b = append(b, format...)
	b = append(b, epoch...)
	b = append(b, ' ')
	b = strconv.AppendInt(b, written.UnixMilli(), 10)
	return append(b, '\n')
}

func appendCommand(b []byte, c rollcall.Command) []byte {
	b = append(b, opNames[c.Op]...)
	b = append(b, ' ')
	b = strconv.AppendInt(b, int64(c.Time), 10)
	b = append(b, ' ')
	b = strconv.AppendUint(b, c.Class, 10)
	b = append(b, ' ')
	if c.Student == (rollcall.Student{}) {
		b = append(b, '-')
	} else {
		b = c.Student.Append(b)
	}
	b = append(b, ' ')
	b = strconv.AppendUint(b, uint64(c.Key), 16)
	if c.Detail {
		b = append(b, " detail"...)
	}
	if c.Teacher != "" {
		b = append(b, " by="...)
		b = append(b, c.Teacher...)
		if c.Admin {
			b = append(b, " any"...)
		}
	}
	if c.Try > 1 {
		b = append(b, " try="...)
		b = strconv.AppendUint(b, uint64(c.Try), 10)
	}
	return append(b, '\n')
}

// decode appends the commands of a record to dst and tells when it was
// written. A record with any fault is foreign as a whole: it is no half of ours.
func decode(dst []rollcall.Command, epoch string, data []byte) (commands []rollcall.Command, written time.Time, err error) {
	body, written, err := cutHeader(epoch, data)
	if err != nil {
		return nil, written, err
	}
	for n := 0; len(body) > 0; n++ {
		line, rest, ok := bytes.Cut(body, []byte{'\n'})
		if !ok || n == rollcall.MaxCommands {
			return nil, written, fmt.Errorf("%w: it does not end as one", errForeign)
		}
		c, err := parseCommand(line)
		if err != nil {
			return nil, written, fmt.Errorf("%w: line %d: %w", errForeign, n+2, err)
		}
		dst, body = append(dst, c), rest
	}
	return dst, written, nil
}

func cutHeader(epoch string, data []byte) (body []byte, written time.Time, err error) {
	header, body, ok := bytes.Cut(data, []byte{'\n'})
	if !ok {
		return nil, written, errForeign
	}
	if rest, ours := bytes.CutPrefix(header, []byte(format)); ours {
		stream, at, _ := bytes.Cut(rest, []byte{' '})
		ms, err := strconv.ParseInt(string(at), 10, 64)
		if string(stream) != epoch || err != nil {
			return nil, written, fmt.Errorf("%w: its first line is %.80q", errForeign, header)
		}
		return body, time.UnixMilli(ms), nil
	}
	if bytes.HasPrefix(header, []byte("chamada ")) {
		return nil, written, errNewer
	}
	return nil, written, errForeign
}

func parseCommand(line []byte) (c rollcall.Command, err error) {
	var f [5][]byte
	for i := range f {
		if line == nil {
			return c, errors.New("too few fields")
		}
		f[i], line = cutField(line)
	}
	op, ok := parseOp(f[0])
	if !ok {
		return c, fmt.Errorf("unknown command %.20q", f[0])
	}
	c.Op = op
	ms, err1 := strconv.ParseInt(string(f[1]), 10, 64)
	class, err2 := strconv.ParseUint(string(f[2]), 10, 64)
	key, err3 := strconv.ParseUint(string(f[4]), 16, 64)
	c.Time, c.Class, c.Key = rollcall.Time(ms), class, rollcall.Key(key)
	if string(f[3]) != "-" {
		if c.Student, ok = rollcall.ParseStudent(f[3]); !ok {
			return c, fmt.Errorf("not a student: %.40q", f[3])
		}
	}
	return c, errors.Join(err1, err2, err3, parseOptions(&c, line))
}

// cutField takes the first field off a line; nothing is left after the last.
func cutField(line []byte) (field, rest []byte) {
	i := bytes.IndexByte(line, ' ')
	if i < 0 {
		return line, nil
	}
	return line[:i], line[i+1:]
}

// parseOptions reads what only some commands have, each at most once.
func parseOptions(c *rollcall.Command, options []byte) error {
	last := noOption
	for options != nil {
		var text []byte
		text, options = cutField(options)
		this, err := parseOption(c, text)
		if err != nil {
			return err
		}
		if this <= last {
			return fmt.Errorf("option out of order %.20q", text)
		}
		last = this
	}
	return nil
}

// option is one of these, in the order in which they stand.
type option int

const (
	noOption option = iota
	optionDetail
	optionBy
	optionAny
	optionTry
)

func parseOption(c *rollcall.Command, text []byte) (option, error) {
	name, value, valued := bytes.Cut(text, []byte{'='})
	switch {
	case string(name) == "detail" && !valued:
		c.Detail = true
		return optionDetail, nil
	case string(name) == "by":
		c.Teacher = string(value)
		if !subjects.Teacher(c.Teacher).Valid() {
			return 0, fmt.Errorf("not a teacher: %.80q", value)
		}
		return optionBy, nil
	case string(name) == "any" && !valued && c.Teacher != "":
		c.Admin = true
		return optionAny, nil
	case string(name) == "try":
		n, err := strconv.ParseUint(string(value), 10, 32)
		if err != nil || n < 2 {
			return 0, fmt.Errorf("not the number of a later try: %.20q", value)
		}
		c.Try = uint32(n)
		return optionTry, nil
	default:
		return 0, fmt.Errorf("unknown option %.20q", text)
	}
}

func parseOp(name []byte) (rollcall.Op, bool) {
	for op, known := range opNames {
		if string(name) == known {
			return rollcall.Op(op), true
		}
	}
	return 0, false
}
