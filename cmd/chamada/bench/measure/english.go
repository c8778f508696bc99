package measure

var english = words{
	warming:  "round %d, %s: warming up…",
	progress: "round %d, %s: %.0f presences/s",
	ending:   "ending the roll calls…",

	steady: "steady load of %d clients, for %v each time",
	burst:  "burst of %d students within %v, each at a moment of its own",
	load:   "connections: %d, nodes: %d, classes: %d of %d students, rounds: %d",

	header: "round\tservice\tpresences/s\tp50 ms\tp99 ms\tp99.9 ms\tmax ms\tCPU " +
		"µs\tbytes\tallocations\terrors\trefused\t",
	late: "late\t",
	services: map[string]string{Echo: "echo", Chamada: "chamada", Bare: "bare net/http",
		Page: "page"},
	point: ".",

	waits: "chamada: of %d students within %v, half waited up to %s ms, 99%% up to %s ms, and " +
		"whoever waited longest, %s ms",
	latest: "the late ones left here more than 5 ms after their moment, up to %s ms; their " +
		"wait counts from the moment",
	ofPage: "a presence is a visit: opening the QR and sending the form twice\n" +
		"page ÷ bare net/http of the same bytes, median of the rounds: throughput %s, p50 %s, " +
		"p99 %s",
	ratio:  "chamada ÷ echo, median of the rounds: throughput %s, p50 %s, p99 %s",
	usages: ", CPU %s, bytes %s, allocations %s",
	pages: "CPU, bytes and allocations: for each presence, of this process (clients and echo) " +
		"and those with metrics at %s",
	alone: "CPU, bytes and allocations: for each presence, of this process only (clients and " +
		"echo), without what the system used",
	failure:  "first error in round %d, %s: %s",
	verified: "presences confirmed: %d, looked for in the lists of %d roll calls ended",
	missing:  "MISSING from the lists: %d; too many: %d",
}
