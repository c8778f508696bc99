// Package command writes and reads the commands of the state machine as they stand in the
// journal's records: a line of text each, so that an operator can read the journal.
//
//	start 1795370645123 3030 - 51c2a6f0de3b9a10 by=clara born=1795000000000
//	present 1795370645130 3030 042191010 a77e94f2c5d1b38
//	list 1795370645140 3030 - 0 detail by=clara
//	end 1795370645150 3030 - 1 by=root any try=2
//
// The third version also has
//
//	start 1795370645123 3030 - 51c2 by=clara every=30 secret=6b2f...
//	scan 1795370645130 3030 - 0 code=482913K7MQ2 device="a phone"
//	present 1795370645130 3030 042191010 a77e code=482913
//	code 1795370645140 3030 - 0 by=clara
//	check 1795370645150 3030 - 1 by=clara
//	mark 1795370645160 3030 042191010 2 by=clara strike reason="saiu da sala"
//
// The fourth has what a start takes from the list of its class, and what the writer of a
// command knew against it
//
//	start 1795370645123 3030 - 51c2 by=clara teachers="clara,davi" rule="{\"hours\":2}"
//	start 1795370645124 3030 - 51c3 by=davi known=open
//	present 1795370645130 3030 042191010 a77e known=done
//
// A line is what, milliseconds since the Unix epoch, class, student, key in base 16,
// and options, which only some have, in the order of [options]. A value of other
// characters than letters, digits and _.:- is quoted as in Go.
//
// What may stand in a record is a matter of the record's version: a new command or
// option is one more line in a table here, with the version that has it first. By the
// first version a line that is not understood makes the record foreign; from the
// second on it stops the replica, which must be upgraded.
//
// [Machine] is the state machine behind that text, as the journal applies it.
package command

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"

	"github.com/chamada/chamada/coordinator/journal/record"
	"github.com/chamada/chamada/coordinator/rollcall"
)

// ops are the commands, with the version that has them first.
var ops = [...]struct {
	name  string
	since int
}{
	rollcall.Start: {"start", 1}, rollcall.Present: {"present", 1},
	rollcall.List: {"list", 1}, rollcall.End: {"end", 1},
	rollcall.Code: {"code", 3}, rollcall.Scan: {"scan", 3},
	rollcall.Check: {"check", 3}, rollcall.Mark: {"mark", 3},
}

// Needs is the least version of the journal that can hold all of a command that matters.
func Needs(c *rollcall.Command) int {
	least := ops[c.Op].since
	for i := range options {
		if o := &options[i]; o.matters && o.has(c) {
			least = max(least, o.since)
		}
	}
	return least
}

// Append appends the line of a command to a record of that version.
func Append(b []byte, version int, c *rollcall.Command) []byte {
	b = append(b, ops[c.Op].name...)
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
	return append(appendOptions(b, version, c), '\n')
}

// Decode appends the commands of a record of that version to dst. A record of the first
// with any fault is foreign as a whole ([record.ErrForeign]): it is no half of ours. One
// of a later version was written by a version that this one is not ([record.ErrNewer]).
func Decode(dst []rollcall.Command, version int, body []byte) ([]rollcall.Command, error) {
	fault := record.ErrForeign
	if version > record.First {
		fault = record.ErrNewer
	}
	for n := 0; len(body) > 0; n++ {
		line, rest, ok := bytes.Cut(body, []byte{'\n'})
		if !ok || n == rollcall.MaxCommands {
			return nil, fmt.Errorf("%w: it does not end as one", fault)
		}
		c, err := parse(version, line)
		if err != nil {
			return nil, fmt.Errorf("%w: command %d: %w", fault, n+1, err)
		}
		dst, body = append(dst, c), rest
	}
	return dst, nil
}

func parse(version int, line []byte) (c rollcall.Command, err error) {
	var f [5][]byte
	for i := range f {
		if line == nil {
			return c, errors.New("too few fields")
		}
		f[i], line = cutField(line)
	}
	op, ok := parseOp(version, f[0])
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
	err = errors.Join(err1, err2, err3, parseOptions(&c, version, line))
	return c, errors.Join(err, complete(&c))
}

// cutField takes the first field off a line; nothing is left after the last.
func cutField(line []byte) (field, rest []byte) {
	i := bytes.IndexByte(line, ' ')
	if i < 0 {
		return line, nil
	}
	return line[:i], line[i+1:]
}

func parseOp(version int, name []byte) (rollcall.Op, bool) {
	for op, known := range ops {
		if string(name) == known.name && known.since <= version {
			return rollcall.Op(op), true
		}
	}
	return 0, false
}
