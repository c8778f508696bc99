package texts

import "time"

// Day is a day of the contract, "2026-03-05", by a layout of package time, as the texts of one
// language write days. What is no day stays as it is.
func Day(day, layout string) string {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return at.Format(layout)
}
