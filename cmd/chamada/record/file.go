package record

import "github.com/chamada/chamada/cmd/chamada/internal/session"

func (r *record) fileProblem(path string, err error) error {
	return session.FileProblem(path, err, session.FileWords{
		Exists: r.texts.fileExists, HintExists: r.texts.hintFileExists,
		None: r.texts.noFile, NoPermission: r.texts.noPermission,
	})
}
