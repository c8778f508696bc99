package journal

import "github.com/chamada/chamada/clients/texts"

var english = words{
	short: "The server's journal on disk",
	long:  "The server's journal on disk, which has every presence that was confirmed.",

	raiseShort: "Raises the journal's version when all servers were upgraded",
	raiseLong: `Shows which version of the journal each server reads, and has the newest written.
Refuses as long as one of them cannot read it. Before this the earlier program can be
gone back to, after it not. A server on its own does this by itself when it starts.
With logins, for admins only.`,
	flagDry:    "only show who reads what",
	writes:     "The journal is written in version %d.\n",
	heads:      "NODE\tINSTANCE\tPROGRAM\tREADS UP TO",
	raised:     "The journal is written in version %d from now on.\n",
	nobody:     "no server answers this",
	hintNobody: "upgrade all servers first: earlier ones do not know this command",
	notRaised: "not raised: the server that answered writes up to version %d, and others read " +
		"up to %d",
	hintNotRaised: "upgrade the servers that cannot read it and ask again",

	verifyShort: "Checks whether the files of a stopped server are as they were written",
	verifyLong: `Reads all files of a data directory, changes none, and tells whether each record is
as it was written, whether any is missing, and whether all is there that this server has confirmed.
Ends with 0 when all is whole, else with 1. A server that is up does this by itself, when it
starts and slowly all the time: ask with "chamada health".`,
	flagData: "data `directory` of the server",
	hintData: "name with --data the directory where chamada serve keeps its data",
	verified: "%s: %s, from %d to %d\n",
	damage:   "DAMAGE: %s\n",
	damages:  texts.Noun{One: "damage", Many: "damages"},
	records:  texts.Noun{One: "record", Many: "records"},
	hintDamaged: "restore a backup, or see what a repair loses with: chamada journal repair " +
		"--data %s; in a cluster move the directory and start the server, which is given all by " +
		"the others",
	whole:     "All is whole.",
	empty:     "there is no data of chamada here",
	hintEmpty: "check the path (--data), and whether the disk is mounted",
	inUse:     "a server is using that directory",
	hintInUse: "it checks the files itself: chamada health; to check here, stop it first",
	harmless:  "No loss: %s (the server takes it away when it starts)\n",
	noNote: "There is no note of what this server has confirmed (chamada.confirmed): whether " +
		"the end of the journal is missing cannot be told.",
	noHeld: "The note of what the files held cannot be read (%s): whether the end of class lists, " +
		"kept records or audit is missing cannot be told.\n",

	repairShort: "Repairs the damaged data directory of a stopped server",
	repairLong: `Shows which records are damaged or missing and which roll calls that touches. Nothing
changes without --apply. With it, the whole directory is copied first, what is not as it was
written is taken out of the files, and what is lost is noted in the journal, so that it is
never forgotten: the server starts, and tells in "chamada health", in the metrics and with the
lists of the roll calls that are touched.
Where there is a backup that is newer than the damage, restore that instead. In a cluster it
is not needed: the other nodes have everything.`,
	flagApply: "repair; without it only show",
	flagCopy: "`directory`, which must not exist yet, for the copy; without it it is beside " +
		"that of the data",
	loses:        "LOSS: records %d to %d (%d)\n",
	losesNothing: "Nothing of the journal is lost.",
	losesElsewhere: "LOSS: %s: what is marked above. After the repair look at the class lists " +
		"(chamada class list) and the kept records (chamada record list); keep what is " +
		"printed here, for of lists and audit nothing else says it\n",
	losesLogins: "LOSS: %s: the logins marked above. After the repair look at them (chamada users " +
		"list) and make anew those that are missing; keep what is printed here, for nothing else " +
		"says it\n",
	touches: "TOUCHED: class %d, roll call of %s, teacher %s: has %s, and others " +
		"or its end may be missing\n",
	presences: texts.Noun{One: "presence", Many: "presences"},
	strays: "TOUCHED: class %d: %s after the loss, of a roll call whose start is " +
		"lost\n",
	dryRun:   "Nothing was changed. To repair: chamada journal repair --apply --data %s\n",
	repaired: "Repaired: %s. Start the server; what was lost of roll calls is told by chamada health.\n",
	copied:   "Copy of the directory as it was: %s\n",
	noRoom: "on %s %s are needed for the copy and the repair, and %s are free: make room, " +
		"or choose another disk with --copy",
	stranger: "it is no stream of chamada's: if the directory was renamed, give it its name " +
		"back",
	hintMend: "if a copy was made, everything is in it as it was before the repair",
	hintCluster: "move the data directory away and start the node, which is given all by the " +
		"others",
	hintAltered: "or, if that is the journal you mean, remove chamada.confirmed from the " +
		"directory: what it confirms then is what is there",
}
