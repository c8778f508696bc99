// Package upgrade tests that nodes of a cluster are upgraded one by one under load, from
// the last program of each earlier version of the journal, and that the way back is free until
// the journal is raised. The earlier programs are built from the repository's history.
package upgrade
