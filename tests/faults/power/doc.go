// Package power has no code, only tests: whatever was confirmed is still there
// when one machine, one of three, or all three at once lose power, and with it
// everything that was not synced to disk.
//
// Clients that know nothing of this open and end roll calls meanwhile, each
// request under one id until it is answered. Afterwards every start, presence
// and end that was confirmed is requested again under its id and must get the
// same reply to the byte, every list must have exactly who was confirmed, in
// their order, and no two requests may have taken effect at one position. The
// same is done to a program that leaves NATS' sync_interval at its default,
// and must find a loss there.
//
// The record of a roll call must be there, once, although power was lost after
// the end was confirmed and before the record was stored: a program that stores
// none confirms the end. Where that program runs on, the record must be missing.
//
// They need Linux, root, and mkfs.ext4 or for -power.fs xfs mkfs.xfs, and fail
// without; they run only when asked to:
//
//	go test -tags faults -count 1 ./tests/faults/power
//	go test -tags faults -count 1 -timeout 0 -v ./tests/faults/power \
//	  -power.rounds 100 -power.strikes 5
package power
