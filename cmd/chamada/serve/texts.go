package serve

// serveText is all that "chamada serve" says to people, in one language.
type serveText struct {
	short                                                     string
	data, listen, insecure, server, http, logLevel, logFormat string // flags
	name, clusterListen, routes, advertise, replicas          string // flags of a cluster
	noHeal                                                    string // flag of a cluster
	exclusive, together                                       string // formatted with a flag's name
	badReplicas, replicasAlone                                string
	journalMaxBytes                                           string // flag
	auth, secret                                              string // flags
	secretAlone, secretNeeded                                 string
	tlsCert, tlsKey, tlsCA, tlsTogether                       string
	natsConfig                                                string // flag
	web, webPlain, webKey, webURL, webName                    string // flags
	webShort, webLong                                         string
	admin, adminIn, adminUnkept                               string // formatted with login and code, or file; see firstAdmin
	next                                                      string // formatted with the program's name and the clients' flags
	explain                                                   func(error) error
}

func serveTexts(english bool) serveText {
	if english {
		return serveEnglish
	}
	return servePortuguese
}

var servePortuguese = serveText{
	short:    "Coordena chamadas, com um servidor NATS embutido",
	data:     "`diretório` dos dados",
	listen:   "`endereço` onde os clientes se conectam, HOST:PORTA (porta 0: qualquer uma livre)",
	insecure: "atende outras máquinas mesmo sem autenticação, ou sem TLS; com --server, o login vai também sem TLS",
	server:   "`URL`s, separadas por vírgula, de um NATS que já existe; nada é embutido",
	web:      "`endereço` HOST:PORTA da página dos celulares, do professor e do projetor (padrão: nenhum)",
	webShort: "Serve a página dos celulares, do professor e do projetor, ao lado de um sistema que já roda",
	webLong: `Serve a página em um processo à parte, ligado ao servidor de --server. Onde há logins, use
um de papel gateway (--user), criado com chamada users import. Vários processos com a
mesma --web-key servem qualquer celular.`,
	webPlain:      "serve a página sem TLS a outras máquinas",
	webKey:        "`arquivo` da chave das páginas, igual em todas as portas de entrada; é criado se faltar",
	webURL:        "`URL` pela qual os celulares chegam à página, para o QR",
	webName:       "`nome` desta máquina, além de localhost, nas páginas do professor",
	http:          "`endereço` HOST:PORTA de /healthz e /metrics (padrão: nenhum)",
	logLevel:      "`nível` do registro: debug, info, warn ou error",
	logFormat:     "formato do registro, `text|json`",
	name:          "`nome` deste nó do cluster, diferente em cada um",
	clusterListen: "`endereço` HOST:PORTA onde os outros nós se conectam",
	routes:        "`URL`s nats:// dos outros nós, ou de todos, separadas por vírgula",
	advertise:     "`endereço` HOST:PORTA deste nó que os clientes recebem, para onde ir se o deles cair (padrão: todos os da máquina)",
	replicas:      "`cópias` dos dados: 1, 3 ou 5 (padrão: 3 em um cluster, senão 1)",
	noHeal:        "com arquivos danificados, espera que alguém conserte este nó do cluster, em vez de receber as cópias dos outros",
	auth:          "ninguém se conecta sem login (veja \"chamada users\")",
	secret:        "`arquivo` com o segredo dos logins, o mesmo em todos os nós; criado se não existir (padrão: secret no diretório dos dados)",
	tlsCert:       "`arquivo` PEM com o certificado do servidor; as conexões são cifradas (lido de novo com SIGHUP)",
	tlsKey:        "`arquivo` PEM com a chave do certificado",
	tlsCA:         "`arquivo` PEM com os certificados de quem responde pelos outros nós, ou pelos servidores de --server (padrão: os do sistema)",
	tlsTogether:   "--tls-cert e --tls-key vão juntos; --tls-ca vai com eles ou com --server",
	natsConfig:    "escreve a configuração que os servidores de um NATS que já existe precisam ter para os logins, e termina",
	secretAlone:   "--secret e --print-nats-config são para logins; use-os com --auth",
	secretNeeded:  "diga com --secret onde está o segredo dos logins, o mesmo para todos os servidores",
	admin: `
Foi criado o primeiro administrador:
  login   %[1]s
  código  %[2]s
Anote o código: ele não é mostrado de novo.

`,
	adminIn:     "chamada: foi criado o primeiro administrador, %[1]s; o código está em %[2]s: leia-o e apague o arquivo\n",
	adminUnkept: "chamada: foi criado o primeiro administrador, %[1]s, com o código %[2]s, que não pôde ser gravado em um arquivo (%[3]v); se outros leem este registro, troque-o com \"chamada users renew\"\n",
	together:    "falta --%s; um nó de um cluster precisa dos três: --name a --cluster-listen 0.0.0.0:6222 --routes nats://a:6222,nats://b:6222,nats://c:6222",
	badReplicas: "--replicas é 1, 3 ou 5",
	replicasAlone: "--replicas %d precisa de outros nós: --name a --cluster-listen 0.0.0.0:6222 --routes nats://a:6222,nats://b:6222,nats://c:6222, " +
		"ou --server com um NATS que já existe; um nó sozinho guarda uma cópia",
	journalMaxBytes: "`tamanho` máximo dos registros, como 500MB ou 1GiB, para uma conta NATS que o exige; só vale quando são criados (padrão: nenhum)",
	exclusive:       "--%s é do servidor embutido, e com --server não há um; use um ou outro",
	next: `
Em outro terminal, digite:
  %[1]s teacher%[2]s    abrir e encerrar a chamada de uma turma
  %[1]s student%[2]s    registrar presença
Para parar: Ctrl+C.
`,
	explain: explainPortuguese,
}

var serveEnglish = serveText{
	short:    "Coordinates roll calls, with an embedded NATS server",
	data:     "data `directory`",
	listen:   "`address` for clients, HOST:PORT (port 0: any free one)",
	insecure: "serve other machines even without authentication, or without TLS; with --server, the login goes without TLS, too",
	server:   "`URL`s, separated by commas, of an existing NATS; nothing is embedded",
	web:      "`address` HOST:PORT of the page for phones, teacher and projector (default: none)",
	webShort: "Serves the page for phones, teacher and projector, beside a running system",
	webLong: `Serves the page from a process of its own, connected to the server of --server. Where
there are logins use one of the role gateway (--user), made with chamada users import.
Any number of processes with the same --web-key serve any phone.`,
	webPlain:      "serves the page to other machines without TLS",
	webKey:        "`file` of the pages' key, the same at every gateway; made when it is missing",
	webURL:        "`URL` by which phones reach the page, for the QR",
	webName:       "`name` of this machine, beside localhost, on the teacher's pages",
	http:          "`address` HOST:PORT of /healthz and /metrics (default: none)",
	logLevel:      "log `level`: debug, info, warn or error",
	logFormat:     "log format, `text|json`",
	name:          "`name` of this node of the cluster, a different one for each",
	clusterListen: "`address` HOST:PORT for the other nodes",
	routes:        "nats:// `URL`s of the other nodes, or of all, separated by commas",
	advertise:     "`address` HOST:PORT of this node that clients are told, where to go when theirs dies (default: all of the machine)",
	replicas:      "`copies` of the journal: 1, 3 or 5 (default: 3 in a cluster, else 1)",
	noHeal:        "with damaged files, wait for a person to mend this node of the cluster instead of taking the others' copies",
	auth:          "nobody connects without a login (see \"chamada users\")",
	secret:        "`file` with the secret of the logins, the same at every node; made when missing (default: secret in the data directory)",
	tlsCert:       "PEM `file` with the server's certificate; connections are encrypted (read again at SIGHUP)",
	tlsKey:        "PEM `file` with the certificate's key",
	tlsCA:         "PEM `file` with the certificates that vouch for the other nodes, or for the servers of --server (default: the system's)",
	tlsTogether:   "--tls-cert and --tls-key go together; --tls-ca goes with them or with --server",
	natsConfig:    "print what the servers of an existing NATS need in their configuration for the logins, and end",
	secretAlone:   "--secret and --print-nats-config are for logins; use them with --auth",
	secretNeeded:  "say with --secret where the secret of the logins is, the same for all servers",
	admin: `
The first administrator was made:
  login  %[1]s
  code   %[2]s
Write the code down: it is not shown again.

`,
	adminIn:     "chamada: the first administrator was made, %[1]s; the code is in %[2]s: read it and remove the file\n",
	adminUnkept: "chamada: the first administrator was made, %[1]s, with the code %[2]s, which could not be written to a file (%[3]v); if others read this log, change it with \"chamada users renew\"\n",
	together:    "--%s is missing; a node of a cluster needs all three: --name a --cluster-listen 0.0.0.0:6222 --routes nats://a:6222,nats://b:6222,nats://c:6222",
	badReplicas: "--replicas is 1, 3 or 5",
	replicasAlone: "--replicas %d needs other nodes: --name a --cluster-listen 0.0.0.0:6222 --routes nats://a:6222,nats://b:6222,nats://c:6222, " +
		"or --server with an existing NATS; a node alone keeps one copy",
	journalMaxBytes: "the journal's maximum `size`, such as 500MB or 1GiB, for a NATS account that wants one; it counts only when the journal is created (default: none)",
	exclusive:       "--%s is for the embedded server, and with --server there is none; use one or the other",
	next: `
In another terminal, type:
  %[1]s teacher%[2]s    to open and end the roll call of a class
  %[1]s student%[2]s    to register a presence
To stop: Ctrl+C.
`,
	explain: func(err error) error { return err },
}
