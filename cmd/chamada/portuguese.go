package main

var portuguese = words{
	usage:       "Uso",
	examples:    "Exemplos",
	commands:    "Comandos",
	flags:       "Opções",
	globalFlags: "Opções gerais",
	command:     "comando",
	options:     "opções",
	byDefault:   "padrão",
	moreHelp:    "Use \"%s [comando] --help\" para saber mais sobre um comando.",
	short:       "Chamada de sala de aula sobre NATS",
	long: `Chamada de sala de aula sobre NATS.

O professor abre a chamada de uma turma, os alunos registram presença,
o professor encerra e vê quem esteve lá.`,
	helpShort:       "Ajuda sobre um comando",
	versionShort:    "Mostra a versão",
	completionShort: "Gera o script que completa comandos no shell",
	completionLong: `Gera o script que completa os comandos no shell. Para usar já:

  bash:        source <(chamada completion bash)
  zsh:         source <(chamada completion zsh)
  fish:        chamada completion fish | source
  powershell:  chamada completion powershell | Out-String | Invoke-Expression`,
	argumentCommand: "COMANDO",
	flagLang:        "idioma: `pt` ou en (padrão: o do sistema)",
	flagHelp:        "mostra esta ajuda",
	flagVersion:     "mostra a versão",
	unknownZone: "aviso: o fuso horário TZ=%s não é conhecido, e as horas são de UTC; use " +
		"um nome como America/Sao_Paulo",
	badLang: "o --lang pode ser pt ou en",
}
