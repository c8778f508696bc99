package terminal

// suspend does nothing: nobody could continue the program.
func (e *editor) suspend() {}

// watch has nothing to watch for: a console tells nobody of such things.
func (e *editor) watch() (unwatch func()) { return func() {} }
