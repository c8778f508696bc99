package rollcall_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/chamada/chamada/coordinator/rollcall"
)

// naiveRoom is what a roll call has of codes, checks and marks.
type naiveRoom struct {
	every   rollcall.Age
	checks  []rollcall.Age // when each was opened
	later   []naivePresence
	strikes []naiveStrike
}

// naiveExtra is what a presence has. A student who is struck out is gone.
type naiveExtra struct {
	check   int
	scanned rollcall.Time
	by      string
	device  string
	gone    bool
	left    rollcall.Position // where a student who is gone was struck out
}

type naiveStrike struct {
	student, by, reason string
	time                rollcall.Time
	lifted              bool
}

// naiveTicket is what a ticket says that was given.
type naiveTicket struct {
	roll            *naiveRoll
	check           int
	age             rollcall.Age
	time            rollcall.Time
	device, student string
}

func secretOf(class uint64) (s rollcall.Secret) {
	binary.BigEndian.PutUint64(s[:], class)
	s[31] = 7
	return s
}

func (r *naiveRoll) begin(q request, age rollcall.Age) {
	r.every, r.checks = rollcall.Age(q.every)*1000, []rollcall.Age{age}
}

// code is what the documents say: eight bytes of an HMAC over class, roll, check and
// window, as six digits, and then 25 bits in Crockford's base 32.
func (r *naiveRoll) code(check int, window rollcall.Age) string {
	key := secretOf(r.class)
	h := hmac.New(sha256.New, key[:])
	_ = binary.Write(h, binary.BigEndian, r.class)
	h.Write([]byte(strconv.FormatInt(int64(r.started), 36) + "-" +
		strconv.FormatUint(r.opened.Record, 36) + "-" +
		strconv.FormatUint(uint64(r.opened.Index), 36)))
	h.Write([]byte{byte(check)})
	_ = binary.Write(h, binary.BigEndian, uint64(window))
	sum := h.Sum(nil)
	code := fmt.Sprintf("%06d", binary.BigEndian.Uint64(sum)%1_000_000)
	bits := binary.BigEndian.Uint32(sum[8:]) >> 7
	for i := range 5 {
		code += string("0123456789ABCDEFGHJKMNPQRSTVWXYZ"[bits>>(5*(4-i))&31])
	}
	return code
}

func (r *naiveRoll) window(age rollcall.Age) rollcall.Age {
	return (age - r.checks[len(r.checks)-1]) / r.every
}

// judgeCode says what is wrong with a code, empty when nothing is.
func (r *naiveRoll) judgeCode(age rollcall.Age, code string) string {
	if code == "" {
		return "code_missing"
	}
	is := func(check int, window rollcall.Age) bool {
		whole := r.code(check, window)
		return code == whole || code == whole[:6]
	}
	open, now := len(r.checks), r.window(age)
	soon := r.checks[open-1]+(now+1)*r.every-age <= 2000
	if is(open, now) || now > 0 && is(open, now-1) || soon && is(open, now+1) {
		return ""
	}
	for i, since := range r.checks {
		closed := age
		if i+1 < open {
			closed = r.checks[i+1]
		}
		for w := max(0, (age-900_000-since)/r.every-1); since+w*r.every < closed; w++ {
			if over := min(closed, since+(w+1)*r.every); is(i+1, w) && age-over <= 900_000 {
				return "code_expired"
			}
		}
	}
	return "code_wrong"
}

// admit is what a presence would be registered with, and why not.
func (n *naive) admit(r *naiveRoll, q request) (naiveExtra, string) {
	e := naiveExtra{check: len(r.checks), device: q.device}
	if r.every == 0 {
		return e, ""
	}
	if q.kiosk != "" {
		e.by = q.kiosk
		return e, ""
	}
	t, wrong := n.ticket(r, q)
	if t != nil {
		e.check, e.scanned = t.check, t.time
		return e, ""
	}
	no := r.judgeCode(n.age, q.code)
	if no == "code_missing" && wrong != "" {
		no = wrong
	}
	return e, no
}

// ticket is the one that q has with it, or what is wrong with it.
func (n *naive) ticket(r *naiveRoll, q request) (t *naiveTicket, wrong string) {
	if q.ticket == "" {
		return nil, ""
	}
	i := slices.Index(n.given, q.ticket)
	if i < 0 {
		return nil, "ticket_wrong"
	}
	t = &n.tickets[i]
	switch {
	case t.roll != r || t.device != "" && t.device != q.device || t.student != "" &&
		t.student != q.student:
		return nil, "ticket_wrong"
	case n.age-t.age > 180_000:
		return nil, "ticket_expired"
	default:
		return t, ""
	}
}

// find is the student's presence in a check, or the first in any.
func (r *naiveRoll) find(student string, check int) *naivePresence {
	for _, all := range [][]naivePresence{r.came, r.later} {
		for i := range all {
			if p := &all[i]; p.student == student && !p.gone && (check == 0 || p.check == check) {
				return p
			}
		}
	}
	return nil
}

func (r *naiveRoll) register(at rollcall.Position, q request, e naiveExtra) reply {
	p := naivePresence{arrival{q.student, q.time}, at, e}
	if r.find(q.student, 0) != nil {
		r.later = append(r.later, p)
	} else {
		r.came = append(r.came, p)
	}
	return r.toldOf("registered", &p)
}

func (r *naiveRoll) toldOf(verdict string, p *naivePresence) reply {
	told := r.reply(verdict, p.position, p.time)
	told.student, told.room = p.student, p.room()
	return told
}

func (e naiveExtra) room() (words string) {
	if e.check > 1 {
		words += fmt.Sprintf(", check %d", e.check)
	}
	if e.scanned != 0 {
		words += ", scanned " + clock(e.scanned)
	}
	if e.by != "" {
		words += ", by " + e.by
	}
	return words
}

func (r *naiveRoll) isStruck(student string) bool {
	return slices.ContainsFunc(r.strikes, func(s naiveStrike) bool {
		return s.student == student && !s.lifted
	})
}

func (r *naiveRoll) lift(student string) {
	for i := range r.strikes {
		if r.strikes[i].student == student {
			r.strikes[i].lifted = true
		}
	}
}

// classroom judges code, scan, check and mark.
func (n *naive) classroom(at rollcall.Position, q request, r *naiveRoll) reply {
	no := ""
	switch {
	case r == nil:
		no = "not_open"
	case q.verb != "scan" && !n.may(r, q):
		no = "forbidden"
	case !n.takes(r, q.time) && !q.strike:
		no = "not_open"
	case (q.verb == "code" || q.verb == "scan") && r.every == 0:
		no = "no_code"
	case q.verb == "scan":
		no = r.judgeCode(n.age, q.code)
	case q.verb == "check" && len(r.checks) == 9:
		no = "too_many_checks"
	}
	if no != "" {
		return reply{verdict: no, position: at, time: q.time, student: q.student}
	}
	switch q.verb {
	case "code":
		return n.code(at, q, r)
	case "scan":
		return n.scan(at, q, r)
	case "check":
		r.checks = append(r.checks, n.age)
		told := r.reply("checked", at, q.time)
		told.room = fmt.Sprintf(", check %d", len(r.checks))
		return n.effect(q, r, told)
	default:
		return n.mark(at, q, r)
	}
}

func (n *naive) code(at rollcall.Position, q request, r *naiveRoll) reply {
	w := r.window(n.age)
	code := r.code(len(r.checks), w)
	told := r.reply("coded", at, q.time)
	left := r.checks[len(r.checks)-1] + (w+1)*r.every - n.age
	told.room = fmt.Sprintf(", check %d, code %s, qr %s for %d", len(r.checks), code[:6], code,
		left)
	return told
}

// scan gives a ticket. One that says the same is the same.
func (n *naive) scan(at rollcall.Position, q request, r *naiveRoll) reply {
	t := naiveTicket{r, len(r.checks), n.age, q.time, q.device, q.student}
	i := slices.Index(n.tickets, t)
	if i < 0 {
		i = len(n.tickets)
		n.tickets = append(n.tickets, t)
	}
	told := r.reply("ticketed", at, q.time)
	told.room = fmt.Sprintf(", check %d, ticket #%d for 180000", t.check, i+1)
	return told
}

func (n *naive) mark(at rollcall.Position, q request, r *naiveRoll) reply {
	if !q.strike {
		if p := r.find(q.student, len(r.checks)); p != nil {
			return r.toldOf("already", p)
		}
		r.lift(q.student)
		return n.effect(q, r, r.register(at, q, naiveExtra{check: len(r.checks), by: q.by}))
	}
	r.lift(q.student)
	r.strikes = append(r.strikes,
		naiveStrike{student: q.student, by: q.by, reason: q.reason, time: q.time})
	for _, all := range [][]naivePresence{r.came, r.later} {
		for i := range all {
			if all[i].student == q.student && !all[i].gone {
				all[i].gone, all[i].left = true, at
			}
		}
	}
	told := r.reply("struck", at, q.time)
	told.student = q.student
	if q.by != "" {
		told.room = ", by " + q.by
	}
	return n.effect(q, r, told)
}

// inDetail is what a list in detail says besides of those who are there, for instance
// ", 2 checks, at [1 2] scanned day1 08:00:00, shared [[1 2]]".
func (r *naiveRoll) inDetail() string {
	var words strings.Builder
	if len(r.checks) > 1 {
		fmt.Fprintf(&words, ", %d checks", len(r.checks))
	}
	for i := range r.came {
		if p := &r.came[i]; !p.gone {
			words.WriteString(eachWords(p.student, r.checksOf(p.student), p.scanned, p.by))
		}
	}
	if groups := r.shared(); len(groups) > 0 {
		fmt.Fprintf(&words, ", shared %v", groups)
	}
	for _, s := range r.strikes {
		if !s.lifted {
			words.WriteString(strikeWords(s.student, s.time, s.by, s.reason))
		}
	}
	return words.String()
}

func (r *naiveRoll) checksOf(student string) (checks []int) {
	for check := range r.checks {
		if r.find(student, check+1) != nil {
			checks = append(checks, check+1)
		}
	}
	return checks
}

func (r *naiveRoll) shared() (groups [][]string) {
	var devices []string
	of := make(map[string][]string)
	note := func(student, device string) {
		if device == "" || slices.Contains(of[device], student) {
			return
		}
		if of[device] == nil {
			devices = append(devices, device)
		}
		of[device] = append(of[device], student)
	}
	for i := range r.came {
		if p := &r.came[i]; !p.gone {
			note(p.student, p.device)
			for check := range r.checks {
				if later := r.find(p.student, check+1); later != nil {
					note(p.student, later.device)
				}
			}
		}
	}
	for _, device := range devices {
		if len(of[device]) > 1 {
			groups = append(groups, of[device])
		}
	}
	return groups
}
