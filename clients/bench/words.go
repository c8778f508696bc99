package bench

// words are what reports say to people, in one language. Those with verbs are
// formats; both languages take the same arguments.
type words struct {
	warming  string // round, service
	progress string // round, service, presences a second
	load     string // clients, connections, classes, students, rounds, duration
	header   string // of the table, columns apart by tabs
	services map[string]string
	point    string // of decimal fractions
	ratio    string // throughput, p99
	failure  string // round, service, error
	verified string // confirmed, rolls
	missing  string // missing, strange
}

func wordsIn(isEnglish bool) *words {
	if isEnglish {
		return &english
	}
	return &portuguese
}

var portuguese = words{
	warming:  "rodada %d, %s: aquecendo…",
	progress: "rodada %d, %s: %.0f presenças/s",
	load:     "clientes: %d, conexões: %d, turmas: %d de %d alunos, rodadas: %d de %v",
	header:   "rodada\tserviço\tpresenças/s\tp50 ms\tp99 ms\tp99,9 ms\tmáx ms\terros\trecusas\t",
	services: map[string]string{Echo: "eco", Chamada: "chamada"},
	point:    ",",
	ratio:    "chamada ÷ eco, mediana das rodadas: vazão %s, p99 %s",
	failure:  "primeiro erro na rodada %d, %s: %s",
	verified: "presenças confirmadas: %d, procuradas nas listas de %d chamadas encerradas",
	missing:  "FALTAM nas listas: %d; sobram: %d",
}

var english = words{
	warming:  "round %d, %s: warming up…",
	progress: "round %d, %s: %.0f presences/s",
	load:     "clients: %d, connections: %d, classes: %d of %d students, rounds: %d of %v",
	header:   "round\tservice\tpresences/s\tp50 ms\tp99 ms\tp99.9 ms\tmax ms\terrors\trefused\t",
	services: map[string]string{Echo: "echo", Chamada: "chamada"},
	point:    ".",
	ratio:    "chamada ÷ echo, median of the rounds: throughput %s, p99 %s",
	failure:  "first error in round %d, %s: %s",
	verified: "presences confirmed: %d, looked for in the lists of %d roll calls ended",
	missing:  "MISSING from the lists: %d; too many: %d",
}
