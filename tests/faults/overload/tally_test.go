//go:build faults && linux

package overload_test

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/chamada/chamada/subjects"
)

// tally is what became of requests.
type tally struct {
	confirmed   []uint64 // students
	overloaded  int
	unavailable int
	unheard     int // NATS said that nobody serves
	wrong       error

	confirmedIn, refusedIn []time.Duration // of one in sampleEvery
}

const sampleEvery = 16

func (t *tally) answers() int { return len(t.confirmed) + t.overloaded + t.unavailable + t.unheard }

// note counts a reply. Its subject ends in the student and the microsecond of
// sending.
func (t *tally) note(r reply) {
	token := bytes.Split(r.subject, []byte("."))
	student, err1 := strconv.ParseUint(string(token[len(token)-2]), 10, 64)
	sent, err2 := strconv.ParseInt(string(token[len(token)-1]), 10, 64)
	took := time.Since(time.UnixMicro(sent))
	sampled := student%sampleEvery == 0
	switch {
	case err1 != nil || err2 != nil:
		t.wrong = fmt.Errorf("a reply to %s", r.subject)
	case len(r.headers) == 0 &&
		bytes.HasPrefix(r.data, fmt.Appendf(nil, `{"class":%d,`, classOf(student))):
		t.confirmed = append(t.confirmed, student)
		if sampled {
			t.confirmedIn = append(t.confirmedIn, took)
		}
	case len(r.headers) > 0 && len(r.data) == 0:
		t.unheard++
	case bytes.Contains(r.data, []byte(`"`+subjects.Overloaded+`"`)):
		t.overloaded++
		if sampled {
			t.refusedIn = append(t.refusedIn, took)
		}
	case bytes.Contains(r.data, []byte(`"`+subjects.Unavailable+`"`)):
		t.unavailable++
	default:
		t.wrong = fmt.Errorf("student %d got %s%s", student, r.headers, r.data)
	}
}

func (t *tally) add(u *tally) {
	t.confirmed = append(t.confirmed, u.confirmed...)
	t.overloaded += u.overloaded
	t.unavailable += u.unavailable
	t.unheard += u.unheard
	t.confirmedIn = append(t.confirmedIn, u.confirmedIn...)
	t.refusedIn = append(t.refusedIn, u.refusedIn...)
	if t.wrong == nil {
		t.wrong = u.wrong
	}
}

// reset forgets everything but the room for it.
func (t *tally) reset() {
	*t = tally{confirmed: t.confirmed[:0], confirmedIn: t.confirmedIn[:0],
		refusedIn: t.refusedIn[:0]}
}

// over describes a tally of that long.
func (t *tally) over(d time.Duration) string {
	return fmt.Sprintf(
		"%.0f/s confirmed (half within %v, 99 %% within %v), %.0f/s overloaded (%v, %v), %d "+
			"unavailable, %d unheard",
		float64(len(t.confirmed))/d.Seconds(), quantile(t.confirmedIn, 0.5),
		quantile(t.confirmedIn, 0.99),
		float64(t.overloaded)/d.Seconds(), quantile(t.refusedIn, 0.5), quantile(t.refusedIn, 0.99),
		t.unavailable, t.unheard)
}

func quantile(d []time.Duration, q float64) time.Duration {
	if len(d) == 0 {
		return 0
	}
	slices.Sort(d)
	return d[int(float64(len(d)-1)*q)].Round(time.Millisecond)
}
