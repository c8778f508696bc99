package subjects

// The streams that an admin may read beside the journal, by their names.
const (
	// RecordStream has what became of roll calls, where their class keeps that.
	RecordStream = "CHAMADA_RECORDS"
	// AuditStream has who has changed what.
	AuditStream = "CHAMADA_AUDIT"
)
