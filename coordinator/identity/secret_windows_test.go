package identity_test

import "testing"

func checkPrivate(*testing.T, string) {}
