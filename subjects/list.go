package subjects

// TeacherList replies with everyone present so far.
const TeacherList = Root + "teacher.list"

// TeacherEnd ends a roll call, replies with everyone present, erases it.
const TeacherEnd = Root + "teacher.end"

// ListRequest asks for the list of a class: of what is open, or of what has ended last.
type ListRequest struct {
	Class  Class `json:"class"`
	Detail bool  `json:"detail,omitempty"` // with the time of each presence
	Last   bool  `json:"last,omitempty"`   // not what is open, but what has ended last
	// After is the More of the reply before, whose next part is wanted. [MoreDetail] gives the
	// first part.
	After string `json:"after,omitempty"`
}

// MoreDetail is the [Roll.More] of a list that leaves out what does not fit of its detail. The
// same request with it as [ListRequest.After] gives the list anew, with all detail, in parts; of an
// end, a list of what has ended last.
const MoreDetail = "detail"

// EndRequest ends the roll call of a class.
type EndRequest struct {
	Class  Class `json:"class"`
	Detail bool  `json:"detail,omitempty"` // with the time of each presence
}

// EndEvent is the event that a roll call has ended.
type EndEvent struct {
	Class    Class    `json:"class"`
	Roll     string   `json:"roll"`
	Time     Time     `json:"time"`
	Position Position `json:"position"`
	Count    int      `json:"count"` // students present
}

// EventEnded is the subject that tells that a roll call has ended.
func EventEnded(c Class) string { return event(c, "ended") }

// DecodeEnd reads the payload of [TeacherEnd]. Any error is an [*Error].
func DecodeEnd(data []byte) (EndRequest, error) {
	f, err := decode(data)
	if err != nil {
		return EndRequest{}, err
	}
	class, detail, err := f.decodeDetail()
	return EndRequest{Class: class, Detail: detail}, err
}

// DecodeList reads the payload of [TeacherList]. Any error is an [*Error].
func DecodeList(data []byte) (ListRequest, error) {
	f, err := decode(data)
	if err != nil {
		return ListRequest{}, err
	}
	class, detail, err := f.decodeDetail()
	if err != nil {
		return ListRequest{}, err
	}
	last, err := f.decodeLast()
	if err != nil {
		return ListRequest{}, err
	}
	after, err := f.decodeAfter()
	return ListRequest{Class: class, Detail: detail, Last: last, After: after}, err
}

// decodeDetail reads the class, and whether detail is wanted of it.
func (f fields) decodeDetail() (class Class, detail bool, err error) {
	if class, err = f.decodeClass(); err != nil {
		return 0, false, err
	}
	detail, ok := decodeBool(f.detail)
	if !ok {
		return 0, false, errJSON(`detail must be true or false, without quotes`)
	}
	return class, detail, nil
}

func (f fields) decodeLast() (bool, error) {
	last, ok := decodeBool(f.last)
	if !ok {
		return false, errField("last", `last must be true or false, without quotes`)
	}
	return last, nil
}
