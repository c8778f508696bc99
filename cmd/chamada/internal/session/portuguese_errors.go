package session

import (
	"github.com/chamada/chamada/clients/texts"
	"github.com/chamada/chamada/subjects"
)

// Hints that several errors have.
const (
	codePortuguese  = "informe o código que está no projetor agora"
	againPortuguese = "tente de novo: repetir não registra duas vezes"
	openPortuguese  = "veja quem está presente com list, encerre com end"
)

var portugueseErrors = texts.Explanations{
	subjects.NoRecord: {
		What: "não há esse registro",
		Hint: "veja quais há com: chamada record list; quem não está na lista da turma entra nela antes",
	},
	subjects.NotKept: {
		What: "a turma não guarda registros",
		Hint: "com a chamada aberta marque com: chamada teacher mark; para guardar as próximas: " +
			"chamada class import TURMA --keep true --apply",
	},
	subjects.TooManyCorrections: {
		What: "já houve tantas correções quantas pode haver",
		Hint: "fale com quem administra o sistema",
	},
	subjects.NotOpen: {
		What: "não há chamada aberta",
		Hint: "confira o número da turma, e se o professor já abriu a chamada",
	},
	subjects.Full:        {What: "a chamada está cheia", Hint: "avise o professor"},
	subjects.CodeMissing: {What: "a chamada pede o código da sala", Hint: codePortuguese},
	subjects.CodeWrong:   {What: "o código não confere", Hint: codePortuguese},
	subjects.CodeExpired: {
		What: "o código já mudou",
		Hint: "olhe de novo para o projetor e informe o código de agora",
	},
	subjects.TicketWrong:   {What: "a leitura do código não vale aqui", Hint: codePortuguese},
	subjects.TicketExpired: {What: "a leitura do código venceu", Hint: codePortuguese},
	subjects.TooMany: {
		What: "houve códigos errados demais",
		Hint: "leia o QR do projetor, ou fale com o professor",
	},
	subjects.Struck: {
		What: "o professor riscou este aluno da lista",
		Hint: "fale com o professor",
	},
	subjects.NoCode: {
		What: "a chamada não tem código",
		Hint: "abra a próxima com --code-every 30",
	},
	subjects.TooManyChecks: {
		What: "a chamada já teve nove verificações",
		Hint: "encerre-a e abra outra",
	},
	subjects.NoClass: {
		What: "não há lista desta turma",
		Hint: "importe uma com: chamada class import TURMA ARQUIVO --apply",
	},
	subjects.Conflict: {
		What: "outra pessoa mudou a lista ou o registro nesse meio-tempo, e nada foi gravado",
		Hint: "repita o comando, sem --revision: ele lê o que está lá agora",
	},
	subjects.Upgrading: {
		What: "os servidores ainda gravam uma versão anterior do registro, e nada foi feito",
		Hint: "peça a um administrador: chamada journal raise",
	},
	subjects.Open: {What: "o aluno está numa chamada aberta, e nada foi apagado",
		Hint: "encerre a chamada e repita o comando"},
	subjects.TooLarge: {
		What: "é grande demais: a lista de uma turma vai até 900 KiB; nada foi feito",
		Hint: "deixe na lista só os alunos desta turma",
	},
	subjects.AlreadyOpen: {What: "a chamada já está aberta", Hint: openPortuguese},
	texts.OpenSince:      {What: "a chamada já está aberta desde %s", Hint: openPortuguese},
	texts.Forgotten: {
		What: "a chamada, aberta em %s, não recebe mais presenças: passaram 12 horas",
		Hint: openPortuguese,
	},
	subjects.TooManyOpen: {
		What: "este login já tem chamadas abertas demais, e nenhuma foi aberta",
		Hint: "encerre alguma; veja-as com: chamada teacher open",
	},
	texts.MayNotTeach: {
		What: "você não pode abrir, ver nem encerrar chamadas com este login",
		Hint: "entre com o login de um professor: --user LOGIN",
	},
	texts.MayNotAttend: {
		What: "você não pode registrar presenças com este login",
		Hint: "entre com o login de um aluno: --user MATRÍCULA",
	},
	texts.OtherTeacher: {
		What: "você não pode: a chamada é de outro professor",
		Hint: "só quem a abriu, outro professor da turma ou um admin pode ver e encerrar",
	},
	texts.OtherStudent: {
		What: "você só pode registrar a sua própria presença",
		Hint: "o login já é a matrícula: deixe --student de fora",
	},
	texts.Deaf: {
		What: "você não pode receber respostas com este login",
		Hint: "confira o inbox_prefix do contexto: deve ser _INBOX.LOGIN",
	},
	texts.LoggedOut: {
		What: "este login não vale mais: foi removido ou tem um código novo, ou está de fora por um " +
			"minuto porque enviou demais",
		Hint: "entre de novo com o código novo ou, se é o mesmo, daqui a um minuto; o log do " +
			"servidor diz a um admin o que foi",
	},
	texts.Invalid: {
		What: "o servidor não entendeu o pedido",
		Hint: "confira os dados; se o login não é de aluno, informe a matrícula",
	},
	subjects.Overloaded: {
		What: "o servidor está sobrecarregado; nada foi feito",
		Hint: againPortuguese,
	},
	texts.Foreign: {
		What: "só outro serviço respondeu, no lugar do servidor; não se sabe se o pedido valeu",
		Hint: "avise quem cuida do sistema: um stream ou outro serviço do NATS usa os assuntos " +
			"chamada.teacher e chamada.student",
	},
	texts.Older: {
		What: "o servidor é mais antigo que este programa e não sabe dar essa lista",
		Hint: "avise quem cuida do sistema: falta atualizar o servidor",
	},
	subjects.Unavailable: {
		What: "não houve resposta a tempo; não se sabe se o pedido valeu",
		Hint: againPortuguese,
	},
	texts.Interrupted: {What: "interrompido"},
	texts.NoCoordinator: {
		What: "o servidor não atendeu; nada foi feito",
		Hint: "confira se o servidor está no ar (chamada serve)",
	},
}

// portugueseTeacherErrors are what only who teaches is told otherwise.
var portugueseTeacherErrors = texts.Explanations{
	texts.Invalid: {
		What: "o servidor não entendeu o pedido",
		Hint: "confira o número da turma e as opções",
	},
	subjects.Overloaded: {
		What: "o servidor está sobrecarregado; nada foi feito",
		Hint: "tente de novo: nada se perde",
	},
	subjects.Unavailable: {
		What: "não houve resposta a tempo; não se sabe se o pedido valeu",
		Hint: "tente de novo: nada se perde",
	},
}

// portugueseClassErrors are what is told otherwise of class lists and records.
var portugueseClassErrors = texts.Explanations{
	texts.OtherTeacher: {
		What: "você não pode: a turma é de outro professor",
		Hint: "os professores dela estão na lista da turma; um deles, ou um admin, pode incluir você",
	},
}
