package web

import "github.com/chamada/chamada/subjects"

var portuguese = Language{
	Code: "pt-BR",

	App: "chamada", OtherLanguage: "English", OtherCode: "en",

	Title: "Responder à chamada", Class: "Turma", RoomCode: "Código do projetor", Number: "Matrícula",
	Register: "Registrar presença", RegisterAs: "Sou %s: registrar", NotMe: "Não sou eu",
	NumberHint: "Só os números, como na sua carteirinha.", CodeHint: "Seis números, que mudam a cada poucos segundos.",
	Scanned:       "Código lido. Falta só a matrícula: sem pressa, ele já está guardado.",
	ShowToTeacher: "Mostre esta página ao professor se ele pedir.", Again: "Tentar de novo", Home: "Outra presença",

	Registered: "Presença registrada", Already: "Você já estava na lista", Refused: "Presença não registrada",
	Pending: "Ainda não registrada, enviando…", Retrying: "Ainda não registrada, tentando (%dª vez)",
	Giving:  "Não foi possível registrar. Chame o professor: ele pode marcar à mão.",
	Offline: "Sem rede. Esta página continua tentando.",
	Receipt: "Recibo", At: "Quando", OfClass: "Turma %v", Ending: "final %s", CheckNumber: "%dª verificação",
	Reasons: map[subjects.Code]Reason{
		"not_open":       {"Não há chamada aberta para esta turma.", "Confira o número da turma, ou espere o professor abrir a chamada."},
		"full":           {"A lista desta chamada está cheia.", "Avise o professor."},
		"code_missing":   {"Esta chamada pede o código que está no projetor.", "Aponte a câmera para o projetor, ou digite os seis números."},
		"code_wrong":     {"Este código não é o da sala.", "Confira os seis números no projetor e digite de novo."},
		"code_expired":   {"Este código já passou.", "Aponte de novo para o projetor."},
		"ticket_wrong":   {"Esta leitura do código não vale para este aparelho.", "Aponte de novo para o projetor."},
		"ticket_expired": {"A leitura do código venceu.", "Aponte de novo para o projetor."},
		"struck":         {"O professor retirou esta matrícula da chamada.", "Fale com o professor."},
		"too_many":       {"Códigos errados demais.", "Use o QR do projetor, ou espere um minuto."},
		"no_code":        {"Esta chamada não usa código.", "Basta a matrícula."},
		"upgrading":      {"O servidor está sendo atualizado.", "Chame o professor: ele pode marcar à mão."},
	},
	Unknown: "Ainda não se sabe se a presença foi registrada", HintUnknown: "O servidor não respondeu a tempo. Tentar de novo não registra duas vezes.",
	BadNumber: "Isto não é uma matrícula: use só números, no máximo 20.", BadClass: "Isto não é o número de uma turma.",
	Busy: "O servidor está ocupado; tente de novo em alguns segundos.",

	ForeignOrigin: "Este pedido veio de outro site e não foi aceito", HintForeignOrigin: "Abra a página da chamada e comece de novo.",
	NotFound: "Não existe esta página", HintNotFound: "Confira o endereço, ou aponte de novo para o projetor.",
	Elsewhere: "As páginas do professor só abrem nesta máquina", HintElsewhere: "Sem logins, abra-as no computador em que chamada serve está rodando, em http://localhost.",
	OnlyHere: "Esta chamada não tem código, e de fora do computador do professor só se responde com código.", HintOnlyHere: "Peça ao professor que abra a chamada com código.",
	TooLarge: "O que foi enviado é grande demais", BadReceipt: "Este recibo não é de um servidor desta chamada", HintBadReceipt: "Peça ao professor que confira a lista.",

	LogIn: "Entrar", Login: "Login", Code_: "Código de acesso", Enter: "Entrar", Leave: "Sair",
	BadLogin: "Login ou código de acesso errado.", Classes: "Chamadas abertas", Open: "Abrir chamada", OpenClass: "Abrir a chamada de uma turma",
	WithCode: "Com código no projetor", EverySeconds: "muda a cada %d s", End: "Encerrar chamada",
	EndQuestion: "Encerrar a chamada da turma %d, com %s?", EndYes: "Sim, encerrar", EndNo: "Não, continuar", Projector: "Projetor",
	NextCheck: "Nova verificação", Since: "aberta desde %s", PresentOne: "presente", PresentMany: "presentes",
	OpenedOn: "Aberta em %s", LoadedOne: "%d celular abriu a página", LoadedMany: "%d celulares abriram a página",
	Stale: "Sem contato com o servidor: o código daqui pode não valer mais.", CodeOfRoom: "Código",
	ByHandTitle: "Marcar à mão", Mark: "Marcar presente", Strike: "Retirar", Reason_: "Motivo",
	Ended: "Chamada encerrada", EndedAt: "Encerrada em %s", Nobody: "Ninguém ainda.", Saved: "Feito.", StruckOut: "Retirados",
	SharedTitle: "Mesmo aparelho", NotOpen: "Esta turma não tem chamada aberta.", AlreadyOpen: "A chamada desta turma já está aberta.",
	Forbidden: "Este login não pode fazer isso.", Unavailable: "O servidor não respondeu; não se sabe se foi feito. Veja a lista.",
	NoneOpen:  "Nenhuma, por enquanto.",
	BadReason: "Para retirar, diga o motivo, com 3 a 200 letras.", Go: "Ver", Types: "ou digite em",
	Scan: "Aponte a câmera do celular", FullScreen: "Tela cheia", ListTitle: "Quem está presente", Live: "ao vivo", Lost: "sem contato, tentando",

	DateFormat: "02/01/2006 às 15:04:05",
}
