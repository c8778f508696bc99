package main

import (
	"errors"
	"fmt"

	"github.com/chamada/chamada/cmd/chamada/serve"
	"github.com/chamada/chamada/coordinator"
	"github.com/chamada/chamada/coordinator/embedded"
)

// serveText is all that "chamada serve" says to people, in one language.
type serveText struct {
	short                                                     string
	data, listen, insecure, server, http, logLevel, logFormat string // flags
	name, clusterListen, routes, advertise, replicas          string // flags of a cluster
	exclusive, together                                       string // formatted with a flag's name
	badReplicas                                               string
	next                                                      string // formatted with the program's name and the clients' server flag
	explain                                                   func(error) error
}

func serveTexts(english bool) serveText {
	if english {
		return serveEnglish
	}
	return servePortuguese
}

var servePortuguese = serveText{
	short:         "Coordena chamadas, com um servidor NATS embutido",
	data:          "`diretório` dos dados",
	listen:        "`endereço` onde os clientes se conectam, HOST:PORTA (porta 0: qualquer uma livre)",
	insecure:      "aceita, sem autenticação, clientes de outras máquinas",
	server:        "`URL`s, separadas por vírgula, de um NATS que já existe; nada é embutido",
	http:          "`endereço` HOST:PORTA de /healthz e /metrics (padrão: nenhum)",
	logLevel:      "`nível` do registro: debug, info, warn ou error",
	logFormat:     "formato do registro, `text|json`",
	name:          "`nome` deste nó do cluster, diferente em cada um",
	clusterListen: "`endereço` HOST:PORTA onde os outros nós se conectam",
	routes:        "`URL`s nats:// dos outros nós, ou de todos, separadas por vírgula",
	advertise:     "`endereço` HOST:PORTA deste nó que os clientes recebem, para onde ir se o deles cair (padrão: todos os da máquina)",
	replicas:      "`cópias` do diário: 1, 3 ou 5 (padrão: 3 em um cluster, senão 1)",
	together:      "falta --%s; um nó de um cluster precisa de --name, --cluster-listen e --routes",
	badReplicas:   "--replicas é 1, 3 ou 5",
	exclusive:     "--%s é do servidor embutido, e com --server não há um; use um ou outro",
	next: `
Em outro terminal, digite:
  %[1]s teacher%[2]s    abrir e encerrar a chamada de uma turma
  %[1]s student%[2]s    registrar presença
Para parar: Ctrl+C.
`,
	explain: explainPortuguese,
}

var serveEnglish = serveText{
	short:         "Coordinates roll calls, with an embedded NATS server",
	data:          "data `directory`",
	listen:        "`address` for clients, HOST:PORT (port 0: any free one)",
	insecure:      "without authentication, accept clients of other machines",
	server:        "`URL`s, separated by commas, of an existing NATS; nothing is embedded",
	http:          "`address` HOST:PORT of /healthz and /metrics (default: none)",
	logLevel:      "log `level`: debug, info, warn or error",
	logFormat:     "log format, `text|json`",
	name:          "`name` of this node of the cluster, a different one for each",
	clusterListen: "`address` HOST:PORT for the other nodes",
	routes:        "nats:// `URL`s of the other nodes, or of all, separated by commas",
	advertise:     "`address` HOST:PORT of this node that clients are told, where to go when theirs dies (default: all of the machine)",
	replicas:      "`copies` of the journal: 1, 3 or 5 (default: 3 in a cluster, else 1)",
	together:      "--%s is missing; a node of a cluster needs --name, --cluster-listen and --routes",
	badReplicas:   "--replicas is 1, 3 or 5",
	exclusive:     "--%s is for the embedded server, and with --server there is none; use one or the other",
	next: `
In another terminal, type:
  %[1]s teacher%[2]s    to open and end the roll call of a class
  %[1]s student%[2]s    to register a presence
To stop: Ctrl+C.
`,
	explain: func(err error) error { return err },
}

// explained is an error with a sentence in the reader's language.
type explained struct {
	error
	text string
}

func (e explained) Error() string { return e.text }
func (e explained) Unwrap() error { return e.error }

// explainPortuguese translates what an operator can change or must know; the
// rest is for whoever reads logs, and those are in English.
func explainPortuguese(err error) error {
	if u, ok := errors.AsType[*coordinator.UnansweredError](err); ok {
		return explained{err, fmt.Sprintf("o NATS não responde: parou sem ele, e %d pedidos já aceitos ficaram sem resposta", u.Requests)}
	}
	e, ok := errors.AsType[*serve.Error](err)
	if !ok {
		return err
	}
	if exposed, ok := errors.AsType[*serve.ExposedError](err); ok {
		return explained{err, fmt.Sprintf("sem autenticação não atende em %s, que outras máquinas alcançam; escolha um endereço como 127.0.0.1:4222, ou aceite isso com --insecure", exposed.Listen)}
	}
	if c, ok := errors.AsType[*serve.ConnectError](err); ok {
		return explained{err, fmt.Sprintf("não foi possível conectar a %s: %v (%s)", c.Servers, c.Err, e.Flag)}
	}
	if cause, ok := errors.AsType[*embedded.Error](err); ok {
		return explained{err, fmt.Sprintf("%s (%s)", sentencePortuguese(cause), e.Flag)}
	}
	return err
}

func sentencePortuguese(e *embedded.Error) string {
	switch e.Code {
	case embedded.DataInUse:
		return fmt.Sprintf("o diretório de dados %s está em uso por outro servidor%s; pare-o ou escolha outro diretório", e.Subject, processPortuguese(e.PID))
	case embedded.DataNotDir:
		return fmt.Sprintf("%s não é um diretório; escolha outro", e.Subject)
	case embedded.DataNotWritable:
		return fmt.Sprintf("não é possível gravar no diretório de dados %s: %v", e.Subject, e.Err)
	case embedded.ListenInUse:
		return fmt.Sprintf("o endereço %s está em uso por outro programa; pare-o ou escolha outro endereço", e.Subject)
	default:
		return fmt.Sprintf("não é possível atender no endereço pedido: %v", e.Err)
	}
}

func processPortuguese(pid int) string {
	if pid == 0 {
		return ""
	}
	return fmt.Sprintf(" (processo %d)", pid)
}
