package texts

// Connection are the texts about connecting, in one language. Addresses, names and what
// a server has said are their arguments.
type Connection struct {
	FlagInsecure string

	FromDefault, FromContext string // where an address is from
	Joint                    string // sentences, where it is from

	// What was in the way of one server.
	Refused, Unreachable, TimedOut, NoResolver, HungUp, Mute, Full string
	UnknownHost, Web, EarlyTLS, Foreign, NodePort                  string
	NoWebSocket, PlainWebSocket                                    string
	NoTLS, ClearLogin, UnknownAuthority, FailedTLS                 string
	OtherName, NoNames, Expired, Early, BadCertificate             string
	WantsCertificate, BadOwn, NoKeys, Said, Other                  string
	And                                                            string

	// What to do.
	HintAddress, HintName, HintScheme, HintNATS, HintNodePort, HintNoTLS string
	HintClearLogin, HintUnknownAuthority, HintOtherName, HintOutOfDate   string
	HintBadCertificate, HintWantsCertificate, HintNoKeys, HintFull       string
	HintWebSocket, HintEarlyTLS, HintReport, HintFile                    string

	// What is no address, no context or no file.
	NoAddress, Scheme, NoHost, Port, Mixed                         string
	UnknownContext, GoneContext, BrokenContext, IgnoredContext     string
	HintKnownContexts, HintNoContexts, HintUnselect, HintForget    string
	BadFile, NoFile, MissingFile, NoPermission, BadContent, OfFlag string
	OfContext                                                      string
}

// OfConnection are the texts about connecting, in the language of t.
func (t *Texts) OfConnection() *Connection {
	if t.English() {
		return &connectionEnglish
	}
	return &connectionPortuguese
}

var connectionPortuguese = Connection{
	FlagInsecure: "aceita mandar o login a outras máquinas sem TLS, onde pode ser lido no caminho",

	FromDefault: "o padrão",
	FromContext: "contexto %s",
	Joint:       "%s (%s)",

	Refused:          "nenhum servidor atende nesse endereço: %s",
	Unreachable:      "não há caminho até essa máquina: %s",
	TimedOut:         "essa máquina não responde: %s",
	NoResolver:       "%s: não foi possível descobrir o endereço dessa máquina (DNS)",
	HungUp:           "%s: o servidor desligou logo ao atender",
	Mute:             "%s: aceita a conexão, mas não diz nada",
	Full:             "%s: o servidor não aceita mais conexões agora",
	UnknownHost:      "não existe máquina com esse nome: %s",
	Web:              "%s: aí responde uma página da web (HTTP), não o NATS",
	EarlyTLS:         "%s: aí só se fala TLS desde o primeiro byte",
	Foreign:          "%s: aí responde outro programa, não o NATS; ele diz %q",
	NodePort:         "%s: essa porta é dos nós entre si, não dos clientes",
	NoWebSocket:      "%s: aí não responde um WebSocket do NATS; a resposta foi %q",
	PlainWebSocket:   "%s: aí responde o NATS, mas sem WebSocket",
	NoTLS:            "%s: o servidor não tem TLS",
	ClearLogin:       "%s: o servidor não tem TLS, e o login poderia ser lido no caminho; não foi enviado",
	UnknownAuthority: "%s: o certificado do servidor é de uma autoridade que esta máquina não conhece",
	FailedTLS:        "%s: o TLS com o servidor falhou: %s",
	OtherName:        "%s: o certificado do servidor é para %s, não para %s",
	NoNames:          "nome nenhum",
	Expired:          "%s: o certificado do servidor venceu em %s; o relógio desta máquina diz %s",
	Early:            "%s: o certificado do servidor só vale a partir de %s; o relógio desta máquina diz %s",
	BadCertificate:   "%s: o certificado do servidor não serve: %s",
	WantsCertificate: "%s: o servidor exige um certificado do cliente",
	BadOwn:           "%s: o servidor não aceitou o certificado do cliente",
	NoKeys:           "%s: o servidor não confere chaves: não tem logins desse tipo",
	Said:             "%s: o servidor recusou a conexão; ele diz %q",
	Other:            "%s: não foi possível conectar: %s",
	And:              "%s e %s",

	HintAddress:          "confira o endereço (--server) e se o servidor está no ar (chamada serve)",
	HintName:             "confira o nome da máquina no endereço (--server), e se esta máquina está na rede",
	HintScheme:           "o endereço é nats://HOST:PORTA, ou tls://HOST:PORTA em outra máquina",
	HintNATS:             "confira a porta: a dos clientes do NATS costuma ser 4222",
	HintNodePort:         "use a porta dos clientes, a de --listen, que costuma ser 4222",
	HintNoTLS:            "use nats:// em vez de tls:// se a rede é de confiança, ou peça TLS a quem cuida do servidor",
	HintClearLogin:       "peça TLS a quem cuida do servidor, ou aceite o risco com --insecure",
	HintUnknownAuthority: "dê o certificado da autoridade, de quem cuida do servidor, com --tlsca ARQUIVO",
	HintOtherName:        "use no endereço (--server) um nome que está no certificado",
	HintOutOfDate:        "acerte o relógio, se é ele que está errado; senão avise quem cuida do servidor",
	HintBadCertificate:   "avise quem cuida do servidor",
	HintWantsCertificate: "dê um que o servidor conheça, com --tlscert ARQUIVO e --tlskey ARQUIVO",
	HintNoKeys:           "entre sem --creds e --nkey, ou confira o endereço (--server)",
	HintFull:             "tente de novo daqui a pouco; se continuar, avise quem cuida do servidor",
	HintWebSocket:        "sem WebSocket o endereço começa com nats:// ou tls://",
	HintEarlyTLS:         "confira a porta; se for um NATS com handshake_first, use um contexto com tls_first",
	HintReport:           "confira o endereço (--server); se estiver certo, avise quem cuida do servidor",
	HintFile:             "confira o arquivo e a sua permissão de ler",

	NoAddress:         "falta o endereço do servidor",
	Scheme:            "%s: o endereço de um servidor NATS começa com nats://, tls://, ws:// ou wss://",
	NoHost:            "%s: falta a máquina no endereço",
	Port:              "%s: a porta vai de 1 a 65535",
	Mixed:             "endereços ws:// e wss:// não vão junto com nats:// e tls://",
	UnknownContext:    "não existe o contexto %q",
	GoneContext:       "o contexto selecionado, %q, não existe mais",
	BrokenContext:     "não foi possível ler o contexto %q em %s: %s",
	IgnoredContext:    "%s; segue sem ele",
	HintKnownContexts: "os que existem: %s",
	HintNoContexts:    "não existe nenhum; crie-o com nats context save, ou use --server",
	HintUnselect:      "dê o endereço com --server, ou esqueça o contexto com: nats context unselect",
	HintForget:        "esqueça-o com: nats context unselect",
	BadFile:           "não foi possível usar o arquivo %s%s: %s",
	NoFile:            "não existe",
	MissingFile:       "falta o arquivo de %s",
	NoPermission:      "você não pode lê-lo",
	BadContent:        "o conteúdo não é o que devia ser",
	OfFlag:            " de %s",
	OfContext:         " do contexto",
}

var connectionEnglish = Connection{
	FlagInsecure: "accept to send the login to other machines without TLS, where it can be read on the way",

	FromDefault: "the default",
	FromContext: "context %s",
	Joint:       "%s (%s)",

	Refused:          "no server answers at that address: %s",
	Unreachable:      "there is no way to this machine: %s",
	TimedOut:         "this machine does not answer: %s",
	NoResolver:       "%s: the address of this machine could not be found out (DNS)",
	HungUp:           "%s: the server hung up as soon as it answered",
	Mute:             "%s: it accepts the connection, but says nothing",
	Full:             "%s: the server takes no more connections now",
	UnknownHost:      "there is no machine of this name: %s",
	Web:              "%s: what answers there is a web page (HTTP), not NATS",
	EarlyTLS:         "%s: nothing but TLS is spoken there from the first byte on",
	Foreign:          "%s: what answers there is another program, not NATS; it says %q",
	NodePort:         "%s: this port is for the nodes of a cluster, not for clients",
	NoWebSocket:      "%s: what answers there is no WebSocket of NATS; the answer was %q",
	PlainWebSocket:   "%s: what answers there is NATS, but without WebSocket",
	NoTLS:            "%s: the server has no TLS",
	ClearLogin:       "%s: the server has no TLS, and the login could be read on the way; it was not sent",
	UnknownAuthority: "%s: the server's certificate is of an authority that this machine does not know",
	FailedTLS:        "%s: TLS with the server failed: %s",
	OtherName:        "%s: the server's certificate is for %s, not for %s",
	NoNames:          "no name",
	Expired:          "%s: the server's certificate has expired on %s; this machine's clock says %s",
	Early:            "%s: the server's certificate is valid only from %s on; this machine's clock says %s",
	BadCertificate:   "%s: the server's certificate cannot be accepted: %s",
	WantsCertificate: "%s: the server wants a certificate of the client",
	BadOwn:           "%s: the server did not accept the client's certificate",
	NoKeys:           "%s: the server checks no keys: it has no logins of this kind",
	Said:             "%s: the server refused the connection; it says %q",
	Other:            "%s: cannot connect: %s",
	And:              "%s and %s",

	HintAddress:          "check the address (--server), and that the server is running (chamada serve)",
	HintName:             "check the name of the machine in the address (--server), and that this machine is online",
	HintScheme:           "the address is nats://HOST:PORT, or tls://HOST:PORT on another machine",
	HintNATS:             "check the port: that of NATS' clients mostly is 4222",
	HintNodePort:         "use the port for clients, that of --listen, which mostly is 4222",
	HintNoTLS:            "use nats:// in place of tls:// if the network is trusted, or ask who runs the server for TLS",
	HintClearLogin:       "ask who runs the server for TLS, or accept the risk with --insecure",
	HintUnknownAuthority: "give the certificate of the authority, which who runs the server has, with --tlsca FILE",
	HintOtherName:        "use a name in the address (--server) that is in the certificate",
	HintOutOfDate:        "set the clock right if that is what is wrong; otherwise tell who runs the server",
	HintBadCertificate:   "tell who runs the server",
	HintWantsCertificate: "give one that the server knows, with --tlscert FILE and --tlskey FILE",
	HintNoKeys:           "leave --creds and --nkey out, or check the address (--server)",
	HintFull:             "try again in a while; if it goes on, tell who runs the server",
	HintWebSocket:        "without WebSocket the address begins with nats:// or tls://",
	HintEarlyTLS:         "check the port; if it is a NATS with handshake_first, use a context with tls_first",
	HintReport:           "check the address (--server); if it is right, tell who runs the server",
	HintFile:             "check the file, and that you may read it",

	NoAddress:         "the server's address is missing",
	Scheme:            "%s: the address of a NATS server begins with nats://, tls://, ws:// or wss://",
	NoHost:            "%s: the machine is missing in the address",
	Port:              "%s: a port is 1 to 65535",
	Mixed:             "addresses with ws:// and wss:// do not go together with nats:// and tls://",
	UnknownContext:    "there is no context %q",
	GoneContext:       "the selected context, %q, is not there any more",
	BrokenContext:     "cannot read the context %q in %s: %s",
	IgnoredContext:    "%s; going on without it",
	HintKnownContexts: "there are: %s",
	HintNoContexts:    "there is none; make it with nats context save, or use --server",
	HintUnselect:      "give the address with --server, or forget the context with: nats context unselect",
	HintForget:        "forget it with: nats context unselect",
	BadFile:           "cannot use the file %s%s: %s",
	NoFile:            "it does not exist",
	MissingFile:       "the file of %s is missing",
	NoPermission:      "you may not read it",
	BadContent:        "what is in it is not what should be",
	OfFlag:            " of %s",
	OfContext:         " of the context",
}
