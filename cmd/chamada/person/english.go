package person

var english = words{
	short: "What is kept of a student: shows all of it, or erases it",
	long: `For what a student asks about their own data (LGPD, art. 18). With logins, only an admin may.
What a student wants corrected is corrected by chamada record correct and class import.`,
	student:     "NUMBER",
	exportShort: "Writes all that is kept of a student as JSON",
	eraseShort:  "Erases a student's number and name from all that is kept",
	eraseLong: `Erases a student's number and name from class lists, records, corrections and logins. Their lines
stay as nobody's: totals and the lines of others do not change. The system's journal drops what
it still has of them by itself, after the time that the command says. There is no way back.
Backups and exported files are for those to see to who have them.`,
	flagReason:     "the `REASON` (3 to 200 characters; without the student's name)",
	flagYes:        "does not ask whether it is meant",
	flagOut:        "new `FILE` (default: standard output)",
	exampleReason:  `"asked for it"`,
	missingStudent: "the student's number is missing",
	missingReason:  "the reason is missing: --reason REASON",
	missingYes:     "there is no way back from an erasure: confirm it with --yes",
	askReason:      "Reason: ",
	confirm: "Of student %s there are lists (%d) and records (%d). There is no way back. Type the number again " +
		"to confirm: ",
	notConfirmed: "the number was not confirmed, and nothing was erased",
	erased: "Erased. Records that had the student: %d. The system's journal drops the rest by itself, within %d " +
		"hours of running.",
	erasedLogin: "If the student had a login, it is no more; that there was one of this number is " +
		"known for %d hours.",
	loginInFiles: "an earlier version has made the place of the logins, so what this one had stays " +
		"in the files of each node until it is started again.",
	exported:       "What is kept of student %s is in %s",
	person:         "student %s",
	fileExists:     "the file exists, and was not touched",
	hintFileExists: "choose another name, or remove it first",
	noFile:         "there is no such folder",
	noPermission:   "no permission to write there",
}
