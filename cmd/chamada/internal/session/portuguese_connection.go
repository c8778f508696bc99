package session

import "github.com/chamada/chamada/clients/texts"

var portugueseConnection = texts.Connection{
	FromDefault: "o padrão",
	FromContext: "contexto %s",
	Joint:       "%s (%s)",

	Refused:        "nenhum servidor atende nesse endereço: %s",
	Unreachable:    "não há caminho até essa máquina: %s",
	TimedOut:       "essa máquina não responde: %s",
	NoResolver:     "%s: não foi possível descobrir o endereço dessa máquina (DNS)",
	HungUp:         "%s: o servidor desligou logo ao atender",
	Mute:           "%s: aceita a conexão, mas não diz nada",
	Full:           "%s: o servidor não aceita mais conexões agora",
	UnknownHost:    "não existe máquina com esse nome: %s",
	Web:            "%s: aí responde uma página da web (HTTP), não o NATS",
	EarlyTLS:       "%s: aí só se fala TLS desde o primeiro byte",
	Foreign:        "%s: aí responde outro programa, não o NATS; ele diz %q",
	NodePort:       "%s: essa porta é dos nós entre si, não dos clientes",
	NoWebSocket:    "%s: aí não responde um WebSocket do NATS; a resposta foi %q",
	PlainWebSocket: "%s: aí responde o NATS, mas sem WebSocket",
	NoTLS:          "%s: o servidor não tem TLS",
	ClearLogin: "%s: o servidor não tem TLS, e o login poderia ser lido no caminho; não " +
		"foi enviado",
	UnknownAuthority: "%s: o certificado do servidor é de uma autoridade que esta máquina não " +
		"conhece",
	FailedTLS: "%s: o TLS com o servidor falhou: %s",
	OtherName: "%s: o certificado do servidor é para %s, não para %s",
	NoNames:   "nome nenhum",
	Expired:   "%s: o certificado do servidor venceu em %s; o relógio desta máquina diz %s",
	Early: "%s: o certificado do servidor só vale a partir de %s; o relógio desta " +
		"máquina diz %s",
	BadCertificate:   "%s: o certificado do servidor não serve: %s",
	WantsCertificate: "%s: o servidor exige um certificado do cliente",
	BadOwn:           "%s: o servidor não aceitou o certificado do cliente",
	NoKeys:           "%s: o servidor não confere chaves: não tem logins desse tipo",
	Said:             "%s: o servidor recusou a conexão; ele diz %q",
	Other:            "%s: não foi possível conectar: %s",

	HintAddress: "confira o endereço (--server) e se o servidor está no ar (chamada " +
		"serve)",
	HintName: "confira o nome da máquina no endereço (--server), e se esta máquina " +
		"está na rede",
	HintScheme:   "o endereço é nats://HOST:PORTA, ou tls://HOST:PORTA em outra máquina",
	HintNATS:     "confira a porta: a dos clientes do NATS costuma ser 4222",
	HintNodePort: "use a porta dos clientes, a de --listen, que costuma ser 4222",
	HintNoTLS: "use nats:// em vez de tls:// se a rede é de confiança, ou peça TLS a " +
		"quem cuida do servidor",
	HintClearLogin: "peça TLS a quem cuida do servidor, ou aceite o risco com --insecure",
	HintUnknownAuthority: "dê o certificado da autoridade, de quem cuida do servidor, com " +
		"--tlsca ARQUIVO",
	HintOtherName: "use no endereço (--server) um nome que está no certificado",
	HintOutOfDate: "acerte o relógio, se é ele que está errado; senão avise quem cuida do " +
		"servidor",
	HintBadCertificate:   "avise quem cuida do servidor",
	HintWantsCertificate: "dê um que o servidor conheça, com --tlscert ARQUIVO e --tlskey ARQUIVO",
	HintNoKeys:           "entre sem --creds e --nkey, ou confira o endereço (--server)",
	HintFull:             "tente de novo daqui a pouco; se continuar, avise quem cuida do servidor",
	HintWebSocket:        "sem WebSocket o endereço começa com nats:// ou tls://",
	HintEarlyTLS: "confira a porta; se for um NATS com handshake_first, use um contexto " +
		"com tls_first",
	HintReport: "confira o endereço (--server); se estiver certo, avise quem cuida do servidor",
	HintFile:   "confira o arquivo e a sua permissão de ler",

	NoAddress: "falta o endereço do servidor",
	Scheme: "%s: o endereço de um servidor NATS começa com nats://, tls://, ws:// ou " +
		"wss://",
	NoHost:            "%s: falta a máquina no endereço",
	Port:              "%s: a porta vai de 1 a 65535",
	Mixed:             "endereços ws:// e wss:// não vão junto com nats:// e tls://",
	UnknownContext:    "não existe o contexto %q",
	GoneContext:       "o contexto selecionado, %q, não existe mais",
	BrokenContext:     "não foi possível ler o contexto %q em %s: %s",
	IgnoredContext:    "%s; segue sem ele",
	HintKnownContexts: "os que existem: %s",
	HintNoContexts:    "não existe nenhum; crie-o com nats context save, ou use --server",
	HintUnselect: "dê o endereço com --server, ou esqueça o contexto com: nats context " +
		"unselect",
	HintForget:   "esqueça-o com: nats context unselect",
	BadFile:      "não foi possível usar o arquivo %s%s: %s",
	NoFile:       "não existe",
	MissingFile:  "falta o arquivo de %s",
	NoPermission: "você não pode lê-lo",
	BadContent:   "o conteúdo não é o que devia ser",
	OfFlag:       " de %s",
	OfContext:    " do contexto",

	BadLogin: "login ou senha não conferem",
	HintLogin: "confira --user e a senha; códigos de acesso são renovados por um admin, e quem " +
		"enviou demais fica de fora por um minuto",
	Silent:     "o servidor está lá, mas não consegue conferir logins agora",
	HintSilent: "tente de novo daqui a pouco; se continuar, avise quem cuida do sistema",
	BadURL:     "o endereço do servidor não é uma URL",
	HintURL:    "use --server nats://HOST:PORTA, com o login em --user",
}
