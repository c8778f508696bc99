// Package page has no code, only tests: phones answer a roll call over HTTP while a node of
// three, each with a gateway, is killed, and while strangers do to a gateway what they can: slow
// requests, kept connections, wrong codes, projectors.
// Every receipt that a phone was shown must be on the list, and nobody on it twice.
//
// They need Linux, root, iproute2 and mkfs.ext4, and fail without; they run only when
// asked to:
//
//	go test -tags faults -count 1 -v ./tests/faults/page
package page
