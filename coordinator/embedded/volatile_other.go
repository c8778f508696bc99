//go:build !linux

package embedded

// Volatile is empty: this system does not tell.
func Volatile(string) string { return "" }
