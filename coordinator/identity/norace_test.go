//go:build !race

package identity_test

// raced: the race detector makes hashing some hundred times slower.
const raced = false
