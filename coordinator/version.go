package coordinator

import "runtime/debug"

// Version of the program and of the micro service, as semantic versioning has
// it. This is its only place.
const Version = "0.1.0"

// Revision is what the program was built from when the go command has stamped that,
// "ee4ad79200b6, modified" for instance, else empty.
func Revision() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	return revision(info.Settings)
}

func revision(settings []debug.BuildSetting) string {
	const short = 12 // digits, as in the versions of modules
	var commit, modified string
	for _, s := range settings {
		switch {
		case s.Key == "vcs.revision":
			commit = s.Value[:min(short, len(s.Value))]
		case s.Key == "vcs.modified" && s.Value == "true":
			modified = ", modified"
		}
	}
	if commit == "" {
		return ""
	}
	return commit + modified
}
