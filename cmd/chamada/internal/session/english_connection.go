package session

import "github.com/chamada/chamada/clients/texts"

var englishConnection = texts.Connection{
	FromDefault: "the default",
	FromContext: "context %s",
	Joint:       "%s (%s)",

	Refused:        "no server answers at that address: %s",
	Unreachable:    "there is no way to this machine: %s",
	TimedOut:       "this machine does not answer: %s",
	NoResolver:     "%s: the address of this machine could not be found out (DNS)",
	HungUp:         "%s: the server hung up as soon as it answered",
	Mute:           "%s: it accepts the connection, but says nothing",
	Full:           "%s: the server takes no more connections now",
	UnknownHost:    "there is no machine of this name: %s",
	Web:            "%s: what answers there is a web page (HTTP), not NATS",
	EarlyTLS:       "%s: nothing but TLS is spoken there from the first byte on",
	Foreign:        "%s: what answers there is another program, not NATS; it says %q",
	NodePort:       "%s: this port is for the nodes of a cluster, not for clients",
	NoWebSocket:    "%s: what answers there is no WebSocket of NATS; the answer was %q",
	PlainWebSocket: "%s: what answers there is NATS, but without WebSocket",
	NoTLS:          "%s: the server has no TLS",
	ClearLogin: "%s: the server has no TLS, and the login could be read on the way; it was " +
		"not sent",
	UnknownAuthority: "%s: the server's certificate is of an authority that this machine does " +
		"not know",
	FailedTLS: "%s: TLS with the server failed: %s",
	OtherName: "%s: the server's certificate is for %s, not for %s",
	NoNames:   "no name",
	Expired: "%s: the server's certificate has expired on %s; this machine's clock says " +
		"%s",
	Early: "%s: the server's certificate is valid only from %s on; this machine's " +
		"clock says %s",
	BadCertificate:   "%s: the server's certificate cannot be accepted: %s",
	WantsCertificate: "%s: the server wants a certificate of the client",
	BadOwn:           "%s: the server did not accept the client's certificate",
	NoKeys:           "%s: the server checks no keys: it has no logins of this kind",
	Said:             "%s: the server refused the connection; it says %q",
	Other:            "%s: cannot connect: %s",

	HintAddress: "check the address (--server), and that the server is running (chamada " +
		"serve)",
	HintName: "check the name of the machine in the address (--server), and that " +
		"this machine is online",
	HintScheme:   "the address is nats://HOST:PORT, or tls://HOST:PORT on another machine",
	HintNATS:     "check the port: that of NATS' clients mostly is 4222",
	HintNodePort: "use the port for clients, that of --listen, which mostly is 4222",
	HintNoTLS: "use nats:// in place of tls:// if the network is trusted, or ask who " +
		"runs the server for TLS",
	HintClearLogin: "ask who runs the server for TLS, or accept the risk with --insecure",
	HintUnknownAuthority: "give the certificate of the authority, which who runs the server has, " +
		"with --tlsca FILE",
	HintOtherName: "use a name in the address (--server) that is in the certificate",
	HintOutOfDate: "set the clock right if that is what is wrong; otherwise tell who runs " +
		"the server",
	HintBadCertificate:   "tell who runs the server",
	HintWantsCertificate: "give one that the server knows, with --tlscert FILE and --tlskey FILE",
	HintNoKeys:           "leave --creds and --nkey out, or check the address (--server)",
	HintFull:             "try again in a while; if it goes on, tell who runs the server",
	HintWebSocket:        "without WebSocket the address begins with nats:// or tls://",
	HintEarlyTLS: "check the port; if it is a NATS with handshake_first, use a context " +
		"with tls_first",
	HintReport: "check the address (--server); if it is right, tell who runs the server",
	HintFile:   "check the file, and that you may read it",

	NoAddress: "the server's address is missing",
	Scheme: "%s: the address of a NATS server begins with nats://, tls://, ws:// or " +
		"wss://",
	NoHost:            "%s: the machine is missing in the address",
	Port:              "%s: a port is 1 to 65535",
	Mixed:             "addresses with ws:// and wss:// do not go together with nats:// and tls://",
	UnknownContext:    "there is no context %q",
	GoneContext:       "the selected context, %q, is not there any more",
	BrokenContext:     "cannot read the context %q in %s: %s",
	IgnoredContext:    "%s; going on without it",
	HintKnownContexts: "there are: %s",
	HintNoContexts:    "there is none; make it with nats context save, or use --server",
	HintUnselect: "give the address with --server, or forget the context with: nats context " +
		"unselect",
	HintForget:   "forget it with: nats context unselect",
	BadFile:      "cannot use the file %s%s: %s",
	NoFile:       "it does not exist",
	MissingFile:  "the file of %s is missing",
	NoPermission: "you may not read it",
	BadContent:   "what is in it is not what should be",
	OfFlag:       " of %s",
	OfContext:    " of the context",

	BadLogin: "login or password is wrong",
	HintLogin: "check --user and the password; an admin can renew access codes, and who has sent " +
		"too much is shut out for a minute",
	Silent:     "the server is there, but cannot check logins now",
	HintSilent: "try again in a while; if it stays so, tell whoever runs the system",
	BadURL:     "the server's address is not a URL",
	HintURL:    "use --server nats://HOST:PORT, with the login in --user",
}
