package bench

var english = words{
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
	burst:       "`TIME` within which all students of all classes register",
	rounds:      "`N` rounds, each with the echo and chamada",
	duration:    "`TIME` of each measurement; a round has two",
	warmup:      "`TIME` to warm up before each measurement",
	nodes:       "`N` nodes of a system of its own: 1, 3 or 5, each a process",
	metrics: "`URL` of the metrics of a node of the system measured, or several with commas " +
		"between",
	web: "`URL` of the page to measure, beside an HTTP server that answers the same bytes; without " +
		"a URL a page of this process",
	json: "prints the report as JSON",

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
	badWeb:         "--web must be a URL without a path, like http://127.0.0.1:8080",
	webInBurst:     "--%s measures a steady load: it does not go with --burst",
	noEcho: "where there are logins nobody may serve the echo; measure a system without " +
		"them or, without --server, one that is started for it",
	unhealthy: "not every presence was confirmed and is in its list; see errors and refusals in " +
		"the report",
}
