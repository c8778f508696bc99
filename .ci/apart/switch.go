//go:build linux

package main

import (
	"os"
	"runtime"
	"time"

	"golang.org/x/sys/unix"
)

// held is a frame on its way.
type held struct {
	frame []byte
	due   time.Time
}

// connect carries frames between the machines, each so long after it was sent.
func connect(machines []*machine, delay time.Duration) {
	ways := make(map[string]chan held, len(machines))
	for _, m := range machines {
		way := make(chan held, 4096)
		ways[string(m.mac)] = way
		go deliver(m.cable, way)
	}
	for _, m := range machines {
		go collect(m, ways, delay)
	}
}

// collect sends what a machine sends on its way: to whom it is for, else, as a question for an
// address is, to all others.
func collect(m *machine, ways map[string]chan held, delay time.Duration) {
	buf := make([]byte, 128<<10)
	for {
		n, err := m.cable.Read(buf)
		if err != nil {
			return // the end
		}
		h := held{append([]byte(nil), buf[:n]...), time.Now().Add(delay)}
		if way, ok := ways[string(destination(h.frame))]; ok {
			way <- h
			continue
		}
		for mac, way := range ways {
			if mac != string(m.mac) {
				way <- h
			}
		}
	}
}

// deliver writes each frame when it is due. The runtime's own timers are off by up to a
// millisecond in an idle process, the kernel's by what the thread allows.
func deliver(cable *os.File, way <-chan held) {
	runtime.LockOSThread()
	_ = unix.Prctl(unix.PR_SET_TIMERSLACK, 1, 0, 0, 0)
	for h := range way {
		if wait := time.Until(h.due); wait > 0 {
			pause := unix.NsecToTimespec(wait.Nanoseconds())
			_ = unix.Nanosleep(&pause, nil) // interrupted: early by that much
		}
		_, _ = cable.Write(h.frame) // a machine that has no room loses it, as on a wire
	}
}
