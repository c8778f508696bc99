package measure

import (
	"time"

	"golang.org/x/sys/windows"
)

// ownCPU is the time of this process on all processors.
func ownCPU() (time.Duration, error) {
	var created, exited, kernel, user windows.Filetime
	if err := windows.GetProcessTimes(windows.CurrentProcess(), &created, &exited, &kernel,
		&user); err != nil {
		return 0, err
	}
	return spent(kernel) + spent(user), nil
}

// spent reads a Filetime that is no point in time but a length of it, which
// has units of 100 ns.
func spent(t windows.Filetime) time.Duration {
	return time.Duration(uint64(t.HighDateTime)<<32|uint64(t.LowDateTime)) * 100
}
