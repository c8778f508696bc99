package identity

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go"
)

const (
	pingServers     = "$SYS.REQ.SERVER.PING.STATSZ"
	pingConnections = "$SYS.REQ.SERVER.PING.CONNZ"

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
	login string
	since time.Time
	sent  uint64 // messages
}

// Cut closes the connections of a login in an account, on all servers of the
// cluster that can be reached, over a connection in the system account. It returns how
// many there were. Who is let in meanwhile may stay.
func Cut(ctx context.Context, system *nats.Conn, account, login string) (int, error) {
	cut := map[connection]bool{}
	for range maxPasses {
		open, err := connections(ctx, system, map[string]any{"acc": account, "user": login})
		if err != nil {
			return len(cut), fmt.Errorf("look for the connections of %s: %w", login, err)
		}
		if len(open) == 0 {
			return len(cut), nil
		}
		for _, c := range open {
			if err := kick(ctx, system, c.connection); err != nil {
				return len(cut), fmt.Errorf("cut a connection of %s: %w", login, err)
			}
			cut[c.connection] = true
		}
	}
	return len(cut), fmt.Errorf("%s keeps connecting", login)
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

// connections asks all servers at once, with the options of their CONNZ.
func connections(ctx context.Context, system *nats.Conn, which map[string]any) ([]client, error) {
	servers, err := countServers(ctx, system)
	if err != nil {
		return nil, err
	}
	which["auth"] = true
	body, err := json.Marshal(which)
	if err != nil {
		return nil, err
	}
	inbox := system.NewRespInbox()
	sub, err := system.SubscribeSync(inbox)
	if err != nil {
		return nil, err
	}
	defer func() { _ = sub.Unsubscribe() }()
	if err := system.PublishRequest(pingConnections, inbox, body); err != nil {
		return nil, err
	}
	return gather(ctx, sub, servers)
}

func gather(ctx context.Context, sub *nats.Subscription, servers int) (open []client, err error) {
	within, cancel := context.WithTimeout(ctx, gatherWithin)
	defer cancel()
	for range servers {
		m, err := sub.NextMsgWithContext(within)
		if err != nil {
			if ctx.Err() == nil && errors.Is(err, context.DeadlineExceeded) {
				return open, nil // a server that is known is not there
			}
			return nil, err
		}
		var answer struct {
			Server struct {
				ID string `json:"id"`
			} `json:"server"`
			Data struct {
				Connections []struct {
					ID    uint64    `json:"cid"`
					Start time.Time `json:"start"`
					Sent  uint64    `json:"in_msgs"`
					Login string    `json:"authorized_user"`
				} `json:"connections"`
			} `json:"data"`
		}
		if err := json.Unmarshal(m.Data, &answer); err != nil {
			return nil, errors.New("a server's answer is not understood")
		}
		for _, c := range answer.Data.Connections {
			open = append(open, client{connection{answer.Server.ID, c.ID}, c.Login, c.Start, c.Sent})
		}
	}
	return open, nil
}

// countServers is how many servers the nearest one knows, itself included.
func countServers(ctx context.Context, system *nats.Conn) (int, error) {
	ctx, cancel := context.WithTimeout(ctx, gatherWithin)
	defer cancel()
	m, err := system.RequestWithContext(ctx, pingServers, nil)
	if err != nil {
		return 0, err
	}
	var answer struct {
		Statsz struct {
			ActiveServers int `json:"active_servers"`
		} `json:"statsz"`
	}
	if err := json.Unmarshal(m.Data, &answer); err != nil {
		return 0, errors.New("a server's answer is not understood")
	}
	return max(answer.Statsz.ActiveServers, 1), nil
}
