package main

var english = words{
	usage:       "Usage",
	examples:    "Examples",
	commands:    "Commands",
	flags:       "Flags",
	globalFlags: "Global flags",
	command:     "command",
	options:     "flags",
	byDefault:   "default",
	moreHelp:    "Use \"%s [command] --help\" for more about a command.",
	short:       "Classroom roll call on NATS",
	long: `Classroom roll call on NATS.

The teacher opens the roll call of a class, students register their presence,
the teacher ends it and sees who was there.`,
	helpShort:       "Help about a command",
	versionShort:    "Shows the version",
	completionShort: "Prints the script that completes commands in a shell",
	completionLong: `Prints the script that completes commands in a shell. To use it at once:

  bash:        source <(chamada completion bash)
  zsh:         source <(chamada completion zsh)
  fish:        chamada completion fish | source
  powershell:  chamada completion powershell | Out-String | Invoke-Expression`,
	argumentCommand: "COMMAND",
	flagLang:        "language: `pt` or en (byDefault: the system's)",
	flagHelp:        "show this help",
	flagVersion:     "show the version",
	unknownZone: "warning: the time zone TZ=%s is not known, and times are in UTC; use a " +
		"name such as America/Sao_Paulo",
	badLang: "--lang may be pt or en",
}
