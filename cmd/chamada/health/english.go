package health

import "github.com/chamada/chamada/cmd/chamada/node"

var english = words{
	short: "Tells whether a server is ready to serve",
	long: `Asks /healthz at the address that "chamada serve" was given as --http (default %s).
Ends with 0 when the server has read its data, can write, and has all of it,
else with 1 and the reason.`,
	address:    "HOST:PORT",
	badAddress: `"%s" is not an address, HOST:PORT, such as %s`,
	notTLS: "%s: health is served without TLS, at the address of --http; give HOST:PORT without " +
		"https://, such as %s",
	nobody:  "nobody answers at that address",
	other:   "what answers at that address is not the health page of a chamada server",
	silent:  "no answer within %v",
	warning: node.Warning + "%s",
	hintNobody: "the server tells its health when it was started with --http HOST:PORT: check " +
		"the address, and that chamada serve is up",
}
