package serve

var portuguese = words{
	short:  "Coordena chamadas, com um servidor NATS embutido",
	data:   "`diretório` dos dados",
	listen: "`endereço` onde os clientes se conectam, HOST:PORTA (porta 0: qualquer uma livre)",
	insecure: "atende outras máquinas mesmo sem autenticação, ou sem TLS; com --server, o login " +
		"vai também sem TLS",
	server: "`URL`s, separadas por vírgula, de um NATS que já existe; nada é embutido",
	web: "`endereço` HOST:PORTA da página dos celulares, do professor e do projetor " +
		"(padrão: nenhum)",
	webShort: "Serve a página dos celulares, do professor e do projetor, ao lado de um sistema " +
		"que já roda",
	webLong: `Serve a página em um processo à parte, ligado ao servidor de --server. Onde há logins, use
um de papel gateway (--user), criado com chamada users import. Vários processos com a
mesma --web-key servem qualquer celular.`,
	webPlain: "serve a página sem TLS a outras máquinas",
	webKey: "`arquivo` da chave das páginas, igual em todas as portas de entrada; é " +
		"criado se faltar",
	webURL: "`URL` pela qual os celulares chegam à página, para o QR",
	webAlone: "--%s é da página, que aqui não é servida; diga onde com --web HOST:PORTA, como " +
		"--web 0.0.0.0:8080",
	webName:       "`nome` desta máquina, além de localhost, nas páginas do professor",
	http:          "`endereço` HOST:PORTA de /healthz e /metrics (padrão: nenhum)",
	logLevel:      "`nível` do registro: debug, info, warn ou error",
	logFormat:     "formato do registro, `text|json`",
	name:          "`nome` deste nó do cluster, diferente em cada um",
	clusterListen: "`endereço` HOST:PORTA onde os outros nós se conectam",
	routes:        "`URL`s nats:// dos outros nós, ou de todos, separadas por vírgula",
	advertise: "`endereço` HOST:PORTA deste nó que os clientes recebem, para onde ir se o " +
		"deles cair (padrão: todos os da máquina)",
	replicas: "`cópias` dos dados: 1, 3 ou 5 (padrão: 3 em um cluster, senão 1)",
	noHeal: "com arquivos danificados, espera que alguém conserte este nó do cluster, em " +
		"vez de receber as cópias dos outros",
	auth: "ninguém se conecta sem login (veja \"chamada users\")",
	secret: "`arquivo` com o segredo dos logins, o mesmo em todos os nós; criado se não " +
		"existir (padrão: secret no diretório dos dados)",
	tlsCert: "`arquivo` PEM com o certificado do servidor; as conexões são cifradas (lido " +
		"de novo com SIGHUP)",
	tlsKey: "`arquivo` PEM com a chave do certificado",
	tlsCA: "`arquivo` PEM com os certificados de quem responde pelos outros nós, ou pelos " +
		"servidores de --server (padrão: os do sistema)",
	tlsTogether: "--tls-cert e --tls-key vão juntos; --tls-ca vai com eles ou com --server",
	natsConfig: "escreve a configuração que os servidores de um NATS que já existe precisam " +
		"ter para os logins, e termina",
	secretAlone: "--secret e --print-nats-config são para logins; use-os com --auth",
	secretNeeded: "diga com --secret onde está o segredo dos logins, o mesmo para todos os " +
		"servidores",
	admin: `
Foi criado o primeiro administrador:
  login   %[1]s
  código  %[2]s
Anote o código: ele não é mostrado de novo.

`,
	adminIn: "chamada: foi criado o primeiro administrador, %[1]s; o código está em %[2]s: " +
		"leia-o e apague o arquivo\n",
	adminUnkept: "chamada: foi criado o primeiro administrador, %[1]s, com o código %[2]s, que " +
		"não pôde ser gravado em um arquivo (%[3]v); se outros leem este registro, troque-o com " +
		"\"chamada users renew\"\n",
	together: "falta --%s; um nó de um cluster precisa dos três: --name a --cluster-listen " +
		"0.0.0.0:6222 --routes nats://a:6222,nats://b:6222,nats://c:6222",
	badReplicas: "--replicas é 1, 3 ou 5",
	replicasAlone: "--replicas %d precisa de outros nós: --name a --cluster-listen 0.0.0.0:6222 " +
		"--routes nats://a:6222,nats://b:6222,nats://c:6222, " +
		"ou --server com um NATS que já existe; um nó sozinho guarda uma cópia",
	journalMaxBytes: "`tamanho` máximo dos registros, como 500MB ou 1GiB, para uma conta NATS " +
		"que o exige; só vale quando são criados (padrão: nenhum)",
	exclusive: "--%s é do servidor embutido, e com --server não há um; use um ou outro",
	next: `
Em outro terminal, digite:
  %[1]s teacher%[2]s    abrir e encerrar a chamada de uma turma
  %[1]s student%[2]s    registrar presença
Para parar: Ctrl+C.
`,
	pageTeachers: "\nPágina do professor: %s\n",
	pageNoTeacher: "\nSem logins, a página do professor só abre nesta máquina, e --web não a serve " +
		"em localhost:\nuse --web 0.0.0.0:PORTA.\n",
	pageHere:   "Os celulares não chegam a esta página: para eles use --web 0.0.0.0:PORTA.\n",
	pagePhones: "Página dos celulares: %s\n\n%s",
	explain:    explainPortuguese,
}
