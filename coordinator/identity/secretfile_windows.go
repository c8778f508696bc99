package identity

import "io/fs"

// exposed is unknown on Windows, where permissions are not mode bits.
func exposed(fs.FileInfo) bool { return false }
