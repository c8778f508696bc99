package measure

var portuguese = words{
	warming:  "rodada %d, %s: aquecendo…",
	progress: "rodada %d, %s: %.0f presenças/s",
	ending:   "encerrando as chamadas…",

	steady: "carga contínua de %d clientes, por %v de cada vez",
	burst:  "rajada de %d alunos em %v, cada um no seu instante",
	load:   "conexões: %d, nós: %d, turmas: %d de %d alunos, rodadas: %d",

	header: "rodada\tserviço\tpresenças/s\tp50 ms\tp99 ms\tp99,9 ms\tmáx ms\tCPU " +
		"µs\tbytes\talocações\terros\trecusas\t",
	late: "atrasados\t",
	services: map[string]string{Echo: "eco", Chamada: "chamada", Bare: "net/http puro",
		Page: "página"},
	point: ",",

	waits: "chamada: de %d alunos em %v, metade esperou até %s ms, 99%% até %s ms, e quem " +
		"mais esperou, %s ms",
	latest: "atrasados saíram daqui mais de 5 ms depois do seu instante, até %s ms; a espera " +
		"deles conta desde o instante",
	ofPage: "uma presença é uma visita: abrir o QR e enviar o formulário duas vezes\n" +
		"página ÷ net/http puro com os mesmos bytes, mediana das rodadas: vazão %s, p50 %s, p99 %s",
	ratio:  "chamada ÷ eco, mediana das rodadas: vazão %s, p50 %s, p99 %s",
	usages: ", CPU %s, bytes %s, alocações %s",
	pages: "CPU, bytes e alocações: por presença, deste processo (clientes e eco) e dos que " +
		"têm as métricas em %s",
	alone: "CPU, bytes e alocações: por presença, só deste processo (clientes e eco); o que o " +
		"sistema gastou não está aí",
	failure:  "primeiro erro na rodada %d, %s: %s",
	verified: "presenças confirmadas: %d, procuradas nas listas de %d chamadas encerradas",
	missing:  "FALTAM nas listas: %d; sobram: %d",
}
