package coordinator

// recordOps are the requests about records, by their endpoints, as metrics name them.
var recordOps = map[string]string{
	"record-get": "record_get", "record-list": "record_list", "record-report": "record_report",
	"record-correct": "record_correct", "record-add": "record_add",
	"record-feed": "record_feed", "student-record": "student_record",
}

// personOps are those that only an admin makes.
var personOps = map[string]string{
	"person-export": "person_export", "person-erase": "person_erase",
	"record-purge": "record_purge",
}

// tellRecords has what can come about told before it has.
func (m *metrics) tellRecords() {
	for _, ops := range []map[string]string{recordOps, personOps} {
		for _, op := range ops {
			for _, outcome := range classOutcomes {
				m.outcomes.WithLabelValues(op, outcome)
			}
		}
	}
}
