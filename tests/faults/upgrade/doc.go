// Package upgrade tests that nodes of a cluster are upgraded one by one under load, from
// the program that had no other version of the journal, and that the way back is free until
// the journal is raised. The earlier program is built from the repository's history.
package upgrade
