package teacher

var portuguese = words{
	short: "Abre e encerra chamadas (professor)",
	long: `Sem subcomando, pergunta o número da turma: digitado uma vez abre a chamada,
digitado de novo encerra e mostra quem esteve presente. O que vem do histórico (seta
para cima) ou é colado só encerra depois de um "s". "?" ou "lista" mostra quem já está,
"lista 3030" o de uma turma, "sair" sai. "3030 código" (ou "3030 45", os segundos
que cada código dura) abre a chamada com um código da sala e o mostra com o QR, e
depois o mostra de novo. Com o número na linha de comando, a chamada
dessa turma abre logo. De um pipe só se encerra o que ele mesmo abriu, a não ser com
--take-over.`,
	startShort:    "Abre a chamada de uma turma",
	endShort:      "Encerra a chamada e mostra quem esteve presente",
	listShort:     "Mostra quem já está presente; a chamada continua aberta",
	lastShort:     "Mostra de novo a lista da última chamada encerrada, por 24 horas",
	openShort:     "Mostra as chamadas abertas que você pode ver",
	watchShort:    "Acompanha as presenças ao vivo, da abertura da chamada até o fim",
	codeShort:     "Mostra o código da sala e o QR, renovados até Ctrl-C",
	checkShort:    "Abre a próxima verificação da chamada aberta",
	markShort:     "Registra um aluno à mão, ou o risca da lista",
	flagTakeOver:  "continua e encerra, sem perguntar, chamadas que não foram abertas aqui",
	flagLines:     "mostra cada presença, e o fim, em uma linha de JSON",
	flagCodeEvery: "pede um código da sala, novo a cada tantos `SEGUNDOS` (10 a 120)",
	flagWebURL:    "`URL` da página, para o QR",
	flagMarked:    "`MATRÍCULA` do aluno",
	flagStrike:    "risca o aluno da lista",
	flagReason:    "`MOTIVO`, de 3 a 200 caracteres; para riscar é obrigatório",
	welcome: `boas-vindas à chamada! Conectado a %s.
Digite o número da turma para abrir a chamada, e de novo para encerrar e ver a lista.
"3030 código" abre com um código da sala, ou o mostra de novo, com o QR.
Ctrl-D sai; ? mostra quem já está presente.`,
	promptTakeOver:   "Continuar essa chamada, %s? [S/n] ",
	promptEnd:        "Encerrar a chamada da turma %d, %s? [s/N] ",
	promptAnew:       "Encerrar essa, %s, mostrar a lista e abrir uma nova? [S/n] ",
	hintTakeOver:     "se continuar, digitar o número da turma de novo a encerra",
	hintTakeOverPipe: "com --take-over continua-se com ela, e a linha seguinte a encerra",
	hintAnew:         "digitar o número da turma de novo também a encerra e mostra a lista",
	hintTypeAgain:    "digite o número da turma de novo: a lista não se perde",
	hintTypeToOpen:   "digite o número da turma de novo: a chamada não abre duas vezes",
	hintSeeLast: "confira o número da turma; se a chamada já foi encerrada: chamada teacher last " +
		"%s",
	noLast: "nenhuma chamada encerrada nas últimas 24 horas",
	hintNoLast: "confira o número da turma; se a chamada ainda está aberta: chamada teacher list " +
		"%s",
	classSince:      "turma %d, chamada de %s",
	goesOn:          "a chamada da turma %d continua",
	noneHere:        "nenhuma chamada foi aberta aqui; a de uma turma: lista TURMA",
	awaitingOpening: "aguardando a abertura da chamada da turma %d…",
	opened:          "Turma %d: chamada aberta em %s.",
	openedCoded:     "Turma %d: chamada aberta em %s, com um código novo a cada %d s.",
	openedUncoded:   "o servidor é de uma versão anterior: a chamada foi aberta SEM código",
	endSeen:         "turma %d: chamada encerrada em %s, %s",
	endMissed:       "turma %d: chamada encerrada, %s",
	oneArrived:      "turma %d: %s às %s, %s",
	someArrived:     "turma %d: mais %d, %s",
	oneAgain:        "turma %d: %s também na verificação %d",
	someAgain:       "turma %d: mais %d na verificação %d",
	markedBy:        "turma %d: %s registrado à mão às %s",
	struckBy:        "turma %d: %s riscado da lista às %s",
	byTeacher:       "%s, por %s",
	checkSeen:       "turma %d: verificação %d aberta às %s",
	checkMissed:     "turma %d: verificação %d aberta",
	badEvery:        "%q não diz de quantos em quantos segundos o código muda, de %d a %d: digite %d código",
	codeFor:         "este código muda em %d s; para vê-lo de novo: %d código; sempre renovado, em outro terminal: chamada teacher code %s%s",
	staysOpen:       "a chamada da turma %d continua aberta; encerre com: chamada teacher end %s",
	seeAgain:        "para ver a lista de novo, por 24 horas: chamada teacher last %s",
	waitsForEnd: "a chamada da turma %d não recebe mais presenças; veja a lista e encerre " +
		"com: chamada teacher end %s",
	startUnknown: "não se sabe se a chamada da turma %d foi aberta; pergunte com: chamada " +
		"teacher start %s --id %s",
	endUnknown: "não se sabe se a chamada da turma %d foi encerrada; pergunte com: chamada " +
		"teacher end %s --id %s",
	noneOpen:      "Nenhuma chamada aberta.",
	openColumns:   "TURMA\tABERTA EM\tPRESENTES",
	openTeacher:   "\tPROFESSOR",
	missingReason: "para riscar um aluno informe --reason, de 3 a 200 caracteres",
	codeNow:       "Turma %d: código %s",
	codeAlone:     "O QR tem só o código; para abrir a página: --web-url URL\n",
	codeAwaited:   "Turma %d: aguardando o código novo...",
	checkOpen:     "Turma %d: verificação %d aberta em %s.",
	struckOut:     "Turma %d: aluno %s riscado da lista em %s.",
	absent:        "Ausentes: %d de %d",
	unlisted:      "Fora da lista da turma: %d",
	isExcused:     " (justificada)",
	isWaived:      " (abonada)",
	absentUnknown: "quem falta não pôde ser visto agora; veja com: chamada record show %s",
}
