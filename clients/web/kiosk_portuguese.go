package web

var kioskPortuguese = kioskWords{
	Title: "Quiosque", Which: "De qual turma é a chamada desta porta?", Open: "Abrir o quiosque",
	Idle: "Passe o cartão ou digite a matrícula", Button: "Registrar presença",
	Other: "Outra turma",
	OtherDoor: "Este login não é de um quiosque, e não registra os outros. Professores entram em " +
		"/professor; alunos respondem pelo QR do projetor ou na página inicial.",
	HintNotFound: "Confira o endereço, ou volte ao quiosque e digite o número da turma.",
	Sending:      "…%s: enviando", Registered: "…%s: presença registrada",
	Already: "…%s: já estava na lista", Refused: "…%s: presença não registrada",
	Queued:      "…%s na fila: não registrada",
	WaitingOne:  "%d na fila: não registrada",
	WaitingMany: "%d na fila: não registradas",
	Retrying:    "Sem resposta do servidor. Esta página continua tentando.",
	LogInAgain:  "Este login não registra mais presenças. Entre de novo com um login de quiosque.",
	Full:        "A fila está cheia: esta matrícula não foi anotada. Chame o professor.",
	Fragile:     "Este navegador não guarda a fila: não feche esta página.",
	Missed:      "Não registradas depois da fila",
	Expired:     "O servidor não respondeu em dez minutos.", Seen: "Visto: apagar esta lista",
}
