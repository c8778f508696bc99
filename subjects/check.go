package subjects

// TeacherCheck opens the next check of a roll call.
const TeacherCheck = Root + "teacher.check"

// Checked is the reply to [TeacherCheck], and the event that a check is open.
type Checked struct {
	Class    Class    `json:"class"`
	Time     Time     `json:"time"`
	Roll     string   `json:"roll"`
	Check    int      `json:"check"` // from 2
	Position Position `json:"position"`
}

// EventCheck is the subject that tells that the next check of a roll call is open.
func EventCheck(c Class) string { return event(c, "check") }
