package embedded

import (
	"cmp"
	"fmt"
	"strings"
)

// Code says, for programs, why a server did not start, does not store, or lacks
// what others have stored.
type Code string

// The codes of errors, with what their subject is.
const (
	DataInUse       Code = "data_in_use"        // the directory another server holds
	DataNotDir      Code = "data_not_directory" // the path that is something else
	DataNotWritable Code = "data_not_writable"  // the directory
	DataNotReadable Code = "data_not_readable"  // the directory
	// the directory whose files are not as they were written
	DataDamaged   Code = "data_damaged"
	ListenInvalid Code = "listen_invalid" // what is no address
	ListenInUse   Code = "listen_in_use"  // the address another program holds
	ListenFailed  Code = "listen_failed"  // the address, possibly empty
	RouteInvalid  Code = "route_invalid"  // what is no URL of a node
	StorageFull   Code = "storage_full"   // the directory on whose disk there is no room
	StorageBroken Code = "storage_broken" // the directory whose disk does not keep what is written
	NotCurrent    Code = "not_current"    // what this server may not have all of, possibly empty
	Failed        Code = "failed"         // empty: the server's own words are in Err
)

// Error is why a server did not start, does not store, see [Server.Storage], or
// lacks what others have stored, see [Server.Current].
type Error struct {
	Code    Code
	Subject string // the directory or address it is about
	PID     int    // of the process that holds the directory, 0 when unknown
	Err     error  // the cause, nil when the code says it all
}

func (e *Error) Error() string {
	s := e.sentence()
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

func (e *Error) sentence() string {
	switch e.Code {
	case DataInUse:
		return fmt.Sprintf(
			"the data directory %s is in use by %s; stop it or choose another directory", e.Subject,
			e.holder())
	case DataNotDir:
		return fmt.Sprintf("the data directory %s is not a directory", e.Subject)
	case DataNotWritable:
		return fmt.Sprintf("the data directory %s cannot be written", e.Subject)
	case DataNotReadable:
		return fmt.Sprintf("the data directory %s cannot be read", e.Subject)
	case DataDamaged:
		return fmt.Sprintf(
			"the files in the data directory %[1]s are not as they were written, and nothing is "+
				"served from them; restore a backup, or see what a repair loses with: chamada "+
				"journal repair --data %[1]s", e.Subject)
	case ListenInvalid:
		return fmt.Sprintf("%q is not an address to listen on, HOST:PORT", e.Subject)
	case RouteInvalid:
		return fmt.Sprintf("%q is not the URL of a node, nats://HOST:PORT", e.Subject)
	case ListenInUse:
		return fmt.Sprintf(
			"the address %s is in use by another program; stop it or choose another address",
			e.Subject)
	case ListenFailed:
		return strings.TrimSpace("cannot listen on the address " + e.Subject)
	case StorageFull:
		return fmt.Sprintf(
			"the disk of the data directory %s is full; nothing that was confirmed is lost, and "+
				"storing goes on by itself when there is room", e.Subject)
	case StorageBroken:
		return fmt.Sprintf(
			"the disk of the data directory %s does not keep what is written to it; nothing more "+
				"is confirmed: check the disk, mount it again, then start again", e.Subject)
	case NotCurrent:
		return fmt.Sprintf(
			"this node is not known to have all of %s; take no other node down until it is",
			cmp.Or(e.Subject, "what the others have stored"))
	default:
		return "the NATS server did not start"
	}
}

func (e *Error) holder() string {
	if e.PID == 0 {
		return "another server"
	}
	return fmt.Sprintf("the server with process id %d", e.PID)
}

// Unwrap gives the cause to errors.Is and errors.As.
func (e *Error) Unwrap() error { return e.Err }
