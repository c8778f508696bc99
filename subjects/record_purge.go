package subjects

// RecordPurge erases the records of a class before a day, for an admin.
const RecordPurge = Root + "record.purge"

// PurgeRequest asks that the records of a class before a day are kept no longer.
type PurgeRequest struct {
	Class  Class `json:"class"`
	Before Date  `json:"before"` // records of this day stay
	// Apply does it; without it the reply says what would go.
	Apply bool `json:"apply,omitempty"`
}

// RecordsPurged is the reply to [RecordPurge].
type RecordsPurged struct {
	Class   Class `json:"class"`
	Time    Time  `json:"time"`
	Records int   `json:"records"` // that are gone, or would go
	// Stay are those before that day whose roll calls coordinators still have in memory: they go
	// when these do.
	Stay     int      `json:"stay,omitempty"`
	First    Date     `json:"first,omitempty"` // day of the first that goes
	Last     Date     `json:"last,omitempty"`
	Applied  bool     `json:"applied"`
	Position Position `json:"position"`
}

// DecodePurge reads the payload of [RecordPurge]. Any error is an [*Error].
func DecodePurge(data []byte) (PurgeRequest, error) {
	v := decodeValues(data, `{"class":3030,"before":"2021-08-01"}`)
	q := PurgeRequest{Class: v.class(), Before: v.day("before")}
	if v.err == nil && q.Before == "" {
		v.fail("before", `before is missing; send a day such as "2021-08-01"`)
	}
	if apply := v.flag("apply"); apply != nil {
		q.Apply = *apply
	}
	return result(q, v.err)
}
