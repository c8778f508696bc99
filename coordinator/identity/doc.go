// Package identity decides which logins may connect and what each may do, and tells a
// coordinator which login has sent a request.
//
// Logins are kept in a replicated bucket, as salted hashes of generated access
// codes ([Users]). Every coordinator follows the bucket in memory and answers the
// auth callout of the NATS servers from there, in one queue group ([Service]). A client
// that shows a login's code gets an account, and permissions as wide as the contract for
// its role. The servers' configuration ([ServerConfig]) sets what an account may reach in
// the coordinators' own.
//
// # Accounts
//
// CHAMADA is the coordinators' alone; it has JetStream. Each login has an account of
// its own (student-042191010), which imports from CHAMADA, as services, the requests that
// the login may make. This has four effects. The server puts a reply subject of its own in
// between, so no client chooses a subject in CHAMADA. No reply goes to where another login
// listens. No reply subject with a wildcard takes the answers of others. And the account
// that the server names tells the role of the asker. Where servers cannot be told to make
// accounts, logins share some of the configuration's: see placement.
//
// Admins see the rest through imports, too. In the coordinators' account an admin could
// name the journal's subject for the reply to a question about the stream, and so write
// into the journal. The JetStream API of admins is below $JS.chamada.API (nats --js-domain
// chamada), because $JS.API in an account without JetStream is a service that says just
// that. A server does not export a request again that crosses a service import. So an
// admin adds [Watch] to the login to see the requests of others: that seat is in CHAMADA,
// and may publish nothing.
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
