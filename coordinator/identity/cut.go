package identity

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
)

const (
	// gatherWithin is how long all servers may take to say what connections they
	// have. One that is out of reach takes all of it.
	gatherWithin = 2 * time.Second
	// maxPasses bounds how often is looked for a login that keeps connecting.
	maxPasses = 20
)

// connection is an open connection of a client.
type connection struct {
	server string
	id     uint64
}

// client is what a server says of a connection.
type client struct {
	connection
	account, login string
	began, ended   time.Time // ended is zero while it is open
	sent           uint64    // messages
}

// serverInfo is what a server says of itself.
type serverInfo struct {
	ID   string   `json:"id"`
	Tags []string `json:"tags"`
}

// Cut closes the connections of a login with a role, on all servers of the cluster that
// can be reached, over a connection in the system account. It returns how many there
// were. Who is let in meanwhile may stay.
func Cut(ctx context.Context, system *nats.Conn, login string, role Role) (int, error) {
	cut := map[connection]bool{}
	for range maxPasses {
		open, err := connectionsOf(ctx, system, login, role)
		if err != nil {
			return len(cut), fmt.Errorf("look for the connections of %s: %w", login, err)
		}
		if len(open) == 0 {
			return len(cut), nil
		}
		if err := kickAll(ctx, system, open); err != nil {
			return len(cut), fmt.Errorf("cut a connection of %s: %w", login, err)
		}
		for _, c := range open {
			cut[c.connection] = true
		}
	}
	return len(cut), fmt.Errorf("%s keeps connecting", login)
}

// kickAll cuts all connections at once: a flood over many would make each cut wait for a
// server's answer.
func kickAll(ctx context.Context, system *nats.Conn, open []client) error {
	var kicks sync.WaitGroup
	failed := make(chan error, len(open))
	for _, c := range open {
		kicks.Go(func() { failed <- kick(ctx, system, c.connection) })
	}
	kicks.Wait()
	close(failed)
	var all []error
	for err := range failed {
		all = append(all, err)
	}
	return errors.Join(all...)
}

func kick(ctx context.Context, system *nats.Conn, c connection) error {
	body, err := json.Marshal(map[string]uint64{"cid": c.id})
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, gatherWithin)
	defer cancel()
	// The answer may be that it has gone by itself.
	_, err = system.RequestWithContext(ctx, "$SYS.REQ.SERVER."+c.server+".KICK", body)
	return err
}

// connectionsOf are those of a login under each of its names. An operator's own user in
// another account may have the same name.
func connectionsOf(ctx context.Context, system *nats.Conn, login string, role Role) (open []client,
	err error) {
	for _, s := range seats(login, role) {
		named, err := connections(ctx, system, map[string]any{"user": s.name()})
		if err != nil {
			return nil, err
		}
		for _, c := range named {
			if slices.Contains(s.accounts(), c.account) {
				open = append(open, c)
			}
		}
	}
	return open, nil
}

// connections asks all servers at once, with the options of their CONNZ.
func connections(ctx context.Context, system *nats.Conn, which map[string]any) (all []client,
	err error) {
	which["auth"] = true
	told, err := askServers[struct {
		Connections []struct {
			ID      uint64     `json:"cid"`
			Start   time.Time  `json:"start"`
			Stop    *time.Time `json:"stop"`
			Sent    uint64     `json:"in_msgs"`
			Account string     `json:"account"`
			Login   string     `json:"authorized_user"`
		} `json:"connections"`
	}](ctx, system, "SERVER.PING.CONNZ", which)
	for _, t := range told {
		for _, c := range t.Data.Connections {
			ended := time.Time{}
			if c.Stop != nil {
				ended = *c.Stop
			}
			all = append(all,
				client{connection{t.Server.ID, c.ID}, c.Account, c.Login, c.Start, ended, c.Sent})
		}
	}
	return all, err
}

// serversWith tells whether all servers have an account.
func serversWith(ctx context.Context, system *nats.Conn, account string) (bool, error) {
	told, err := askServers[struct {
		Account *json.RawMessage `json:"account_detail"`
	}](ctx, system, "SERVER.PING.ACCOUNTZ", map[string]any{"account": account})
	for _, t := range told {
		if t.Data.Account == nil {
			return false, err
		}
	}
	return len(told) > 0, err
}

// export is one of an account, as a server tells it.
type export struct {
	Subject string `json:"subject"`
}

// lackingExports are the requests of logins that some server does not export. One that
// says nothing of its exports is passed over.
func lackingExports(ctx context.Context, system *nats.Conn) (missing []string, err error) {
	told, err := askServers[struct {
		Account struct {
			Exports []export `json:"exports"`
		} `json:"account_detail"`
	}](ctx, system, "SERVER.PING.ACCOUNTZ", map[string]any{"account": AccountCoordinators})
	for _, subject := range requestExports() {
		for _, t := range told {
			all := t.Data.Account.Exports
			if len(all) > 0 && !slices.Contains(all, export{subject}) {
				missing = append(missing, subject)
				break
			}
		}
	}
	return missing, err
}

// told is what a server answers.
type told[T any] struct {
	Server serverInfo `json:"server"`
	Data   T          `json:"data"`
}

// askServers asks all at once.
func askServers[T any](ctx context.Context, system *nats.Conn, what string, body any) ([]told[T],
	error) {
	known, err := servers(ctx, system)
	if err != nil {
		return nil, err
	}
	text, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	return gather[told[T]](ctx, system, what, text, func(told[T]) int { return len(known) })
}

// servers are all that the nearest one knows and that answer, itself included.
func servers(ctx context.Context, system *nats.Conn) (all []serverInfo, err error) {
	type stats struct {
		Server serverInfo `json:"server"`
		Statsz struct {
			ActiveServers int `json:"active_servers"`
		} `json:"statsz"`
	}
	told, err := gather(ctx, system, "SERVER.PING.STATSZ", nil, func(s stats) int {
		return s.Statsz.ActiveServers
	})
	for _, t := range told {
		all = append(all, t.Server)
	}
	return all, err
}

// gather asks all servers, and waits for as many answers as the first says there are.
// One that is known and is not there takes all of the time.
func gather[T any](ctx context.Context, system *nats.Conn, what string, body []byte,
	count func(T) int) (all []T, err error) {
	inbox := system.NewRespInbox()
	sub, err := system.SubscribeSync(inbox)
	if err != nil {
		return nil, err
	}
	defer func() { _ = sub.Unsubscribe() }()
	if err := system.PublishRequest("$SYS.REQ."+what, inbox, body); err != nil {
		return nil, err
	}
	within, cancel := context.WithTimeout(ctx, gatherWithin)
	defer cancel()
	for want := 1; len(all) < want; want = max(1, count(all[0])) {
		m, err := sub.NextMsgWithContext(within)
		if err != nil {
			if ctx.Err() == nil && errors.Is(err, context.DeadlineExceeded) && len(all) > 0 {
				return all, nil
			}
			return nil, err
		}
		var answer T
		if err := json.Unmarshal(m.Data, &answer); err != nil {
			return nil, errors.New("a server's answer is not understood")
		}
		all = append(all, answer)
	}
	return all, nil
}
