package web

import "github.com/chamada/chamada/clients/texts"

const busyPortuguese = "O servidor está ocupado; tente de novo em alguns segundos."

var portuguese = words{
	Code: "pt-BR",

	App: "chamada", OtherLanguage: "English", OtherCode: "en",

	Title: "Responder à chamada", Class: "Turma", RoomCode: "Código do projetor",
	Number:   "Matrícula",
	Register: "Registrar presença", RegisterAs: "Sou %s: registrar", NotMe: "Não sou eu",
	NumberHint:    "Só os números, como na sua carteirinha.",
	CodeHint:      "Seis números, que mudam a cada poucos segundos.",
	Scanned:       "Código lido. Falta só a matrícula: sem pressa, ele já está guardado.",
	ShowToTeacher: "Mostre esta página ao professor se ele pedir.", Again: "Tentar de novo",
	Home: "Outra presença",

	Registered: "Presença registrada", Already: "Você já estava na lista",
	Refused:  "Presença não registrada",
	Pending:  "Ainda não registrada, enviando…",
	Retrying: "Ainda não registrada, tentando (%dª vez)",
	Giving:   "Não foi possível registrar. Chame o professor: ele pode marcar à mão.",
	Offline:  "Ainda não registrada: sem rede. Esta página continua tentando.",
	Receipt:  "Recibo", At: "Quando", OfClass: "Turma %v", Ending: "final %s",
	CheckNumber: "%dª verificação",
	Reasons: texts.Explanations{
		"not_open": {
			What: "Não há chamada aberta para esta turma.",
			Hint: "Confira o número da turma, ou espere o professor abrir a chamada.",
		},
		"full": {What: "A lista desta chamada está cheia.", Hint: "Avise o professor."},
		"code_missing": {
			What: "Esta chamada pede o código que está no projetor.",
			Hint: "Aponte a câmera para o projetor, ou digite os seis números.",
		},
		"code_wrong": {
			What: "Este código não é o da sala.",
			Hint: "Confira os seis números no projetor e digite de novo.",
		},
		"code_expired": {What: "Este código já passou.", Hint: "Aponte de novo para o projetor."},
		"ticket_wrong": {
			What: "Esta leitura do código não vale para este aparelho.",
			Hint: "Aponte de novo para o projetor.",
		},
		ticketUnread: {
			What: "A leitura do código não pôde ser entendida.",
			Hint: "Aponte de novo para o projetor, ou digite os seis números.",
		},
		"ticket_expired": {
			What: "A leitura do código venceu.",
			Hint: "Aponte de novo para o projetor.",
		},
		"struck": {
			What: "O professor retirou esta matrícula da chamada.",
			Hint: "Fale com o professor.",
		},
		"too_many": {
			What: "Códigos errados demais.",
			Hint: "Use o QR do projetor, ou espere alguns minutos.",
		},
		"no_code": {What: "Esta chamada não usa código.", Hint: "Basta a matrícula."},
		"upgrading": {
			What: "O servidor está sendo atualizado.",
			Hint: "Chame o professor: ele pode marcar à mão.",
		},
		"forbidden": {
			What: "A página não pode registrar presenças agora.",
			Hint: "Avise o professor: ele pode marcar à mão.",
		},
		"invalid": {
			What: "O servidor não entendeu o pedido.",
			Hint: "Confira a turma, o código e a matrícula.",
		},
		"unavailable": {
			What: "Ainda não se sabe se a presença foi registrada",
			Hint: "O servidor não respondeu a tempo. Tentar de novo não registra duas vezes.",
		},
		"overloaded": {
			What: "Presença não registrada",
			Hint: busyPortuguese,
		},
		"no_coordinator": {
			What: "Presença não registrada",
			Hint: busyPortuguese,
		},
	},
	Teaching: texts.Explanations{
		"not_open":     {What: "Esta turma não tem chamada aberta."},
		"already_open": {What: "A chamada desta turma já está aberta."},
		"invalid_reason": {What: "O motivo tem de 3 a 200 letras, em uma linha, e nada foi feito. " +
			"Para retirar, diga o motivo; para marcar presente, ele pode faltar."},
		"forbidden": {What: "Este login não pode fazer isso."},
		texts.OtherTeacher: {What: "A turma é de outro professor: peça a ele, ou a um " +
			"administrador."},
		"unavailable": {
			What: "O servidor não respondeu; não se sabe se foi feito. Veja a lista."},
		"overloaded":      {What: busyPortuguese},
		"no_coordinator":  {What: busyPortuguese},
		"too_many_open":   {What: "Este login já tem chamadas abertas demais: encerre alguma."},
		"too_many_checks": {What: "Esta chamada já teve nove verificações."},
		"older":           {What: "O servidor é de uma versão anterior, que não sabe fazer isso."},
		"invalid_class_list": {What: "O servidor não aceitou a lista; nada foi gravado. Ela pode ser " +
			"grande demais (900 KiB)."},
		"too_large":  {What: "A lista passa de 900 KiB; nada foi gravado."},
		"logged_out": {What: "Este login não vale mais: saia e entre de novo."},
	},

	BadNumber:      "Isto não é uma matrícula: use só números, no máximo 20.",
	BadClass:       "Isto não é o número de uma turma.",
	WantsLogin:     "Esta turma pede o seu próprio login.",
	HintWantsLogin: "Digite o código de acesso que a escola deu a você; neste celular, uma vez só.",
	Busy:           busyPortuguese,
	ManyType: "Muita gente está digitando o código ao mesmo tempo, e nada foi registrado. Espere " +
		"alguns segundos e tente de novo, ou aponte a câmera para o QR do projetor.",

	ForeignOrigin:       "Este pedido veio de outro site e não foi aceito",
	HintForeignOrigin:   "Abra a página da chamada e comece de novo.",
	NotFound:            "Não existe esta página",
	HintNotFound:        "Confira o endereço, ou aponte de novo para o projetor.",
	HintNotFoundTeacher: "Confira o endereço, ou volte às turmas e escolha a sua.",
	Encrypted:           "Esta página só se abre cifrada: %s",
	OtherMethod:         "Esta página não se abre pelo endereço",
	HintOtherMethod:     "Ela só recebe formulários. Volte à página de antes e use o botão.",
	Elsewhere:           "As páginas do professor só abrem nesta máquina",
	HintElsewhere: "Sem logins, abra-as no computador em que chamada serve está rodando, em " +
		"http://localhost.",
	OnlyHere: "Esta chamada não tem código, e de fora do computador do professor só se responde " +
		"com código.", HintOnlyHere: "Peça ao professor que abra a chamada com código.",
	TooLarge:       "O que foi enviado é grande demais",
	HintTooLarge:   "Nada foi registrado. Volte à página e preencha o formulário de novo.",
	BadForm:        "O formulário chegou incompleto",
	HintBadForm:    "Nada foi registrado. Volte à página e envie de novo.",
	BadReceipt:     "Este recibo não é de um servidor desta chamada",
	HintBadReceipt: "Peça ao professor que confira a lista.",

	LogIn: "Entrar", Login: "Login", Code_: "Código de acesso", Enter: "Entrar", Leave: "Sair",
	BadLogin: "Login ou código de acesso errado.",
	OtherDoor: "Este login não é de professor. Alunos respondem à chamada pelo QR do projetor ou " +
		"na página inicial; um quiosque entra em /kiosk.",
	Classes: "Chamadas abertas",
	Open:    "Abrir chamada", OpenClass: "Abrir a chamada de uma turma",
	WithCode: "Com código no projetor", EverySeconds: "muda a cada %d s", End: "Encerrar chamada",
	EndQuestion: "Encerrar a chamada da turma %d, com %s?", EndYes: "Sim, encerrar",
	EndNo: "Não, continuar", Projector: "Projetor",
	NextCheck:   "Nova verificação",
	OtherRoll:   "Esta página era de outra chamada, e nada foi feito. Abaixo está a de agora.",
	SessionOver: "A sua sessão tinha terminado, e nada foi gravado. Entre e repita.",
	WasOpen:     "A chamada desta turma já estava aberta: é esta.",
	WasCoded:    "Ela pede o código do projetor.",
	WasUncoded: "Ela não pede código: foi aberta sem ele. Para pedir, encerre-a e abra outra com " +
		"código.",
	Since: "aberta desde %s", PresentOne: "presente",
	PresentMany: "presentes",
	OpenedOn:    "Aberta em %s", LoadedOne: "%d celular abriu a página",
	NoPhones: "Celulares não abrem %s, o endereço do QR: ele só vale neste computador",
	HintNoPhones: "Inicie o servidor com --web e o endereço deste computador na rede " +
		"(--web 10.0.0.7:8080), ou diga com --web-url por qual os celulares o alcançam.",
	LoadedNone:  "nenhum celular abriu a página ainda",
	LoadedMany:  "%d celulares abriram a página",
	Stale:       "Sem contato com o servidor: o código daqui pode não valer mais.",
	CodeOfRoom:  "Código",
	ByHandTitle: "Marcar à mão", Mark: "Marcar presente", Strike: "Retirar", Reason_: "Motivo",
	Ended: "Chamada encerrada", EndedAt: "Encerrada em %s", Nobody: "Ninguém ainda.",
	Saved: "Feito.", Find: "Procurar nas listas, por número ou nome",
	NotFoundHere: "Ninguém aqui é assim.",
	StruckOut:    "Retirados",
	SharedTitle:  "Mesmo aparelho",

	NoneOpen: "Nenhuma, por enquanto.",
	Go:       "Ver",
	Types:    "ou digite em",
	Scan:     "Aponte a câmera do celular", FullScreen: "Tela cheia",
	ListTitle: "Quem está presente",
	Live:      "ao vivo", Lost: "sem contato, tentando",

	listWords:   listPortuguese,
	recordWords: recordPortuguese,

	Kiosk: kioskPortuguese, Crowd: "Muitas matrículas vieram deste celular: chame o professor.",

	DateFormat: "02/01/2006 às 15:04:05", DayFormat: "02/01/2006",
}
