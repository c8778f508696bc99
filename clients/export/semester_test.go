package export_test

import (
	"time"

	"github.com/chamada/chamada/clients/export"
	"github.com/chamada/chamada/subjects"
)

// at is an instant in São Paulo, as "2026-08-03 08:00".
func at(clock string) subjects.Time {
	zone, err := time.LoadLocation("America/Sao_Paulo")
	if err != nil {
		panic(err)
	}
	t, err := time.ParseInLocation("2006-01-02 15:04", clock, zone)
	if err != nil {
		panic(err)
	}
	return subjects.At(t)
}

func percent(text string) *string { return &text }

// roll is a kept roll call of two hours that began then.
func roll(clock string, lines []subjects.RecordLine, unknown ...subjects.Unlisted) subjects.Record {
	return subjects.Record{Class: 3030, Name: "Redes", Roll: "r" + clock, Started: at(clock),
		Ended: at(clock) + 5_400_000, Time: at("2026-09-01 12:00"), Teacher: "clara",
		Day: subjects.Date(clock[:10]), Zone: "America/Sao_Paulo", Hours: 2, Checks: 1, Kept: true,
		Students: lines, Unknown: unknown, Revision: "0"}
}

func line(student, name string, mark subjects.Mark, hours int,
	corrections ...subjects.Correction) subjects.RecordLine {
	return subjects.RecordLine{Student: subjects.Student(student), Name: name, Mark: mark,
		AbsentHours: hours, Corrections: corrections}
}

// semester has zeros, accents, what looks like formulas, a void roll call, one on paper, one with
// a damaged journal, at 23:30 (which is another day in UTC), and a student on no list.
func semester() *export.Semester {
	late := subjects.Correction{Before: subjects.MarkAbsent, After: subjects.MarkLate, By: "root",
		Time: at("2026-08-04 10:00"), Reason: "ônibus; \"linha 3\""}
	first := roll("2026-08-03 08:00", []subjects.RecordLine{
		line("042191010", "José Conceição", subjects.MarkPresent, 0),
		line("042191011", "=1+1", subjects.MarkLate, 0, late),
		line("000000001", "@Zé; \"o\" <b>", subjects.MarkAbsent, 2),
		line("7", "-Ana", "", 0),
	}, subjects.Unlisted{Student: "0099", At: at("2026-08-03 08:01")})
	first.Lost = true
	second := roll("2026-08-03 23:30", []subjects.RecordLine{
		line("042191010", "José Conceição", subjects.MarkPresent, 0),
		line("042191011", "=1+1", subjects.MarkExcused, 2),
		line("000000001", "@Zé; \"o\" <b>", subjects.MarkAbsent, 2),
		line("7", "-Ana", subjects.MarkWaived, 0),
	})
	second.Added = &subjects.Added{By: "clara", Time: at("2026-08-05 09:00"), Reason: "=luz"}
	void := roll("2026-08-10 08:00", []subjects.RecordLine{
		line("042191010", "José Conceição", subjects.MarkAbsent, 2)})
	void.Void = true
	void.Corrections = []subjects.RollCorrection{{Before: subjects.RollState{Hours: 2},
		After: subjects.RollState{Hours: 2, Void: true}, By: "clara",
		Time: at("2026-08-10 08:05"), Reason: "por engano"}}
	return &export.Semester{Records: []subjects.Record{first, second, void}, Report: report()}
}

func report() subjects.Report {
	return subjects.Report{Class: 3030, Name: "Redes", Time: at("2026-09-01 12:00"), Planned: 60,
		Rolls: 2, Waived: "counts", Students: []subjects.ReportLine{
			{Student: "042191010", Name: "José Conceição", Marks: subjects.Totals{Present: 2},
				Hours: 4, Frequency: percent("100.0"), FrequencyPlanned: percent("100.0"),
				AllowedLeft: 1, Alert: subjects.AlertNone},
			{Student: "042191011", Name: "=1+1", Marks: subjects.Totals{Late: 1, Excused: 1},
				Hours: 4, AbsentHours: 2, Frequency: percent("50.0"),
				FrequencyPlanned: percent("96.6"), AllowedLeft: -1, Alert: subjects.AlertOver},
			{Student: "000000001", Name: "@Zé; \"o\" <b>", Marks: subjects.Totals{Absent: 2},
				Hours: 4, AbsentHours: 4, Frequency: percent("0.0"),
				FrequencyPlanned: percent("93.3"), AllowedLeft: -3, Alert: subjects.AlertOver},
			{Student: "7", Name: "-Ana", Marks: subjects.Totals{Waived: 1}, Hours: 2,
				Frequency: percent("100.0"), AllowedLeft: 0, Alert: subjects.AlertNone},
		}}
}
