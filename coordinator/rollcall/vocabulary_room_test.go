package rollcall_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"pgregory.net/rapid"

	"github.com/chamada/chamada/coordinator/rollcall"
)

// The words for what only a classroom has.

// asked is what few commands have, nil when q has nothing of it.
func (q request) asked() *rollcall.Asked {
	a := rollcall.Asked{
		Every: q.every, Code: q.code, Ticket: q.ticket, Device: q.device, Kiosk: q.kiosk,
		Strike: q.strike, Reason: q.reason,
	}
	if a == (rollcall.Asked{}) {
		return nil
	}
	if q.every != 0 {
		a.Secret = secretOf(q.class)
	}
	return &a
}

func (q request) classroomWords() (words []string) {
	for name, value := range map[string]string{
		"code=": q.code, "ticket=": q.ticket, "device=": q.device, "kiosk=": q.kiosk,
		"reason=": q.reason,
	} {
		if value != "" {
			words = append(words, name+value)
		}
	}
	if q.every != 0 {
		words = append(words, fmt.Sprintf("every=%d", q.every))
	}
	if q.strike {
		words = append(words, "strike")
	}
	slices.Sort(words)
	return words
}

// parseClassroom reads a word of [request.classroomWords], and tells whether it is one.
func (q *request) parseClassroom(word string) bool {
	name, value, _ := strings.Cut(word, "=")
	switch name {
	case "code":
		q.code = value
	case "ticket":
		q.ticket = value
	case "device":
		q.device = value
	case "kiosk":
		q.kiosk = value
	case "reason":
		q.reason = value
	case "every":
		q.every, _ = strconv.Atoi(value)
	case "strike":
		q.strike = true
	default:
		return false
	}
	return true
}

// shifts are words for the code of a window: that of now, scanned or typed, and others.
var shifts = map[string]rollcall.Age{"now": 0, "typed": 0, "before": -1, "old": -3, "next": 1,
	"wrong": 9999}

// resolve makes of a word for a code the one that it means when q is asked, and of #1 the
// ticket that was given last, of #2 that before.
func (n *naive) resolve(q request, tickets []string) request {
	n.given = tickets
	if number, ok := strings.CutPrefix(q.ticket, "#"); ok {
		i, _ := strconv.Atoi(number)
		q.ticket = "-"
		if len(tickets) > 0 {
			q.ticket = tickets[max(0, len(tickets)-i)]
		}
	}
	shift, ok := shifts[q.code]
	if !ok && q.code != "first" {
		return q
	}
	r := n.open(q)
	if r == nil || r.every == 0 {
		q.code = "000000"
		return q
	}
	whole := r.code(len(r.checks), max(0, r.window(n.age)+shift))
	switch q.code {
	case "first":
		whole = r.code(1, 0)
	case "typed":
		whole = whole[:6]
	}
	q.code = whole
	return q
}

// room is what an outcome says that only a classroom has.
func (r *reader) room(o *rollcall.Outcome) (words string) {
	t := o.Told
	if t == nil {
		return ""
	}
	if t.Every != 0 {
		words += fmt.Sprintf(", every %d", t.Every)
	}
	if t.Check != 0 {
		words += fmt.Sprintf(", check %d", t.Check)
	}
	if t.Scanned != 0 {
		words += ", scanned " + clock(t.Scanned)
	}
	if t.By != "" {
		words += ", by " + t.By
	}
	if t.Code != "" {
		words += fmt.Sprintf(", code %s, qr %s for %d", t.Code, t.QR, t.TTL)
	}
	if t.Ticket != "" {
		words += fmt.Sprintf(", ticket #%d for %d", r.ticket(t.Ticket), t.TTL)
	}
	return words + listWords(o, t)
}

func listWords(o *rollcall.Outcome, t *rollcall.Told) (words string) {
	if t.Checks > 0 {
		words = fmt.Sprintf(", %d checks", t.Checks)
	}
	came := arrivals(o.Arrivals)
	for i, each := range t.Each {
		var checks []int
		for n := range rollcall.MaxChecks {
			if each.Checks&(1<<n) != 0 {
				checks = append(checks, n+1)
			}
		}
		words += eachWords(came[i].student, checks, each.Scanned, each.By)
	}
	if len(t.Shared) > 0 {
		words += fmt.Sprintf(", shared %v", t.Shared)
	}
	for _, s := range t.Struck {
		words += strikeWords(s.Student.String(), s.Time, s.By, s.Reason)
	}
	return words
}

// eachWords says nothing of a presence that is like any.
func eachWords(student string, checks []int, scanned rollcall.Time, by string) string {
	if fmt.Sprint(checks) == "[1]" && scanned == 0 && by == "" {
		return ""
	}
	words := fmt.Sprintf(", %s at %v", student, checks)
	if scanned != 0 {
		words += " scanned " + clock(scanned)
	}
	if by != "" {
		words += " by " + by
	}
	return words
}

func strikeWords(student string, at rollcall.Time, by, reason string) string {
	return fmt.Sprintf(", struck %s %s by %q: %s", student, clock(at), by, reason)
}

// ticket is the number of a ticket, in the order in which they were given.
func (r *reader) ticket(text string) int {
	i := slices.Index(r.tickets, text)
	if i < 0 {
		i = len(r.tickets)
		r.tickets = append(r.tickets, text)
	}
	return i + 1
}

var (
	roomVerbs = rapid.SampledFrom([]string{"start", "start", "present", "present", "present",
		"code", "scan", "check", "mark", "mark", "list"})
	codes = rapid.SampledFrom([]string{"", "now", "now", "typed", "typed", "before",
		"old", "next", "first", "wrong", "482913"})
	proofs  = rapid.SampledFrom([]string{"", "", "#1", "#1", "#2", "#3", "x"})
	devices = rapid.SampledFrom([]string{"", "", "d", "e"})
)

// askInClassroom draws a request of a class for what only a classroom has.
func (h *history) askInClassroom(t *rapid.T, q request) request {
	q.verb = roomVerbs.Draw(t, "room verb")
	switch q.verb {
	case "scan":
		q.code, q.device = codes.Draw(t, "code"), devices.Draw(t, "device")
		q.student = rapid.SampledFrom([]string{"", "", "1"}).Draw(t, "logged in")
		return q
	case "present":
		q.code, q.device = codes.Draw(t, "code"), devices.Draw(t, "device")
		q.student, q.ticket = students.Draw(t, "student"), proofs.Draw(t, "ticket")
		q.kiosk = rapid.SampledFrom([]string{"", "", "", "porta-1"}).Draw(t, "kiosk")
	case "start":
		q.every = rapid.SampledFrom([]int{0, 10, 30, 120}).Draw(t, "every")
	case "mark":
		q.student, q.strike = students.Draw(t, "student"), rapid.Bool().Draw(t, "strike")
		if q.strike {
			q.reason = "saiu"
		}
	}
	if q.verb != "present" {
		asker := askers.Draw(t, "asker")
		q.by, q.any, q.born = asker.by, asker.any, asker.born
	}
	if q.verb == "list" {
		q.detail, q.last = rapid.Bool().Draw(t, "detail"), rapid.Bool().Draw(t, "last")
	} else if q.verb != "code" {
		q.id, q.try = ids.Draw(t, "id"), tries.Draw(t, "try")
	}
	return q
}
