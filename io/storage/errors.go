package storage

import (
	"io/fs"

	"github.com/pkg/errors"
)

// ErrChanged is the cause of errors about an object that was replaced while it was read.
var ErrChanged = errors.New("the object has changed while it was read")

// permanentError is an error that trying again does not mend.
type permanentError struct{ error }

func (e permanentError) Unwrap() error { return e.error }

func permanent(err error) error { return permanentError{err} }

// isPermanent reports whether it is of no use to try again.
func isPermanent(err error) bool {
	var marked permanentError
	return errors.As(err, &marked) || errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) || errors.Is(err, ErrChanged)
}
