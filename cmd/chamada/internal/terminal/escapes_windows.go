package terminal

import (
	"os"

	"golang.org/x/sys/windows"
)

// enableEscapes has a Windows console understand the escape sequences that
// redraw the line being typed. One too old for it shows them as they are.
func enableEscapes(screen *os.File) {
	handle := windows.Handle(screen.Fd())
	var mode uint32
	if windows.GetConsoleMode(handle, &mode) == nil {
		_ = windows.SetConsoleMode(handle,
			mode|windows.ENABLE_PROCESSED_OUTPUT|windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING)
	}
}
