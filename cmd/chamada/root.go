package main

import (
	"github.com/spf13/cobra"

	"github.com/chamada/chamada/cmd/chamada/bench"
	"github.com/chamada/chamada/cmd/chamada/class"
	"github.com/chamada/chamada/cmd/chamada/health"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/cmd/chamada/journal"
	persons "github.com/chamada/chamada/cmd/chamada/person"
	"github.com/chamada/chamada/cmd/chamada/record"
	"github.com/chamada/chamada/cmd/chamada/serve"
	"github.com/chamada/chamada/cmd/chamada/student"
	"github.com/chamada/chamada/cmd/chamada/teacher"
	"github.com/chamada/chamada/cmd/chamada/users"
)

// newRootCommand is the whole command line, in the session's language.
func newRootCommand(s *session.Session) *cobra.Command {
	t := languages.In(s.Language)
	root := &cobra.Command{
		Use:           "chamada",
		Short:         t.short,
		Long:          t.long,
		Version:       version(),
		Args:          s.NoArguments,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		SilenceErrors: true, // the session reports them
		SilenceUsage:  true,
	}
	root.AddCommand(
		teacher.Command(s),
		student.Command(s),
		class.Command(s),
		record.Command(s),
		persons.Command(s),
		users.Command(s),
		serve.Command(s),
		serve.WebCommand(s),
		health.Command(s),
		journal.Command(s),
		bench.Command(s),
		newCompletionCommand(s, t),
		newVersionCommand(s, t),
	)
	localize(root, s, t)
	suggest(root)
	complete(root)
	return root
}

// meant are words, in either language, that somebody may try for a command.
var meant = map[string][]string{
	"teacher": {"professor", "professora", "prof", "docente"},
	"student": {"aluno", "aluna", "estudante"},
	"start":   {"abrir", "abre", "abra", "iniciar", "begin"},
	"end":     {"encerrar", "encerra", "encerre", "terminar", "fechar", "stop", "close", "finish"},
	"list":    {"lista", "listar", "presentes", "show"},
	"last":    {"última", "ultima", "último", "ultimo"},
	"open":    {"abertas"},
	"watch":   {"acompanhar", "acompanha", "follow"},
	"present": {"presente", "presença", "presenca", "registrar", "register"},
	"users":   {"usuários", "usuarios", "user", "logins", "login"},
	"class":   {"turma", "turmas", "classes"},
	"person":  {"pessoa", "pessoas"},
	"erase":   {"apagar", "forget"},
	"import":  {"importar"},
	"export":  {"exportar"},
	"renew":   {"renovar"},
	"remove":  {"remover", "delete"},
	"web":     {"pagina", "página", "page"},
	"serve":   {"servidor", "servir", "server"},
	"health":  {"saúde", "saude", "status"},
	"version": {"versão", "versao"},
}

func suggest(cmd *cobra.Command) {
	for _, sub := range cmd.Commands() {
		sub.SuggestFor = meant[sub.Name()]
		suggest(sub)
	}
}
