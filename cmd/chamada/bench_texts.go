package main

// benchText is all that "chamada bench" says to people but for the report, in
// one language.
type benchText struct {
	short, long                                     string
	clients, connections, classes, students, held   string // flags
	burst, rounds, duration, warmup, nodes, metrics string // flags
	json                                            string // a flag
	outOfRange                                      string // a flag's name, its minimum and its maximum
	noTime, noBurst, badNodes                       string
	notInBurst                                      string // a flag's name
	burstTooLarge                                   string // the maximum
	nodesOfRunning, metricsOfOwn, badPage           string
	ownSystem                                       string // the directory
	unreachable                                     string // an address, an error
	unhealthy, noEcho                               string
}

func benchTexts(english bool) benchText {
	if english {
		return benchEnglish
	}
	return benchPortuguese
}

var benchPortuguese = benchText{
	short: "Mede a vazão e a latência, ao lado de um eco no mesmo servidor",
	long: `Registra presenças em turmas próprias, de números que ninguém usa, e compara com
um eco: um serviço no mesmo servidor NATS que responde igual e não grava nada.
A carga é contínua, de clientes que enviam assim que recebem a resposta, ou com
--burst uma rajada: todos os alunos de todas as turmas nesse tempo, cada um no
seu instante sorteado, a partir do qual conta a espera dele.

Sem --server nem --context, sobe um sistema só para isso, com os dados num
diretório temporário dentro do atual. Em um sistema que já existe, o que foi
medido ocupa memória e disco dele por 24 horas, como qualquer chamada, e CPU e
alocações são só deste processo, a menos que --metrics diga onde lê-las.`,
	clients:     "`N` clientes ao mesmo tempo, cada um com um pedido por vez",
	connections: "`N` conexões, divididas entre os clientes e pelos nós",
	classes:     "`N` turmas com chamada aberta ao mesmo tempo",
	students:    "`N` alunos por chamada; depois ela é encerrada e outra aberta",
	held:        "`N` presenças registradas antes, em outras turmas, abertas até o fim",
	burst:       "`TEMPO` em que todos os alunos de todas as turmas registram presença",
	rounds:      "`N` rodadas, cada uma com o eco e a chamada",
	duration:    "`TEMPO` de cada medida; uma rodada tem duas",
	warmup:      "`TEMPO` de aquecimento antes de cada medida",
	nodes:       "`N` nós do sistema próprio: 1, 3 ou 5, cada um num processo",
	metrics:     "`URL` das métricas de um nó do sistema medido, ou várias separadas por vírgula",
	json:        "mostra o relatório em JSON",

	outOfRange:     "--%s vai de %d a %d",
	noTime:         "--duration deve ser maior que zero, e --warmup não pode ser negativo",
	noBurst:        "--burst deve ser maior que zero",
	badNodes:       "--nodes pode ser 1, 3 ou 5",
	notInBurst:     "--%s não vale com --burst: cada aluno é um cliente, e envia uma vez",
	burstTooLarge:  "com --burst, --classes vezes --students vai até %d",
	nodesOfRunning: "--nodes é do sistema próprio; os nós do que já existe são os que ele tem",
	metricsOfOwn:   "--metrics é de um sistema que já existe; o próprio é medido por inteiro",
	badPage:        "--metrics deve ser uma URL como http://127.0.0.1:8222/metrics",
	ownSystem:      "sem --server: medindo um sistema próprio, com os dados em %s",
	unreachable:    "nenhuma conexão vai por %s: %v",
	noEcho:         "com logins ninguém pode servir o eco; meça um sistema sem eles, ou sem --server o que sobe só para isso",
	unhealthy:      "nem toda presença foi confirmada e está na lista; veja erros e recusas no relatório",
}

var benchEnglish = benchText{
	short: "Measures throughput and latency, beside an echo on the same server",
	long: `Registers presences in classes of its own, of numbers that nobody uses, and
compares with an echo: a service on the same NATS server that replies alike and
stores nothing. The load is steady, of clients that send as soon as they have a
reply, or with --burst a burst: all students of all classes within that time,
each at a moment drawn at random, from which on the wait is counted.

Without --server and --context it starts a system just for that, with its data
in a temporary directory inside the current one. In an existing system what was
measured takes up its memory and disk for 24 hours, as any roll call does, and
CPU and allocations are of this process only, unless --metrics says where to
read the system's.`,
	clients:     "`N` clients at once, each with one request at a time",
	connections: "`N` connections, shared by the clients, spread over the nodes",
	classes:     "`N` classes with an open roll call at once",
	students:    "`N` students of a roll call; then it is ended and another opened",
	held:        "`N` presences registered before, in other classes, open to the end",
	burst:       "`TIME` within which all students of all classes register",
	rounds:      "`N` rounds, each with the echo and chamada",
	duration:    "`TIME` of each measurement; a round has two",
	warmup:      "`TIME` to warm up before each measurement",
	nodes:       "`N` nodes of a system of its own: 1, 3 or 5, each a process",
	metrics:     "`URL` of the metrics of a node of the system measured, or several with commas between",
	json:        "prints the report as JSON",

	outOfRange:     "--%s goes from %d to %d",
	noTime:         "--duration must be greater than zero, and --warmup not negative",
	noBurst:        "--burst must be greater than zero",
	badNodes:       "--nodes may be 1, 3 or 5",
	notInBurst:     "--%s does not go with --burst: each student is a client, and sends once",
	burstTooLarge:  "with --burst, --classes times --students goes up to %d",
	nodesOfRunning: "--nodes is for a system of its own; an existing one has the nodes it has",
	metricsOfOwn:   "--metrics is for an existing system; one of its own is measured as a whole",
	badPage:        "--metrics must be a URL like http://127.0.0.1:8222/metrics",
	ownSystem:      "without --server: measuring a system of its own, with its data in %s",
	unreachable:    "no connection goes by %s: %v",
	noEcho:         "where there are logins nobody may serve the echo; measure a system without them or, without --server, one that is started for it",
	unhealthy:      "not every presence was confirmed and is in its list; see errors and refusals in the report",
}
