package storage

import (
	"io/fs"
	"net/http"

	"github.com/pkg/errors"
	"gocloud.dev/gcerrors"
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

// classified is an error that is also one of package fs.
type classified struct {
	error
	class error
}

func (e classified) Unwrap() []error { return []error{e.error, e.class} }

// statusError tells by the status of an HTTP answer what kind of error it is (RFC 9110, section 15): those of the client's making come
// again, unless the server asks for patience.
func statusError(status int, err error) error {
	switch {
	case status == http.StatusNotFound || status == http.StatusGone:
		return classified{err, fs.ErrNotExist}
	case status == http.StatusUnauthorized || status == http.StatusForbidden:
		return classified{err, fs.ErrPermission}
	case status == http.StatusRequestTimeout || status == http.StatusTooEarly || status == http.StatusTooManyRequests:
		return err
	case status >= 300 && status < 500:
		return permanent(err)
	default:
		return err
	}
}

// blobError tells what kind of error one of a bucket is.
func blobError(err error) error {
	switch gcerrors.Code(err) {
	case gcerrors.NotFound:
		return classified{err, fs.ErrNotExist}
	case gcerrors.PermissionDenied:
		return classified{err, fs.ErrPermission}
	case gcerrors.InvalidArgument, gcerrors.Unimplemented, gcerrors.FailedPrecondition:
		return permanent(err)
	}
	var answered interface{ HTTPStatusCode() int }
	if errors.As(err, &answered) {
		return statusError(answered.HTTPStatusCode(), err)
	}
	return err
}
