package identity

import (
	_ "embed"
	"strings"
	"text/template"
	"time"
)

//go:embed nats-server.conf.tmpl
var serverConfig string

var serverTemplate = template.Must(template.New("").Parse(serverConfig))

// authTimeout is how long a server waits for the callout before it refuses.
const authTimeout = 4 * time.Second

// ServerConfig is what a NATS server's configuration must say for the logins of a
// secret: accounts, what they export and import, and the callout. It has no
// secret in it. All servers of a cluster have the same.
func ServerConfig(p Public) string {
	var b strings.Builder
	err := serverTemplate.Execute(&b, map[string]any{
		"Public": p, "Bucket": Bucket, "AuthTimeout": authTimeout.Seconds(),
	})
	if err != nil { // the template is part of the program
		panic(err)
	}
	return b.String()
}
