package main

import (
	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/rogpeppe/go-internal/testscript"
)

// auditCmd is "audit": somebody makes a stream of the requests at $NATS_URL.
func auditCmd(ts *testscript.TestScript, _ bool, _ []string) {
	nc, err := nats.Connect(ts.Getenv("NATS_URL"))
	ts.Check(err)
	defer nc.Close()
	js, err := nc.JetStream()
	ts.Check(err)
	_, err = js.AddStream(&nats.StreamConfig{
		Name: "AUDIT", Subjects: []string{"chamada.teacher.*", "chamada.student.*"},
		Storage: nats.MemoryStorage,
	})
	ts.Check(err)
}

// echoingCmd is "echoing": it sets NATS_URL to a server where nobody but an echo answers.
func echoingCmd(ts *testscript.TestScript, _ bool, _ []string) {
	s, err := server.NewServer(&server.Options{Host: "127.0.0.1", Port: -1, NoSigs: true})
	ts.Check(err)
	s.Start()
	ts.Defer(s.Shutdown)
	nc, err := nats.Connect(s.ClientURL())
	ts.Check(err)
	_, err = nc.Subscribe("chamada.>", func(m *nats.Msg) { _ = m.Respond(m.Data) })
	ts.Check(err)
	ts.Check(nc.Flush())
	ts.Setenv("NATS_URL", s.ClientURL())
}
