package identity

import (
	_ "embed"
	"fmt"
	"strings"
	"text/template"
	"time"

	"github.com/chamada/chamada/subjects"
)

//go:embed nats-server.conf.tmpl
var serverConfig string

var serverTemplate = template.Must(template.New("").Parse(serverConfig))

// OpenServerConfig is what a NATS server's configuration must say where nobody
// needs a login. What is stored is where [ServerConfig] has it, so that logins can
// be turned on and off: JetStream keeps the data of each account apart. A login that
// is shown all the same is refused.
func OpenServerConfig() string {
	// A key that nobody has: of a user without a password the server would warn.
	return fmt.Sprintf(openConfig, NewSecret().Public().Coordinator)
}

const openConfig = `
accounts {
  CHAMADA { jetstream: enabled, users: [ { nkey: %[1]s } ] }
  SYS {}
}
system_account: SYS
no_auth_user: %[1]s
`

// authTimeout is how long a server waits for the callout before it refuses.
const authTimeout = 4 * time.Second

// ServerConfig is what the configuration of an existing NATS must say for the logins
// of a secret: accounts, what they export and import, and the callout. It has no
// secret in it. All servers of a cluster have the same.
func ServerConfig(p Public) string { return config(p, append(sharedAccounts(), cellAccounts()...)) }

// OwnServerConfig is [ServerConfig] for a server on which each login gets an
// account of its own, see [Config.Account].
func OwnServerConfig(p Public) string { return config(p, sharedAccounts()) }

func sharedAccounts() (all []Account) {
	for _, role := range allRoles {
		all = append(all, reach(shared[role], role))
	}
	return all
}

func cellAccounts() (all []Account) {
	for _, role := range allRoles {
		for n := range cells[role] {
			all = append(all, reach(cellName(role, n), role))
		}
	}
	return all
}

func config(p Public, accounts []Account) string {
	var b strings.Builder
	err := serverTemplate.Execute(&b, map[string]any{
		"Public": p, "AuthTimeout": authTimeout.Seconds(), "Accounts": accounts,
		"Requests": requestExports(), "Events": subjects.AllEvents, "All": subjects.All,
		"Admin": seen(),
	})
	if err != nil { // the template is part of the program
		panic(err)
	}
	return b.String()
}
