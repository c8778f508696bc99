package bench

// words are what reports say to people, in one language. Those with verbs are
// formats; both languages take the same arguments.
type words struct {
	holding  string // confirmed, of
	warming  string // round, service
	progress string // round, service, presences a second
	ending   string

	steady      string // clients, duration
	burst       string // students, time
	load        string // connections, nodes, classes, students, rounds
	held        string // presences, classes
	heldFailure string // error

	header   string // of the table, columns apart by tabs
	late     string // one more column, of bursts
	services map[string]string
	point    string // of decimal fractions

	waits    string // students, time, p50, p99, max
	latest   string // milliseconds
	ratio    string // throughput, p50, p99
	usages   string // ratios of CPU, bytes, allocations
	pages    string // URLs
	alone    string
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
	holding:  "antes de medir: %d de %d presenças",
	warming:  "rodada %d, %s: aquecendo…",
	progress: "rodada %d, %s: %.0f presenças/s",
	ending:   "encerrando as chamadas…",

	steady:      "carga contínua de %d clientes, por %v de cada vez",
	burst:       "rajada de %d alunos em %v, cada um no seu instante",
	load:        "conexões: %d, nós: %d, turmas: %d de %d alunos, rodadas: %d",
	held:        "presenças guardadas enquanto isso: %d, em %d turmas",
	heldFailure: "primeiro erro antes de medir: %s",

	header:   "rodada\tserviço\tpresenças/s\tp50 ms\tp99 ms\tp99,9 ms\tmáx ms\tCPU µs\tbytes\talocações\terros\trecusas\t",
	late:     "atrasados\t",
	services: map[string]string{Echo: "eco", Chamada: "chamada"},
	point:    ",",

	waits:    "chamada: de %d alunos em %v, metade esperou até %s ms, 99%% até %s ms, e quem mais esperou, %s ms",
	latest:   "atrasados saíram daqui mais de 5 ms depois do seu instante, até %s ms; a espera deles conta desde o instante",
	ratio:    "chamada ÷ eco, mediana das rodadas: vazão %s, p50 %s, p99 %s",
	usages:   ", CPU %s, bytes %s, alocações %s",
	pages:    "CPU, bytes e alocações: por presença, deste processo (clientes e eco) e dos que têm as métricas em %s",
	alone:    "CPU, bytes e alocações: por presença, só deste processo (clientes e eco); o que o sistema gastou não está aí",
	failure:  "primeiro erro na rodada %d, %s: %s",
	verified: "presenças confirmadas: %d, procuradas nas listas de %d chamadas encerradas",
	missing:  "FALTAM nas listas: %d; sobram: %d",
}

var english = words{
	holding:  "before measuring: %d of %d presences",
	warming:  "round %d, %s: warming up…",
	progress: "round %d, %s: %.0f presences/s",
	ending:   "ending the roll calls…",

	steady:      "steady load of %d clients, for %v each time",
	burst:       "burst of %d students within %v, each at a moment of its own",
	load:        "connections: %d, nodes: %d, classes: %d of %d students, rounds: %d",
	held:        "presences held meanwhile: %d, in %d classes",
	heldFailure: "first error before measuring: %s",

	header:   "round\tservice\tpresences/s\tp50 ms\tp99 ms\tp99.9 ms\tmax ms\tCPU µs\tbytes\tallocations\terrors\trefused\t",
	late:     "late\t",
	services: map[string]string{Echo: "echo", Chamada: "chamada"},
	point:    ".",

	waits:    "chamada: of %d students within %v, half waited up to %s ms, 99%% up to %s ms, and whoever waited longest, %s ms",
	latest:   "the late ones left here more than 5 ms after their moment, up to %s ms; their wait counts from the moment",
	ratio:    "chamada ÷ echo, median of the rounds: throughput %s, p50 %s, p99 %s",
	usages:   ", CPU %s, bytes %s, allocations %s",
	pages:    "CPU, bytes and allocations: for each presence, of this process (clients and echo) and those with metrics at %s",
	alone:    "CPU, bytes and allocations: for each presence, of this process only (clients and echo), without what the system used",
	failure:  "first error in round %d, %s: %s",
	verified: "presences confirmed: %d, looked for in the lists of %d roll calls ended",
	missing:  "MISSING from the lists: %d; too many: %d",
}
