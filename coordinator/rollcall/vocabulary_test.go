package rollcall_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/chamada/chamada/coordinator/rollcall"
)

// The words in which the tests of this package speak of requests and replies.

const (
	millisecond rollcall.Time = 1
	second                    = 1000 * millisecond
	minute                    = 60 * second
	hour                      = 60 * minute
	day                       = 24 * hour
)

// day1 is the midnight that all test times are counted from.
var day1 = rollcall.Time(time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC).UnixMilli())

// clock writes t as "day1 08:00:05", with milliseconds when there are any.
func clock(t rollcall.Time) string {
	since := t - day1
	text := fmt.Sprintf("day%d %02d:%02d:%02d", 1+since/day, since%day/hour, since%hour/minute,
		since%minute/second)
	if ms := since % second; ms != 0 {
		text += fmt.Sprintf(".%03d", ms)
	}
	return text
}

var verbs = map[string]rollcall.Op{
	"start": rollcall.Start, "present": rollcall.Present, "list": rollcall.List,
	"end":  rollcall.End,
	"code": rollcall.Code, "scan": rollcall.Scan, "check": rollcall.Check, "mark": rollcall.Mark,
}

// request is a command before it is packed: text for the student and the id.
type request struct {
	verb    string
	class   uint64
	student string
	detail  bool
	last    bool          // of a list: of what has ended last; not in the journal
	by      string        // who asks; empty: there are no logins
	any     bool          // who is an admin
	born    rollcall.Time // when the login was made; zero: not known
	id      string        // empty: cannot be repeated
	try     uint32
	time    rollcall.Time

	every  int    // seconds from one code to the next
	code   string // or a word for it, see naive.resolve
	ticket string // or #1 for the last that was given
	device string
	kiosk  string
	strike bool
	reason string

	teachers, rule string // that a start takes from its class

	known string // what its writer knew against it
	open  int    // and how many roll calls its login had open, if many
}

func (q request) command() rollcall.Command {
	student, _ := rollcall.ParseStudent(q.student)
	c := rollcall.Command{
		Op: verbs[q.verb], Class: q.class, Student: student, Detail: q.detail, Last: q.last,
		Teacher: q.by, Born: q.born, Admin: q.any, Try: q.try, Time: q.time,
		Asked: q.asked(), Terms: q.terms(), Known: knowns[q.known], Open: q.open,
	}
	if q.id != "" {
		c.Key = rollcall.NewKey(c, q.id)
	}
	return c
}

// identity is what makes two requests the same one.
func (q request) identity() request {
	return request{verb: q.verb, class: q.class, student: q.student, by: q.by, id: q.id,
		strike: q.strike}
}

func (q request) String() string {
	words := []string{clock(q.time), q.verb, fmt.Sprint(q.class)}
	if q.student != "" {
		words = append(words, q.student)
	}
	if q.detail {
		words = append(words, "detail")
	}
	if q.last {
		words = append(words, "last")
	}
	if q.by != "" {
		words = append(words, "by="+q.by)
	}
	if q.any {
		words = append(words, "any")
	}
	if q.born != 0 {
		words = append(words, fmt.Sprintf("born=%d", q.born))
	}
	words = append(words, q.classroomWords()...)
	words = append(words, q.termsWords()...)
	if q.known != "" {
		words = append(words, "known="+q.known)
	}
	if q.id != "" {
		words = append(words, "id="+q.id)
	}
	if q.try != 0 {
		words = append(words, fmt.Sprintf("try=%d", q.try))
	}
	return strings.Join(words, " ")
}

// reply is all that an outcome says, with the roll call by the number of its
// start: the first ever is 1, none is 0.
type reply struct {
	verdict  string
	position rollcall.Position
	time     rollcall.Time
	class    uint64
	student  string
	roll     int
	started  rollcall.Time
	detail   bool
	last     bool
	arrivals []arrival
	room     string // what only a classroom has, in words
	terms    string // what it took from its class, in words
}

type arrival struct {
	student string
	time    rollcall.Time
}

func (r reply) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d-%d %s class %d", r.position.Record, r.position.Index, r.verdict, r.class)
	if r.student != "" {
		fmt.Fprintf(&b, " student %s", r.student)
	}
	if r.roll != 0 {
		fmt.Fprintf(&b, " roll %d of %s", r.roll, clock(r.started))
	}
	fmt.Fprintf(&b, ", %s", clock(r.time))
	if r.detail {
		b.WriteString(", detail")
	}
	if r.last {
		b.WriteString(", last")
	}
	b.WriteString(r.room + r.terms)
	for _, a := range r.arrivals {
		fmt.Fprintf(&b, "\n\t%s, %s", a.student, clock(a.time))
	}
	return b.String()
}

var verdicts = map[rollcall.Verdict]string{
	rollcall.Opened: "opened", rollcall.Registered: "registered", rollcall.Already: "already",
	rollcall.Listed: "listed", rollcall.Ended: "ended",
	rollcall.NotOpen: "not_open", rollcall.Full: "full", rollcall.AlreadyOpen: "already_open",
	rollcall.Forbidden: "forbidden", rollcall.Superseded: "superseded",
	rollcall.TooManyOpen: "too_many_open",
	rollcall.Coded:       "coded", rollcall.Ticketed: "ticketed", rollcall.Checked: "checked",
	rollcall.Struck: "struck",
	rollcall.NoCode: "no_code", rollcall.TooManyChecks: "too_many_checks",
	rollcall.CodeMissing: "code_missing", rollcall.CodeWrong: "code_wrong",
	rollcall.CodeExpired: "code_expired",
	rollcall.TicketWrong: "ticket_wrong", rollcall.TicketExpired: "ticket_expired",
	rollcall.StruckOut: "struck_out", rollcall.Overtaken: "overtaken",
}

// reader turns outcomes into replies. It numbers roll calls as it sees them
// open: one that had the id of another would get its number.
type reader struct {
	rolls   map[string]int
	tickets []string // each once, as they were given
}

func newReader() *reader { return &reader{rolls: make(map[string]int)} }

func (r *reader) read(o rollcall.Outcome) string {
	if _, known := r.rolls[o.Roll]; !known && o.Verdict == rollcall.Opened {
		r.rolls[o.Roll] = len(r.rolls) + 1
	}
	return said(o.Repeated, reply{
		verdict: verdicts[o.Verdict], position: o.Position, time: o.Time,
		class: o.Class, student: o.Student.String(), roll: r.rolls[o.Roll], started: o.Started,
		detail: o.Detail, last: o.Last, arrivals: arrivals(o.Arrivals), room: r.room(&o),
		terms: termsWords(o.Terms),
	})
}

func arrivals(view rollcall.Arrivals) []arrival {
	var all []arrival
	for student, at := range view.All() {
		all = append(all, arrival{student.String(), at})
	}
	return all
}

// said marks a reply that was given before.
func said(again bool, r reply) string {
	if again {
		return "again " + r.String()
	}
	return r.String()
}
