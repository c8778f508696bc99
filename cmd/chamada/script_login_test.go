package main

import (
	"regexp"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/rogpeppe/go-internal/testscript"
)

// loginCmd is "login LOGIN FILE": it takes the code of a login from a file that
// chamada has written, in which it stands beside the login or alone, waits until the coordinator
// has heard of it, and sets NATS_USER and NATS_PASSWORD.
func loginCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: login LOGIN FILE")
	}
	line := regexp.MustCompile(`(?m)^(?:.*\b` + args[0] +
		`\b.*?)?((?:[0-9A-Z]{4}-){2}[0-9A-Z]{4})\b`)
	found := line.FindStringSubmatch(ts.ReadFile(args[1]))
	if found == nil {
		ts.Fatalf("no code of %s in %s", args[0], args[1])
	}
	for deadline := time.Now().Add(30 * time.Second); ; {
		nc, err := nats.Connect(ts.Getenv("NATS_URL"), nats.UserInfo(args[0], found[1]),
			nats.Timeout(10*time.Second))
		if err == nil {
			nc.Close()
			break
		}
		if time.Now().After(deadline) {
			ts.Fatalf("%s cannot log in: %v", args[0], err)
		}
	}
	ts.Setenv("NATS_USER", args[0])
	ts.Setenv("NATS_PASSWORD", found[1])
}
