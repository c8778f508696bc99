// Command held fills the server of NATS_URL with presences for .ci/benchmarks: roll calls
// that stay open until its standard input ends. It says "held" when every presence is
// confirmed, and fails when one is not.
//
//	go run ./.ci/held CLASSES STUDENTS
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strconv"
	"sync"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/subjects"
)

// firstClass is the first of the numbers that are filled; no school has them.
const firstClass subjects.Class = 7_000_000_000_000

func main() {
	if err := run(context.Background(), os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "held:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	classes, students, err := sizes(args)
	if err != nil {
		return err
	}
	nc, err := nats.Connect(os.Getenv("NATS_URL"))
	if err != nil {
		return err
	}
	defer nc.Close()
	client := clients.New(nc)
	if err := fill(ctx, client, classes, students); err != nil {
		return err
	}
	fmt.Println("held")
	_, err = io.Copy(io.Discard, os.Stdin)
	return err
}

func sizes(args []string) (classes, students int, err error) {
	if len(args) != 2 {
		return 0, 0, fmt.Errorf("want CLASSES and STUDENTS, got %q", args)
	}
	if classes, err = strconv.Atoi(args[0]); err != nil {
		return 0, 0, err
	}
	students, err = strconv.Atoi(args[1])
	return classes, students, err
}

// clientsAtOnce ask at the same time.
const clientsAtOnce = 512

// fill opens the roll calls and registers their students. The error is the first.
func fill(ctx context.Context, client *clients.Client, classes, students int) error {
	ctx, fail := context.WithCancelCause(ctx)
	defer fail(nil)
	for i := range classes {
		if _, err := client.Start(ctx, firstClass+subjects.Class(i)); err != nil {
			return err
		}
	}
	next := make(chan int)
	var all sync.WaitGroup
	for range clientsAtOnce {
		all.Go(func() {
			for n := range next {
				student := subjects.Student(fmt.Sprintf("%09d", n))
				class := firstClass + subjects.Class(n%classes)
				if _, err := client.Present(ctx, class, student); err != nil {
					fail(err)
				}
			}
		})
	}
	for n := range classes * students {
		next <- n
	}
	close(next)
	all.Wait()
	return context.Cause(ctx)
}
