// Package identity is who may connect, as whom, and who is asking.
//
// Logins are kept in a replicated bucket, as salted hashes of generated access
// codes ([Users]). Every coordinator follows the bucket in memory and answers the
// auth callout of the NATS servers from there, in one queue group ([Service]):
// whoever knows the code of a login gets the account of its role and permissions
// as wide as the contract, no wider. What an account may reach in the
// coordinators' own is set in the servers' configuration ([ServerConfig]).
//
// # Accounts
//
// CHAMADA is the coordinators' alone; it has JetStream. Each login has an account of
// its own (student-042191010), which imports from it, as services, the requests they may
// make. So a reply never goes to a subject that a client has chosen in CHAMADA (the
// server puts one of its own in between), nor to where anybody else listens, no reply
// subject with a wildcard takes the answers of others, and the role of whoever asks is
// the account that the server names. Where servers cannot be told to make accounts,
// logins share some of the configuration's: see placement.
//
// Admins see the rest through imports too: in one account
// with the coordinators, an admin who asks for the stream's state and gives the
// journal's subject for the reply writes into the journal. Its JetStream API is
// below $JS.chamada.API (nats --js-domain chamada), because $JS.API itself is, in
// an account without JetStream, a service that says so. A request that crosses a
// service import is not exported again as a stream, so an admin who wants to see
// the requests of others adds [Watch] to the login: that seat is in CHAMADA, and
// may publish nothing.
//
// AUTH is the callout's, SYS the servers' own.
//
// # Who is asking
//
// The server writes the header Nats-Request-Info when a request crosses a service
// import with share, and removes what the client wrote there. It removes only what
// it takes for a header: nats-server 2.15 splits lines at CRLF, nats.go at LF, and
// nats.go stops at the first empty line. A client that speaks the protocol by
// itself can therefore write a header that only nats.go sees, and hide the
// server's. [Of] tells by the size of the message on the wire, see there.
//
// # Secrets
//
// What the nodes of a cluster share is derived from one [Secret]. Servers know only
// its public keys. Codes travel from the server to the callout encrypted.
//
// The package decides nothing about roll calls, prints nothing, and no error or
// log line of it has a secret in it.
package identity
