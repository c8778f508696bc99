package coordinator

import "github.com/chamada/chamada/subjects"

// classOps are the requests about classes, and classOutcomes what can come of each.
var (
	classOps      = []string{"class_put", "class_get", "class_list", "class_remove"}
	classOutcomes = []string{"done", string(subjects.Overloaded), string(subjects.Unavailable)}
)

// tellClasses has what can come about told before it has.
func (m *metrics) tellClasses() {
	for _, op := range classOps {
		for _, outcome := range classOutcomes {
			m.outcomes.WithLabelValues(op, outcome)
		}
	}
}

// answeredClass counts a request about a class.
func (m *metrics) answeredClass(op, outcome string) {
	m.outcomes.WithLabelValues(op, outcome).Inc()
}

// refusedStart counts a start that was refused for what its class says, or because that could not
// be read.
func (m *metrics) refusedStart(why subjects.Code) {
	m.outcomes.WithLabelValues("start", string(why)).Inc()
}
