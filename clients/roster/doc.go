// Package roster reads the lists of a class, and of people who shall have logins, as
// schools export them and as spreadsheets save them: whatever the encoding, the
// separator, the titles above and the names of the columns.
//
// It never guesses silently. What is wrong with a file is in [List.Problems], all at
// once; what may be wrong, and only a person can tell, in [List.Doubts]; what was
// taken otherwise than it stands there, in [List.Notes].
//
// The package is pure: bytes in, rows and findings out. No bytes make it panic.
package roster
