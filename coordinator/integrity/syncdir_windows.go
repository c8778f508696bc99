package integrity

// syncDir does nothing: Windows keeps the names by itself.
func syncDir(string) error { return nil }
