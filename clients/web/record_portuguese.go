package web

var recordPortuguese = recordWords{
	Semester: "Semestre", SemesterOf: "Semestre da turma %v",
	ListShort: "Lista", From: "De", Until: "Até",
	Planned: "Horas previstas", PlannedHint: "do semestre todo, se já se sabe",
	ShowDays: "Mostrar", Table: "Alunos e chamadas", StudentColumn: "Aluno", Missed: "Faltas",
	Frequency: "Frequência", OfPlanned: "Do previsto", MayMiss: "Pode faltar",
	ChooseDays: "Dias e horas previstas", Hours_: "%d h", NotExpected: "não esperado",
	NotListed: "esteve, fora da lista", DataErased: "dados apagados",
	RollOne: "%d chamada", RollMany: "%d chamadas",
	OverOne: "%d aluno passou do limite", OverMany: "%d alunos passaram do limite",
	NearOne: "%d aluno está perto do limite", NearMany: "%d alunos estão perto do limite",
	NoRecords: "Nenhuma chamada guardada nesses dias.",
	CutTable: "A tabela mostra as últimas %d chamadas; %d mais antigas estão nos arquivos e nos " +
		"totais. Para vê-las aqui, escolha os dias.",
	VoidTitle: "Não contam", RecordsChanged: "Alguém mudou os registros enquanto a página era " +
		"feita: recarregue para ver a tabela e os totais do mesmo momento.",
	LostRecord: "O diário do servidor foi danificado durante esta chamada e reparado depois: " +
		"podem faltar alunos.",
	NotKept: "Esta turma não guarda as chamadas: cada uma some um dia depois do fim.",
	NoListYet: "Esta turma ainda não tem lista. Importe-a: sem ela não se sabe quem falta, e nada " +
		"fica guardado.",
	Keep:     "Guardar as chamadas desta turma",
	KeepHint: "Vale para as chamadas que forem abertas a partir de agora.",
	Kept:     "As próximas chamadas ficam guardadas.", HoursOfLesson: "Horas de uma aula",
	Downloads: "Baixar", Diary: "Diário para imprimir",
	DownloadsHint:     "Dos dias escolhidos. O XLSX guarda os zeros à esquerda das matrículas.",
	NothingToDownload: "Não há chamada guardada nesses dias",

	Record: "Registro da chamada", Day: "Chamada de %s", Counts: "vale %d h",
	DoesNotCount: "não conta", TakenBy: "aberta por %s",
	OnPaper: "Feita no papel; acrescentada em %s%s: %s",
	ForGood: "As correções ficam ao lado do que era; nada se apaga.",
	ForADay: "Esta turma não guarda as chamadas: este registro some um dia depois do fim, e não " +
		"pode ser corrigido.",
	Correct: "Corrigir", CorrectOf: "Corrigir: %s", CorrectRoll: "Corrigir a chamada toda",
	NewMark: "Marca", Computed: "a que o programa calculou", HoursMissed: "Horas de falta",
	HoursMissedHint: "em branco: as que a marca vale", Reason3: "Motivo",
	ReasonHint: "de 3 a 200 letras; nunca um diagnóstico", Save: "Gravar a correção",
	RollCounts: "A chamada", NowIs: "Agora: %s",
	Conflict: "O registro mudou depois que você o abriu, e nada foi gravado. O que você escreveu " +
		"continua abaixo: confira e grave de novo.",
	History: "%s → %s · %s%s: %s", ByWhom: " por %s",
	StillOpen:   "A chamada está aberta: o que está aqui é o de agora.",
	MoodleFile:  "Arquivo para o Moodle",
	NotInMoodle: "Não vai no arquivo quem está fora da lista: %d.",
	InactiveInMoodle: "Não vai no arquivo quem tem marca, mas não tinha matrícula ativa nesse " +
		"dia: %d.",
	VoidInMoodle: "Esta chamada não conta, mas o Moodle conta o arquivo se ele for importado.",

	Paper: "Aula no papel", PaperOf: "Aula no papel · Turma %v", Started: "Início",
	Ended_: "Fim", WhoWasThere: "Quem estava", Others: "Outras matrículas",
	OthersHint: "de quem esteve e não está na lista", AddPaper: "Acrescentar a aula",
	PaperIntro: "Uma chamada que foi feita sem o programa entra no semestre como as outras, com a " +
		"nota de quem a acrescentou. Ninguém fica atrasado nela.",

	Own:      "Minhas faltas",
	OwnIntro: "O que está registrado sobre você, aula por aula. Só você vê esta página.",
	OwnClass: "Número da turma", ShowOwn: "Ver minhas faltas",
	OwnNone:      "Nada guardado sobre você nesta turma.",
	OwnMissedOne: "%d hora de falta", OwnMissedMany: "%d horas de falta",
	OwnNoLogins:     "Aqui não há logins, e sem eles não se sabe quem pergunta",
	HintOwnNoLogins: "Peça ao professor que mostre o seu registro.",
	OnDay:           "Dia", NotStudent: "Este login não é de um aluno: entre com o seu.",

	RecordErrors: map[string]string{
		"reason": "Diga o motivo, com 3 a 200 letras.",
		fieldOver: "A turma guarda os registros por menos dias do que já se passaram desde essa " +
			"aula: ela seria apagada logo. Nada foi gravado.",
		"hours":                "As horas são um número: da aula, de 1 a 12; de falta, de 0 às que a aula vale.",
		"mark":                 "Escolha uma das marcas.",
		"started":              "O início é um dia e uma hora que já passaram.",
		"ended":                "O fim é depois do início, por menos de um dia, e já passou.",
		"students":             "Em outras matrículas só cabem matrículas, separadas por espaços.",
		"student":              "Este aluno não está na lista daquele dia: não há marca a corrigir.",
		"from":                 "O primeiro dia não é um dia do calendário.",
		"until":                "O último dia não é um dia do calendário, ou é antes do primeiro.",
		"planned":              "As horas previstas são um número, a partir de 1.",
		"revision":             "Não se sabe qual registro foi visto: abra-o de novo.",
		"conflict":             "A turma mudou enquanto isso, e nada foi gravado: confira e grave de novo.",
		"not_kept":             "Esta turma não guardou esta chamada: ela não pode ser corrigida.",
		"no_record":            "Não há registro desta chamada: ou nunca foi guardada, ou já foi apagada.",
		"no_class":             "Esta turma não tem lista: importe-a.",
		"too_many_corrections": "Há 50 correções aqui, e mais não cabem.",
		"forbidden": "Esta turma é de outro professor: só quem está entre os professores dela, ou " +
			"um administrador, vê e corrige os registros.",
	},
	DayMonth: "02/01", DayYear: "02/01/2006", Minute: "02/01/2006 às 15:04",
}
