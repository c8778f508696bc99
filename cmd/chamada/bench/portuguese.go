package bench

var portuguese = words{
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
	burst:       "`TEMPO` em que todos os alunos de todas as turmas registram presença",
	rounds:      "`N` rodadas, cada uma com o eco e a chamada",
	duration:    "`TEMPO` de cada medida; uma rodada tem duas",
	warmup:      "`TEMPO` de aquecimento antes de cada medida",
	nodes:       "`N` nós do sistema próprio: 1, 3 ou 5, cada um num processo",
	metrics:     "`URL` das métricas de um nó do sistema medido, ou várias separadas por vírgula",
	web: "`URL` da página a medir, ao lado de um servidor HTTP que responde os mesmos bytes; sem " +
		"URL, uma página deste processo",
	json: "mostra o relatório em JSON",

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
	badWeb:         "--web deve ser uma URL sem caminho, como http://127.0.0.1:8080",
	webInBurst:     "--%s mede uma carga contínua: não vale com --burst",
	noEcho: "com logins ninguém pode servir o eco; meça um sistema sem eles, ou sem " +
		"--server o que sobe só para isso",
	unhealthy: "nem toda presença foi confirmada e está na lista; veja erros e recusas no " +
		"relatório",
}
