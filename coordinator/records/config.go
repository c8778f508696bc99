package records

import (
	"context"
	"log/slog"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/subjects"
)

// Config is what the records need.
type Config struct {
	// Connect makes a connection of their own: a long report holds up no other reply.
	Connect  func(...nats.Option) (*nats.Conn, error)
	Replicas int   // of the stream if it must be created: as the journal's
	MaxBytes int64 // of the stream then; zero is no maximum
	Logger   *slog.Logger
	Source   Source
	// Note is nil where the records are on the disks of others.
	Note Note
}

// Roll names a roll call.
type Roll struct {
	Class subjects.Class `json:"class"`
	ID    string         `json:"roll"`
}

// Source has the roll calls before their records are kept.
type Source interface {
	// Ended are those that have ended, are in memory, and have taken a rule from their class. The
	// error says that nobody can tell just now.
	Ended() ([]Roll, error)
	// Kept is one of them as it is to be kept, with its roster: nil where there was no class
	// list any more. Without an error and a record it is no longer in memory.
	Kept(context.Context, Roll) (*Kept, *Roster, error)
}
