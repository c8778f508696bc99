package teacher

var english = words{
	short: "Opens and ends roll calls (teacher)",
	long: `Without a subcommand it asks for the number of the class: typed once it opens
the roll call, typed again it ends it and shows who was there. What comes from the
history (arrow up) or is pasted ends it only after a "y". "?" or "list" shows who is
there so far, "list 3030" those of a class, "exit" leaves. "3030 code" (or "3030 45",
the seconds that each code lasts) opens the roll call with a code of the room and
shows it with its QR, and later shows it again. With a number on the command
line the roll call of that class is opened at once. A pipe ends only what it has opened
itself, unless with --take-over.`,
	startShort:    "Opens the roll call of a class",
	endShort:      "Ends the roll call and shows who was there",
	listShort:     "Shows who is present so far; the roll call stays open",
	lastShort:     "Shows the list of the last ended roll call again, for 24 hours",
	openShort:     "Shows the open roll calls that you may see",
	watchShort:    "Follows arrivals live, from the opening of the roll call to its end",
	codeShort:     "Shows the room code and its QR, renewed until Ctrl-C",
	checkShort:    "Opens the next check of the open roll call",
	markShort:     "Registers a student by hand, or strikes one out",
	flagTakeOver:  "go on with, and end, roll calls that were not opened here, without asking",
	flagLines:     "print each arrival, and the end, as a line of JSON",
	flagCodeEvery: "want a room code, a new one every so many `SECONDS` (10 to 120)",
	flagWebURL:    "`URL` of the page, for the QR",
	flagMarked:    "`STUDENT` number",
	flagStrike:    "strike the student out",
	flagReason:    "`REASON`, 3 to 200 characters; required to strike out",
	welcome: `welcome to the roll call! Connected to %s.
Type the number of a class to open its roll call, and again to end it and see the list.
"3030 code" opens it with a code of the room, or shows that again, with the QR.
Ctrl-D leaves; ? shows who is there so far.`,
	promptTakeOver:   "Go on with it, %s? [Y/n] ",
	promptEnd:        "End the roll call of class %d, %s? [y/N] ",
	promptAnew:       "End it, %s, show its list and open a new one? [Y/n] ",
	hintTakeOver:     "if you go on with it, typing the number again ends it",
	hintTakeOverPipe: "with --take-over it is gone on with, and the next line ends it",
	hintAnew:         "typing the number again also ends it and shows the list",
	hintTypeAgain:    "type the number of the class again: the list is not lost",
	hintTypeToOpen:   "type the number of the class again: the roll call is not opened twice",
	hintSeeLast: "check the number of the class; if the roll call has ended: chamada teacher " +
		"last %s",
	noLast: "no roll call has ended within the last 24 hours",
	hintNoLast: "check the number of the class; if the roll call is still open: chamada teacher " +
		"list %s",
	classSince:      "class %d, roll call of %s",
	goesOn:          "the roll call of class %d goes on",
	noneHere:        "no roll call was opened here; that of a class: list CLASS",
	awaitingOpening: "waiting for the roll call of class %d to open…",
	opened:          "Class %d: roll call opened on %s.",
	openedCoded:     "Class %d: roll call opened on %s, with a new code every %d s.",
	openedUncoded:   "the server is of an older version: the roll call is open WITHOUT a code",
	endSeen:         "class %d: roll call ended on %s, %s",
	endMissed:       "class %d: roll call ended, %s",
	oneArrived:      "class %d: %s at %s, %s",
	someArrived:     "class %d: %d more, %s",
	oneAgain:        "class %d: %s at check %d, too",
	someAgain:       "class %d: %d more at check %d",
	markedBy:        "class %d: %s registered by hand at %s",
	struckBy:        "class %d: %s struck out at %s",
	byTeacher:       "%s, by %s",
	checkSeen:       "class %d: check %d opened at %s",
	checkMissed:     "class %d: check %d is open",
	badEvery:        "%q is not how many seconds a code lasts, %d to %d: type %d code",
	codeFor:         "this code changes in %d s; to see it again: %d code; always renewed, in another terminal: chamada teacher code %s%s",
	staysOpen:       "the roll call of class %d stays open; end it with: chamada teacher end %s",
	seeAgain:        "to see the list again, for 24 hours: chamada teacher last %s",
	waitsForEnd: "the roll call of class %d takes no presences any more; see its list and " +
		"end it with: chamada teacher end %s",
	startUnknown: "nobody knows whether the roll call of class %d was opened; ask with: " +
		"chamada teacher start %s --id %s",
	endUnknown: "nobody knows whether the roll call of class %d ended; ask with: chamada " +
		"teacher end %s --id %s",
	noneOpen:      "No roll call is open.",
	openColumns:   "CLASS\tOPENED\tPRESENT",
	openTeacher:   "\tTEACHER",
	missingReason: "to strike a student out give --reason, 3 to 200 characters",
	codeNow:       "Class %d: code %s",
	codeAlone:     "The QR holds the code alone; to open the page: --web-url URL\n",
	codeAwaited:   "Class %d: waiting for the new code...",
	checkOpen:     "Class %d: check %d opened on %s.",
	struckOut:     "Class %d: student %s struck out on %s.",
	absent:        "Absent: %d of %d",
	unlisted:      "Not on the class list: %d",
	isExcused:     " (excused)",
	isWaived:      " (waived)",
	absentUnknown: "who is missing could not be seen now; see it with: chamada record show %s",
}
