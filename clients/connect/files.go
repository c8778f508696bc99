package connect

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nkeys"
)

// FileError is a file of a login or a certificate that cannot be used.
type FileError struct {
	Flag string // that names it, with its hyphens; empty: a context does
	File string // empty: none was given, or it is not known
	Err  error
}

func (e *FileError) Error() string { return fmt.Sprintf("%s: %v", e.File, e.Err) }

// Unwrap gives the cause to errors.Is and errors.As.
func (e *FileError) Unwrap() error { return e.Err }

// ErrContent: the file has something else in it than it should.
var ErrContent = errors.New("it has something else in it")

// ofFile has errors of an option tell which file they are of.
func ofFile(flag, file string, option nats.Option) nats.Option {
	return func(o *nats.Options) error {
		if err := option(o); err != nil {
			return &FileError{Flag: flag, File: file, Err: cause(err)}
		}
		return nil
	}
}

// cause is an error of a file without its path, or the word that the content is wrong.
func cause(err error) error {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return e.Err
	}
	return ErrContent
}

// credentials are a login's and its key, in one file, which nats.go reads each time it
// connects: what is wrong with it is told before.
func credentials(file string) nats.Option {
	return func(o *nats.Options) error {
		if err := nats.UserCredentials(file)(o); err != nil {
			return err
		}
		return readable(o)
	}
}

// readable tries the files of a login.
func readable(o *nats.Options) error {
	if o.UserJWT != nil {
		if _, err := o.UserJWT(); err != nil {
			return err
		}
	}
	if o.SignatureCB != nil {
		_, err := o.SignatureCB([]byte("nonce"))
		return err
	}
	return nil
}

// seed is a key in a file.
func seed(file string) nats.Option {
	return func(o *nats.Options) error {
		option, err := nats.NkeyOptionFromSeed(file)
		if err != nil {
			return err
		}
		return option(o)
	}
}

// clientCert is a certificate of the client's, which consists of two files.
func clientCert(cert, key string) nats.Option {
	return func(o *nats.Options) error {
		for flag, file := range map[string]string{"--tlscert": cert, "--tlskey": key} {
			if file == "" {
				return &FileError{Flag: flag, Err: fs.ErrNotExist}
			}
			if _, err := os.ReadFile(file); err != nil {
				return &FileError{Flag: flag, File: file, Err: cause(err)}
			}
		}
		return ofFile("--tlscert", cert, nats.ClientCert(cert, key))(o)
	}
}

// fromContext words what natscontext says of files that a context names.
func fromContext(name string, err error) error {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return &FileError{File: e.Path, Err: e.Err}
	}
	if errors.Is(err, nkeys.ErrInvalidSeed) {
		return &FileError{Err: ErrContent}
	}
	return &ContextError{Name: name, Err: err}
}
