package roster

import "github.com/chamada/chamada/subjects"

// Beside looks for entries that would come onto a class list beside somebody whose number differs
// in leading zeros only. It is a doubt where the names do not tell two people apart, else a note.
func (l *List) Beside(students []subjects.Enrolled) (doubts, notes Findings) {
	there := make(map[string]bool, len(students))
	alike := map[string][]subjects.Enrolled{}
	for _, s := range students {
		there[string(s.Student)] = true
		if rest, ok := Unpadded(string(s.Student)); ok {
			alike[rest] = append(alike[rest], s)
		}
	}
	for _, e := range l.Entries {
		rest, ok := Unpadded(e.Number)
		if !ok || there[e.Number] || !e.IsStudent() {
			continue
		}
		for _, s := range alike[rest] {
			found := &notes
			if SameName(e.Name, s.Name) || e.Name == "" || s.Name == "" {
				found = &doubts
			}
			found.Add(e.Line, e.Number+" ~ "+string(s.Student), ErrZeroThere)
		}
	}
	return doubts, notes
}
