package users

var english = words{
	short: "Manages logins (admin)",
	long: `Creates, shows, removes and renews logins, on a server that was started with "chamada serve --auth".
It is for who has the role admin; serve shows the code of the first admin.`,
	importShort: "Creates the logins of a list (CSV, XLSX) and writes the access codes, once",
	importLong: `Reads a list ("-" reads standard input) as CSV, the way spreadsheets and the systems of
schools write it (UTF-8, UTF-16 or Windows-1252; semicolon, tab, comma or |; lines with
titles above), or as XLSX. Columns: login, role and name; or the student number and the
name, as of SIGAA, Moodle and Google Classroom, with --role for the role of all. The role
is student, teacher, kiosk, gateway or admin; a student's login is the student number, and its
leading zeros count.

Creates the logins that are missing and changes name and role of those that are there,
which keep the code they have; it removes none. If the file has errors it shows them all,
by line, and changes nothing. What only a person can tell (a number that is shorter than
the others, or differs from one that is there in leading zeros only) is refused until it
is repeated with --width or --yes. Logins never differ in upper and lower case only.

Each login that is created gets an access code. The codes are written once, with the
columns login, role, name and code, in the form of the file that was read: to standard
output or, with --out, to a new file that only its owner may read (XLSX if it is called
so). The file is written before the first login is created. When it is interrupted half
way, the codes of what was created stay; the same import again does the rest. Codes that
were lost are renewed with: chamada users renew --from FILE`,
	renewLong: `Gives a new code to a login, or to all of a list (--from), which is read as that of "chamada
users import". If a login of the list is not there, it shows all of those and changes
nothing. The old code is good no more, and connections made with it are cut. The codes
of a list are written as those of an import; when it is interrupted half way, those of
what was renewed stay, and the other logins keep the code they have.`,
	listShort:    "Shows the logins",
	removeShort:  "Removes a login and cuts its connections",
	renewShort:   "Gives a login, or all of a list, a new code; the old one is good no more",
	file:         "FILE",
	stdin:        "standard input",
	exampleFile:  "class.csv",
	exampleCodes: "codes.csv",
	flagDryRun:   "only check the file and tell what would be done",
	flagOut:      "new `FILE` for the codes (default: standard output)",
	flagJSON:     "print JSON",
	flagSecret: "`FILE` of the server's secret, in place of a login: for when the " +
		"admin's code was lost",
	hintSecret: "it is the file secret in the server's data directory, or what the " +
		"server is given with --secret",
	keyShort: "Writes the key with which the nats command does everything: backups, restores",
	keyLong: `Where there are logins, not even an admin may back up or restore the data with the nats
command; the server itself may. This writes the server's key into a new file, which its
owner alone reads, for "nats --nkey". It needs no running server, but the secret. Whoever
has the file reads and changes everything: keep it as you keep the secret, or remove it
after use.`,
	keyWants:   "--secret FILE and --out FILE are missing",
	keyWritten: "The key is in %[1]s; use it with: nats --nkey %[1]s",
	flagKeyOut: "new `FILE` for the key",

	exampleRoster: "list-of-the-school.csv",
	flagFrom:      "list (`FILE`) of the logins to renew",
	flagNumber: "name of the `COLUMN` of the student number or login, when it could be " +
		"more than one",
	flagWidth: "fill shorter student numbers up to so many `DIGITS` with leading zeros",
	flagRole: "`ROLE` of who has none in the file: student, teacher, kiosk, gateway or " +
		"admin",
	flagYes:    "the doubts were looked at: import as it is",
	badWidth:   "--width is 1 to 20 digits",
	badRole:    "--role must be student, teacher, kiosk, gateway or admin",
	onlyFrom:   "--out, --number and --width go with --from FILE",
	noJSONFrom: "--json goes with one login, not with --from",
	doubtful:   "there are doubts; nothing was changed",
	hintDoubtful: "mend the file, fill up zeros with --width or, if it is right as it is, " +
		"repeat with --yes",
	warning:      "warning",
	notThese:     "%s may have codes as well that are not good: use those on standard output",
	hintRenewOne: "give it another code with: chamada users renew %s",
	hintRenewAll: "give all of them new codes at once with: chamada users renew --from %s " +
		"--out FILE",
	renewedMany: "codes renewed: %d",
	notSelf: "%s is your own login and keeps the code it has; renew it with: chamada " +
		"users renew %s",
	inDoubtRenewed: "whether these were renewed is unknown: the code written is good, or the " +
		"old one: %s",
	interruptedRenewal: "renewal incomplete",
	missingFile:        "the list is missing (CSV or XLSX), or - for standard input",
	missingLogin:       "the login is missing",
	logins:             "logins",
	waiting:            "still reading and writing logins…",
	unreachable:        "they could not be read or written in time; is a majority of the nodes up?",
	noLogins:           "this server has no logins",
	hintNoLogins:       "start it with: chamada serve --auth",
	noAdmin:            "you may not manage logins",
	hintNoAdmin:        "log in as an admin: --user admin",
	unknown:            "there is no such login",
	hintUnknown:        "see those there are with: chamada users list",
	hintChangeAgain: "repeat the command; if it has shown a code, that may be good already: " +
		"keep it until you know",
	removed: "%s: login removed; its connections are cut within seconds; that there was one of " +
		"this name is known for %d hours",
	removeSelf:     "you may not remove your own login",
	hintRemoveSelf: "ask another admin; so there is always one left",
	demoteSelf:     "the file takes the role admin from you",
	renewed:        "%s: new code %s; the old one is good no more.",
	renewedSelf: "the code is your own: this connection ends; log in with the new one next " +
		"time",
	columns:        "LOGIN\tROLE\tSINCE\tNAME",
	fileExists:     "the file exists already",
	hintFileExists: "codes are never written over anything: choose another name for --out",
	noFile:         "there is no such file or directory",
	noPermission:   "permission denied",
	badFile:        "the file has errors; nothing was changed",
	hintBadFile:    "mend the lines above and repeat; --dry-run only checks",
	wouldImport: "Logins to create: %d; to change: %d; as in the file already: %d. Nothing " +
		"was changed.",
	imported: "logins created: %d; changed: %d; as in the file already: %d",
	codesIn: "the codes are in %s, which only you may read; hand them out and delete " +
		"the file",
	codesHere: "the codes are on standard output: keep them, they do not show again",
	unwritten: "the codes could not be written: %w",
	inDoubt: "whether these were created is unknown, but if so the codes written are " +
		"good: %s",
	interruptedImport: "import incomplete",
	hintImportAgain: "repeat with the same file (and another --out): what was done is passed " +
		"over; should a login come out again, its newer code is the good one",
}
