package subjects

// ListedPresence is one student's presence in a detailed [Roll].
type ListedPresence struct {
	Student Student `json:"student"`
	Time    Time    `json:"time"`
	// that the student was there at; if there were several
	Checks  []int   `json:"checks,omitempty"`
	Scanned Time    `json:"scanned,omitzero"` // when the code was scanned; only with a ticket
	By      Teacher `json:"by,omitempty"`     // the kiosk or teacher who has registered the student
}

func (a *ListedPresence) append(b []byte) []byte {
	b = append(b, `{"student":"`...)
	b = append(b, a.Student...)
	b = append(b, `","time":"`...)
	b = a.Time.append(b)
	b = append(b, '"')
	if len(a.Checks) > 0 {
		b = appendMember(b, "checks", a.Checks)
	}
	b = appendScanned(b, a.Scanned)
	b = appendBy(b, a.By)
	return append(b, '}')
}
