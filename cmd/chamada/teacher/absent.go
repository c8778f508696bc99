package teacher

import (
	"context"
	"errors"
	"time"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/cmd/chamada/internal/terminal"
	"github.com/chamada/chamada/subjects"
)

// recordWithin is how long a list waits for what the class list adds to it.
const recordWithin = time.Second

// showRoll shows a list. Where the class has a class list it has names, and shows apart who is
// missing and who is on no list.
func (t *teacher) showRoll(ctx context.Context, client *clients.Client, roll subjects.Roll,
	ended bool) {
	record, known := t.record(ctx, client, roll)
	if !known {
		t.ShowRoll(roll, ended, nil)
		return
	}
	names := make(map[subjects.Student]string, len(record.Students))
	var absent []subjects.RecordLine
	for _, l := range record.Students {
		names[l.Student] = l.Name
		if l.Mark != "" && !l.Mark.Came() {
			absent = append(absent, l)
		}
	}
	t.ShowRoll(roll, ended, names)
	t.Terminal.Resultf(t.texts.absent, len(absent), len(record.Students))
	for _, l := range absent {
		t.Terminal.Resultf("%s", t.missing(&l))
	}
	if len(record.Unknown) > 0 {
		t.Terminal.Resultf(t.texts.unlisted, len(record.Unknown))
	}
	for _, u := range record.Unknown {
		t.Terminal.Resultf("  %s", u.Student)
	}
}

// missing is the line of a student who was not there.
func (t *teacher) missing(l *subjects.RecordLine) string {
	line := "  " + string(l.Student) + "  " + terminal.Visible(l.Name)
	switch l.Mark {
	case subjects.MarkExcused:
		line += t.texts.isExcused
	case subjects.MarkWaived:
		line += t.texts.isWaived
	}
	return line
}

// record is that of a list; known is false where the class has no class list, and where the
// coordinators are older than records.
func (t *teacher) record(ctx context.Context, client *clients.Client,
	roll subjects.Roll) (record subjects.Record, known bool) {
	record, err := client.Record(ctx, roll.Class, roll.Roll, clients.Timeout(recordWithin))
	switch {
	case err == nil:
		return record, len(record.Students) > 0
	case errors.Is(err, clients.ErrNoCoordinator), errors.Is(err, clients.ErrNoRecord),
		errors.Is(err, clients.ErrForbidden):
	default:
		t.Terminal.Notef(t.texts.absentUnknown, t.Typed(roll.Class))
	}
	return record, false
}
