package embedded_test

import (
	"errors"
	"testing"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator/embedded"
)

func start(t *testing.T, cfg embedded.Config) *embedded.Server {
	t.Helper()
	s, err := embedded.Start(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { shutdown(t, s) })
	return s
}

func shutdown(t *testing.T, s *embedded.Server) {
	t.Helper()
	if err := s.Shutdown(); err != nil {
		t.Error(err)
	}
}

func refused(t *testing.T, cfg embedded.Config) *embedded.Error {
	t.Helper()
	s, err := embedded.Start(t.Context(), cfg)
	if err == nil {
		shutdown(t, s)
		t.Fatal("it started")
	}
	e, ok := errors.AsType[*embedded.Error](err)
	if !ok {
		t.Fatalf("%T is no *embedded.Error: %v", err, err)
	}
	return e
}

func connect(t *testing.T, url string, opts ...nats.Option) *nats.Conn {
	t.Helper()
	nc, err := nats.Connect(url, opts...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	return nc
}

func jetStream(t *testing.T, url string) jetstream.JetStream {
	t.Helper()
	js, err := jetstream.New(connect(t, url))
	if err != nil {
		t.Fatal(err)
	}
	return js
}

// store makes the stream TEST and puts one message in it.
func store(t *testing.T, url, text string) {
	t.Helper()
	js := jetStream(t, url)
	_, err := js.CreateStream(t.Context(),
		jetstream.StreamConfig{Name: "TEST", Subjects: []string{"test"}})
	if err == nil {
		_, err = js.Publish(t.Context(), "test", []byte(text))
	}
	if err != nil {
		t.Fatal(err)
	}
}

// stored is the last message of the stream TEST.
func stored(t *testing.T, url string) string {
	t.Helper()
	stream, err := jetStream(t, url).Stream(t.Context(), "TEST")
	if err != nil {
		t.Fatal(err)
	}
	msg, err := stream.GetLastMsgForSubject(t.Context(), "test")
	if err != nil {
		t.Fatal(err)
	}
	return string(msg.Data)
}
