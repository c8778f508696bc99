package web

import (
	"github.com/chamada/chamada/clients/roster"
	"github.com/chamada/chamada/clients/texts"
	"github.com/chamada/chamada/subjects"
)

var listPortuguese = listWords{
	AbsentTitle: "Ausentes", UnknownTitle: "Fora da lista", PresentTitle: "Presentes da lista",
	AsideTitle: "Sem falta", NobodyAbsent: "Ninguém falta.",
	AbsentOne: "%d ausente", AbsentMany: "%d ausentes",
	FromListOf:  "%d da lista",
	StrangerOne: "%d fora da lista", StrangerMany: "%d fora da lista",
	ShowNames: "Mostrar nomes", HideNames: "Esconder nomes",
	NoNames:  "Os nomes não vieram agora: o que está aqui pode não ser o último.",
	LostSome: "O diário do servidor foi danificado e reparado: podem faltar presenças.",
	AtCheck:  "Na verificação %d · %d", NotAtCheck: "Fora da verificação %d · %d",
	NumberOrName: "Matrícula ou nome",
	NobodyMeant:  "Ninguém da lista é assim. Quem não está nela se marca pela matrícula.",
	WhichMark:    "Quem é “%s”? Marcar presente:", WhichStrike: "Quem é “%s”? Retirar:",
	ThisNumber: "%s, fora da lista", MoreFound: "E mais %d: escreva mais do nome.",

	ClassList: "Lista da turma", ClassLists: "Listas das turmas",
	NoLists:     "Nenhuma turma tem lista. Com ela se sabe quem falta.",
	ListOfClass: "Ver ou importar a lista da turma", GoToList: "Abrir a lista",
	NoList: "Esta turma não tem lista", RollOf: "Chamada",
	OnListOne: "%d aluno", OnListMany: "%d alunos", ListOf: "revisão %d",
	FromDay: "desde %s", UntilDay: "até %s",

	File: "Arquivo da lista", FileHint: "CSV ou XLSX, com matrícula e nome. Nada é gravado ainda.",
	FileOptions: "Opções do arquivo", NumberColumn: "Coluna da matrícula, se mais de uma pode ser",
	NumberWidth: "Algarismos da matrícula, para repor zeros à esquerda",
	LeaveOut:    "Quem não está no arquivo sai", LeaveOutHint: "com ontem como o último dia",
	Compare: "Mostrar o que muda", NoFile: "Falta o arquivo da lista: escolha um CSV ou XLSX.",
	FileTooLarge: "O arquivo passa de %d MiB: deixe só as linhas da lista.",
	FileWrong:    "O arquivo tem erros; nada será gravado. Corrija e envie de novo.",
	FileDoubtful: "Há dúvidas: confira antes de gravar.", FileNotes: "Foi lido assim:",
	WidthOf: "envie de novo com %d algarismos, em “Opções do arquivo”",

	Changes: "O que muda", Comes: "entram", Goes: "saem", Changed: "mudam",
	Stays:      "ficam como estão",
	BesideOne:  "%d não está no arquivo, e fica na lista:",
	BesideMany: "%d não estão no arquivo, e ficam na lista:",
	NoChange:   "A lista já é assim.",
	ManyGo:     "Muitas pessoas saem: confira se o arquivo é o desta turma.",
	Write:      "Gravar a lista", WriteSure: "Conferi: gravar assim mesmo", WriteNot: "Não, voltar",
	ListSaved:    "Lista gravada.",
	ListConflict: "A lista mudou enquanto isso; nada foi gravado. Envie o arquivo de novo.",
	NotShown:     "Não se sabe o que gravar: envie o arquivo de novo.",

	Checks: texts.Checks{
		OnlyAt: "só na verificação %d", OnlyAtSome: "só nas verificações %s", And: " e ",
		By: "Por verificação: ", Count: "%d na %dª",
	},
	States: map[subjects.State]string{
		subjects.StateLocked: "trancado", subjects.StateTransferred: "transferido",
		subjects.StateExempt: "dispensado",
	},
	Marks: map[subjects.Mark]string{
		subjects.MarkLate: "atrasado", subjects.MarkExcused: "falta justificada",
		subjects.MarkWaived: "falta abonada",
	},
	Found: map[error]string{
		roster.ErrEmpty:      "o arquivo está vazio: dê as colunas matrícula e nome",
		roster.ErrNumberless: "a linha não tem matrícula",
		roster.ErrDuplicate:  "a mesma matrícula com dois nomes: deixe um",
		roster.ErrNoNumber: "nenhuma coluna é conhecida como matrícula: dê a primeira linha com os " +
			"nomes, ou diga qual é nas opções do arquivo",
		roster.ErrNoColumn:   "não há a coluna que foi dita nas opções do arquivo; há estas",
		roster.ErrTwoNumbers: "cada uma destas colunas pode ser a matrícula: diga qual nas opções",
		roster.ErrNoName:     "nenhuma destas colunas é conhecida como nome: chame-a nome",
	},
}
