package embedded

import (
	"fmt"
	"sync"

	"github.com/nats-io/nats-server/v2/server"
)

// Account is a NATS account that is made while the server runs, and what it imports
// of another.
type Account struct {
	Name     string
	From     string // account that exports all of it
	Requests []Import
	Streams  []string
}

// Import is an import of requests.
type Import struct {
	Subject string // in the account that exports it
	As      string // in the account that is made
	Share   bool   // the server says who asks
}

// accounts are those that were made. The server never forgets one.
type accounts struct {
	making sync.Mutex
	made   map[string]bool
}

// ID is how the server is known to others.
func (s *Server) ID() string { return s.nats.ID() }

// AddAccount makes an account, unless it has been made. Other servers of a cluster
// do not hear of it: the same is made where clients are let in to it.
func (s *Server) AddAccount(a Account) error {
	s.accounts.making.Lock()
	defer s.accounts.making.Unlock()
	if s.accounts.made[a.Name] {
		return nil
	}
	if err := s.addAccount(a); err != nil {
		return fmt.Errorf("make the account %s: %w", a.Name, err)
	}
	s.accounts.made[a.Name] = true
	return nil
}

// addAccount may find the account there, and empty: a route has told of somebody in it.
func (s *Server) addAccount(a Account) error {
	from, err := s.nats.LookupAccount(a.From)
	if err != nil {
		return err
	}
	account, _ := s.nats.LookupOrRegisterAccount(a.Name)
	for _, i := range a.Requests {
		if err := importRequests(account, from, i); err != nil {
			return err
		}
	}
	for _, subject := range a.Streams {
		if err := account.AddStreamImport(from, subject, ""); err != nil {
			return err
		}
	}
	return nil
}

func importRequests(account, from *server.Account, i Import) error {
	if err := account.AddServiceImport(from, i.As, i.Subject); err != nil || !i.Share {
		return err
	}
	return account.SetServiceImportSharing(from, i.Subject, true)
}
