package main

// benchText is all that "chamada bench" says to people but for the report, in
// one language.
type benchText struct {
	short, long                             string
	clients, connections, classes, students string // flags
	rounds, duration, warmup, json          string // flags
	outOfRange                              string // a flag's name and its maximum
	noTime                                  string
	ownSystem                               string // the directory
	unhealthy                               string
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
Sem --server nem --context, sobe um sistema só para isso, com os dados num
diretório temporário dentro do atual. Em um sistema que já existe, o que foi
medido ocupa memória e disco dele por 24 horas, como qualquer chamada.`,
	clients:     "`N` clientes ao mesmo tempo, cada um com um pedido por vez",
	connections: "`N` conexões, divididas entre os clientes",
	classes:     "`N` turmas com chamada aberta ao mesmo tempo",
	students:    "`N` alunos por chamada; depois ela é encerrada e outra aberta",
	rounds:      "`N` rodadas, cada uma com o eco e a chamada",
	duration:    "`TEMPO` de cada medida; uma rodada tem duas",
	warmup:      "`TEMPO` de aquecimento antes de cada medida",
	json:        "mostra o relatório em JSON",
	outOfRange:  "--%s vai de 1 a %d",
	noTime:      "--duration deve ser maior que zero, e --warmup não pode ser negativo",
	ownSystem:   "sem --server: medindo um sistema próprio, com os dados em %s",
	unhealthy:   "nem toda presença foi confirmada e está na lista; veja erros e recusas no relatório",
}

var benchEnglish = benchText{
	short: "Measures throughput and latency, beside an echo on the same server",
	long: `Registers presences in classes of its own, of numbers that nobody uses, and
compares with an echo: a service on the same NATS server that replies alike and
stores nothing. Without --server and --context it starts a system just for
that, with its data in a temporary directory inside the current one. In an
existing system what was measured takes up its memory and disk for 24 hours, as
any roll call does.`,
	clients:     "`N` clients at once, each with one request at a time",
	connections: "`N` connections, shared by the clients",
	classes:     "`N` classes with an open roll call at once",
	students:    "`N` students of a roll call; then it is ended and another opened",
	rounds:      "`N` rounds, each with the echo and chamada",
	duration:    "`TIME` of each measurement; a round has two",
	warmup:      "`TIME` to warm up before each measurement",
	json:        "prints the report as JSON",
	outOfRange:  "--%s goes from 1 to %d",
	noTime:      "--duration must be greater than zero, and --warmup not negative",
	ownSystem:   "without --server: measuring a system of its own, with its data in %s",
	unhealthy:   "not every presence was confirmed and is in its list; see errors and refusals in the report",
}
