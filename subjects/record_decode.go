package subjects

import "time"

// DecodeRecord reads the payload of [RecordGet]. Any error is an [*Error].
func DecodeRecord(data []byte) (RecordRequest, error) {
	v := decodeValues(data, `{"class":3030}`)
	q := RecordRequest{Class: v.class(), Roll: v.roll(), After: v.after()}
	return result(q, v.err)
}

// DecodeRecords reads the payload of [RecordIndex]. Any error is an [*Error].
func DecodeRecords(data []byte) (RecordListRequest, error) {
	v := decodeValues(data, `{"class":3030,"from":"2026-08-01"}`)
	q := RecordListRequest{Class: v.class()}
	q.From, q.Until = v.days()
	q.After = v.after()
	return result(q, v.err)
}

// maxPlanned is more hours than any class has.
const maxPlanned = 10_000

// DecodeReport reads the payload of [RecordReport]. Any error is an [*Error].
func DecodeReport(data []byte) (ReportRequest, error) {
	v := decodeValues(data, `{"class":3030,"planned":60}`)
	q := ReportRequest{Class: v.class()}
	q.From, q.Until = v.days()
	if n := v.number("planned", 1, maxPlanned); n != nil {
		q.Planned = *n
	}
	q.After = v.after()
	return result(q, v.err)
}

// DecodeStudentRecord reads the payload of [StudentRecord]. Any error is an [*Error].
func DecodeStudentRecord(data []byte) (StudentRecordRequest, error) {
	v := decodeValues(data, `{"class":3030}`)
	q := StudentRecordRequest{Class: v.class(), After: v.after(), Student: v.student()}
	return result(q, v.err)
}

// DecodeCorrect reads the payload of [RecordCorrect]. Any error is an [*Error].
func DecodeCorrect(data []byte) (CorrectRequest, error) {
	v := decodeValues(data, `{"class":3030,"roll":"mhqx-4-0","student":"042191010",`+
		`"mark":"excused","reason":"atestado","revision":"0"}`)
	q := CorrectRequest{Class: v.class(), Roll: v.roll(), Student: v.student()}
	if v.err == nil && q.Roll == "" {
		v.fail("roll", "roll is missing; send what record.get had as roll")
	}
	if q.Student == "" {
		v.rollChange(&q)
	} else {
		v.studentChange(&q)
	}
	q.Reason, q.Revision = v.reason(), v.revision()
	return result(q, v.err)
}

// studentChange reads what is to become of a student's mark.
func (v *values) studentChange(q *CorrectRequest) {
	if v.has("void") {
		v.fail("void", "void is about the whole roll call; leave student or void out")
	}
	q.Mark, q.Hours = v.mark(), v.number("hours", 0, MaxHours)
	if v.err == nil && q.Hours != nil && *q.Mark == MarkWaived {
		v.fail("hours", "a waived absence has no hours; leave hours out")
	}
}

// rollChange reads what a whole roll call is to count.
func (v *values) rollChange(q *CorrectRequest) {
	switch {
	case v.has("mark"):
		v.fail("student",
			`student is missing; only a student has a mark, send {"student":"042191010"}`)
	case !v.has("hours") && !v.has("void"):
		v.fail("hours", "nothing is to be corrected; send student and mark, or hours or void for "+
			"the whole roll call")
	}
	q.Hours, q.Void = v.number("hours", 1, MaxHours), v.flag("void")
}

// longest is how long a roll call may be that was taken on paper: longer is a mistake.
const longest = Time(24 * time.Hour / time.Millisecond)

// DecodeAdd reads the payload of [RecordAdd]. Any error is an [*Error]. Whether it is in the past
// is for the caller to say.
func DecodeAdd(data []byte) (AddRequest, error) {
	v := decodeValues(data, `{"class":3030,"started":"2026-11-22T18:00:00Z",`+
		`"ended":"2026-11-22T19:40:00Z","students":["042191010"],"reason":"falta de luz"}`)
	q := AddRequest{Class: v.class(), Started: v.time("started"), Ended: v.time("ended")}
	if hours := v.number("hours", 1, MaxHours); hours != nil {
		q.Hours = *hours
	}
	q.Students, q.Reason = v.students(), v.reason()
	if v.err == nil && (q.Ended <= q.Started || q.Ended-q.Started > longest) {
		v.fail("ended", "ended must be after started, by 24 hours at most")
	}
	return result(q, v.err)
}

// result is what was read, nothing when there is an error.
func result[T any](q T, err error) (T, error) {
	if err != nil {
		return *new(T), err
	}
	return q, nil
}
