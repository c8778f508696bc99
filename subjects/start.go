package subjects

import "strconv"

// TeacherStart opens the roll call of a class.
const TeacherStart = Root + "teacher.start"

// StartRequest opens the roll call of a class.
type StartRequest struct {
	Class Class `json:"class"`
	// CodeEvery is how often there is a new room code, in seconds, [MinCodeEvery] to
	// [MaxCodeEvery]; zero is without one, and nil as the class has it.
	CodeEvery *int `json:"code_every,omitempty"`
	// At is from when lateness counts, a time of day such as "08:00"; empty: as the class has it.
	At string `json:"at,omitempty"`
}

// Started is the reply to a start, and the event that a roll call was opened.
type Started struct {
	Class Class  `json:"class"`
	Time  Time   `json:"time"`
	Roll  string `json:"roll"` // opaque, new at every start
	// CodeEvery is how often there is a new room code, in seconds. Without it there is
	// none, whatever was asked for: an older coordinator knows of none.
	CodeEvery int      `json:"code_every,omitempty"`
	Position  Position `json:"position"`
}

// DecodeStart reads the payload of [TeacherStart]. Any error is an [*Error].
func DecodeStart(data []byte) (StartRequest, error) {
	f, err := decode(data)
	if err != nil {
		return StartRequest{}, err
	}
	class, err := f.decodeClass()
	if err != nil {
		return StartRequest{}, err
	}
	r := StartRequest{Class: class}
	if r.CodeEvery, err = f.decodeEvery(); err == nil && f.at != nil {
		r.At, err = f.decodeAt()
	}
	if err != nil {
		return StartRequest{}, err
	}
	return r, nil
}

// EventOpened is the subject that tells that a roll call was opened.
func EventOpened(c Class) string { return event(c, "opened") }

// Limits of [StartRequest.CodeEvery], in seconds.
const (
	MinCodeEvery = 10
	MaxCodeEvery = 120
)

// decodeEvery gives nil where it is left out.
func (f fields) decodeEvery() (*int, error) {
	if f.every == nil {
		return nil, nil
	}
	n, err := strconv.Atoi(string(f.every))
	if err != nil || n != 0 && (n < MinCodeEvery || n > MaxCodeEvery) {
		return nil,
			errField("code_every",
				"code_every must be 10 to 120 seconds as a whole number, or 0 for no code")
	}
	return &n, nil
}

func (f fields) decodeAt() (string, error) {
	const wrong = `at must be a time of day such as "08:00"`
	at, err := decodeText("at", f.at, wrong)
	if err == nil && !ValidAt(at) {
		err = errField("at", wrong)
	}
	return at, err
}
