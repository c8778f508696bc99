package serve

var english = words{
	short:  "Coordinates roll calls, with an embedded NATS server",
	data:   "data `directory`",
	listen: "`address` for clients, HOST:PORT (port 0: any free one)",
	insecure: "serve other machines even without authentication, or without TLS; with --server, " +
		"the login goes without TLS, too",
	server:   "`URL`s, separated by commas, of an existing NATS; nothing is embedded",
	web:      "`address` HOST:PORT of the page for phones, teacher and projector (default: none)",
	webShort: "Serves the page for phones, teacher and projector, beside a running system",
	webLong: `Serves the page from a process of its own, connected to the server of --server. Where
there are logins use one of the role gateway (--user), made with chamada users import.
Any number of processes with the same --web-key serve any phone.`,
	webPlain: "serves the page to other machines without TLS",
	webKey:   "`file` of the pages' key, the same at every gateway; made when it is missing",
	webURL:   "`URL` by which phones reach the page, for the QR",
	webAlone: "--%s is of the page, which is not served here; say where with --web HOST:PORT, " +
		"such as --web 0.0.0.0:8080",
	webName:       "`name` of this machine, beside localhost, on the teacher's pages",
	http:          "`address` HOST:PORT of /healthz and /metrics (default: none)",
	logLevel:      "log `level`: debug, info, warn or error",
	logFormat:     "log format, `text|json`",
	name:          "`name` of this node of the cluster, a different one for each",
	clusterListen: "`address` HOST:PORT for the other nodes",
	routes:        "nats:// `URL`s of the other nodes, or of all, separated by commas",
	advertise: "`address` HOST:PORT of this node that clients are told, where to go when " +
		"theirs dies (default: all of the machine)",
	replicas: "`copies` of the journal: 1, 3 or 5 (default: 3 in a cluster, else 1)",
	noHeal: "with damaged files, wait for a person to mend this node of the cluster " +
		"instead of taking the others' copies",
	auth: "nobody connects without a login (see \"chamada users\")",
	secret: "`file` with the secret of the logins, the same at every node; made when " +
		"missing (default: secret in the data directory)",
	tlsCert: "PEM `file` with the server's certificate; connections are encrypted (read " +
		"again at SIGHUP)",
	tlsKey: "PEM `file` with the certificate's key",
	tlsCA: "PEM `file` with the certificates that vouch for the other nodes, or for the " +
		"servers of --server (default: the system's)",
	tlsTogether: "--tls-cert and --tls-key go together; --tls-ca goes with them or with --server",
	natsConfig: "print what the servers of an existing NATS need in their configuration for " +
		"the logins, and end",
	secretAlone:  "--secret and --print-nats-config are for logins; use them with --auth",
	secretNeeded: "say with --secret where the secret of the logins is, the same for all servers",
	admin: `
The first administrator was made:
  login  %[1]s
  code   %[2]s
Write the code down: it is not shown again.

`,
	adminIn: "chamada: the first administrator was made, %[1]s; the code is in %[2]s: read " +
		"it and remove the file\n",
	adminUnkept: "chamada: the first administrator was made, %[1]s, with the code %[2]s, which " +
		"could not be written to a file (%[3]v); if others read this log, change it with " +
		"\"chamada users renew\"\n",
	together: "--%s is missing; a node of a cluster needs all three: --name a " +
		"--cluster-listen 0.0.0.0:6222 --routes nats://a:6222,nats://b:6222,nats://c:6222",
	badReplicas: "--replicas is 1, 3 or 5",
	replicasAlone: "--replicas %d needs other nodes: --name a --cluster-listen 0.0.0.0:6222 " +
		"--routes nats://a:6222,nats://b:6222,nats://c:6222, " +
		"or --server with an existing NATS; a node alone keeps one copy",
	journalMaxBytes: "the journal's maximum `size`, such as 500MB or 1GiB, for a NATS account " +
		"that wants one; it counts only when the journal is created (default: none)",
	exclusive: "--%s is for the embedded server, and with --server there is none; use one or the " +
		"other",
	next: `
In another terminal, type:
  %[1]s teacher%[2]s    to open and end the roll call of a class
  %[1]s student%[2]s    to register a presence
To stop: Ctrl+C.
`,
	pageTeachers: "\nThe teacher's page: %s\n",
	pageNoTeacher: "\nWithout logins the teacher's page opens on this machine only, and --web does " +
		"not serve it\nat localhost: use --web 0.0.0.0:PORT.\n",
	pageHere:   "Phones cannot reach this page: for them use --web 0.0.0.0:PORT.\n",
	pagePhones: "The page for phones: %s\n\n%s",
	explain:    func(err error) error { return err },
}
