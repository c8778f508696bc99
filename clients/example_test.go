package clients_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/cmd/chamada/node"
)

// serveExample starts a server with its data in a new folder. Programs connect to one
// that is there.
func serveExample() (url string, stop func()) {
	dir, err := os.MkdirTemp("", "chamada")
	if err != nil {
		log.Fatal(err)
	}
	m := node.New(node.Config{DataDir: dir, Listen: "127.0.0.1:0"})
	if err := m.Run(context.Background()); err != nil {
		log.Fatal(err)
	}
	return m.PublicURL(), func() { _ = errors.Join(m.Close(), os.RemoveAll(dir)) }
}

// A whole roll call. Each call is tried again under one id until ctx is over.
func ExampleClient() {
	url, stop := serveExample()
	defer stop()
	nc, err := nats.Connect(url)
	if err != nil {
		log.Fatal(err)
	}
	defer nc.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()

	client := clients.New(nc)
	if _, err := client.Start(ctx, 3030); err != nil {
		log.Fatal(err)
	}
	if _, err := client.Present(ctx, 3030, "042191010"); err != nil {
		log.Fatal(err)
	}
	again, err := client.Present(ctx, 3030, "042191010")
	fmt.Println(again.Already, err)
	roll, err := client.End(ctx, 3030, false)
	fmt.Println(roll.Students, err)
	// Output:
	// true <nil>
	// [042191010] <nil>
}

// A refusal is a reply and an error: the reply has the time, the error the reason.
func ExampleClient_Present() {
	url, stop := serveExample()
	defer stop()
	nc, err := nats.Connect(url)
	if err != nil {
		log.Fatal(err)
	}
	defer nc.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()

	presence, err := clients.New(nc).Present(ctx, 4040, "042191010")
	fmt.Println(errors.Is(err, clients.ErrNotOpen), presence.Refused(), presence.Reason)
	// Output: true true not_open
}
