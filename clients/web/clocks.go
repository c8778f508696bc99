package web

import (
	"strings"
	"time"

	"github.com/chamada/chamada/clients/export"
	"github.com/chamada/chamada/subjects"
)

// byClocks is an instant by the clocks of a class whose list has them in a zone, an IANA name; by
// those of the gateway where there is no list, or this machine does not know the zone.
func byClocks(zone string, at subjects.Time) time.Time {
	if zone != "" {
		if local, err := export.Local(&subjects.Record{Zone: zone}, at); err == nil {
			return local
		}
	}
	return at.Time().Local()
}

// Date is an instant by the clocks of the gateway. It says which they are, for they may be
// none of the reader's.
func (l *words) Date(at subjects.Time) string { return l.DateIn("", at) }

// DateIn is an instant as people write it, by the clocks of a zone; empty: the gateway's.
func (l *words) DateIn(zone string, at subjects.Time) string {
	local := byClocks(zone, at)
	return local.Format(l.DateFormat) + " (" + ahead(local) + ")"
}

// ahead is how clocks are set, "UTC" or "UTC-03".
func ahead(local time.Time) string {
	if _, seconds := local.Zone(); seconds == 0 {
		return "UTC"
	}
	return "UTC" + strings.TrimSuffix(local.Format("-07:00"), ":00")
}
