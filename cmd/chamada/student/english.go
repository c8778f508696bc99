package student

var english = words{
	short: "Registers presences (student)",
	long: `Without a subcommand it asks for student number and class, answers and asks again.
Enter as the class takes the last one again. A student who is logged in
(--user NUMBER) only gives the class. With the class on the command line only the student
number is asked for, which may have dots, slashes and hyphens when it is typed. Input may
come from a pipe, a line for the student number and another for the class; the status is then 3 when a presence
was refused and 1 when one failed.`,
	presentShort:     "Registers one presence",
	flagStudent:      "student `NUMBER`, with its leading zeros; not needed with the student's login",
	flagCode:         "`CODE` that is on the projector",
	welcome:          "welcome to the roll call! Connected to %s. Ctrl-D leaves.",
	promptStudent:    "Enter your student number: ",
	promptClassAgain: "Enter the number of the class [%s]: ",
	promptCode:       "Enter the code that is on the projector: ",
	studentInClass:   "%s in class %d",
	askWith:          "to find out: %s",
	presenceUnknown:  "nobody knows whether the presence of %s in class %d counted; ask with: %s",
}
