// Package storage reads objects by address: files, objects over HTTP and in buckets.
//
// An address is one of:
//
//	path, file:///path              a file of this machine
//	http://host/path, https://…     an object of a web server, read in ranges where the server knows them
//	s3://bucket/key                 an object of Amazon S3, or of a server with its protocol
//	gs://bucket/key                 an object of Google Cloud Storage
//
// The parameters of a bucket stay in the address, as s3://bucket/key?region=eu-west-1&endpoint=https://host&use_path_style=true; see
// https://pkg.go.dev/gocloud.dev/blob/s3blob#URLOpener and gocloud.dev/aws#V2ConfigFromURLParams for which there are. Credentials come from
// the environment: AWS_ACCESS_KEY_ID, AWS_PROFILE and so on, or Google's application default credentials.
//
// Invariants:
//   - Object is the only thing that differs between kinds of storage. Retrying and reading ahead are built on it once, in Reader.
//   - What a Reader delivers are the bytes of one version of the object: if the object is seen to have changed, that is an error.
//   - Nothing goes on in the background after Close.
//   - An object that does not exist gives an error for which errors.Is(err, fs.ErrNotExist) holds, and one that may not be read
//     fs.ErrPermission, whatever the storage.
package storage

import (
	"context"
	"io"
	"net/http"
	"sync"

	"github.com/pkg/errors"
	"gocloud.dev/blob"
)

// Object is a sequence of bytes that can be read from any offset. It is safe for concurrent use.
type Object interface {
	// Size returns the number of bytes.
	Size() int64
	// ReadRange returns length bytes from offset on; the range must lie within the object.
	ReadRange(ctx context.Context, offset, length int64) (io.ReadCloser, error)
}

// Storage opens objects and keeps the connections to where they are. Its zero value is ready for use by several goroutines.
type Storage struct {
	Retry  Retry        // for Open and List
	Client *http.Client // for web servers; nil means one of its own

	mutex      sync.Mutex
	client     *http.Client
	buckets    map[string]*blob.Bucket
	transports []*http.Transport // of the buckets
}

// Open returns the object at an address, after asking for its size.
func (s *Storage) Open(ctx context.Context, address string) (object Object, err error) {
	err = s.Retry.try(ctx, func() (err error) {
		switch scheme, path := splitScheme(address); scheme {
		case "":
			object, err = openFile(path)
		case "http", "https":
			object, err = s.openWeb(ctx, address)
		case "s3", "gs":
			object, err = s.openBlob(ctx, address)
		default:
			err = unknownScheme(scheme)
		}
		return err
	})
	return object, errors.Wrap(err, address)
}

// List returns the addresses of the objects in a folder, sorted, without those in folders within. Web servers have no lists.
func (s *Storage) List(ctx context.Context, folder string) (addresses []string, err error) {
	err = s.Retry.try(ctx, func() (err error) {
		switch scheme, path := splitScheme(folder); scheme {
		case "":
			addresses, err = listFolder(path)
		case "http", "https":
			err = permanent(errors.New("a web server does not list its files: name them, as in " + Join(folder, "shard-{000000..000009}.tar")))
		case "s3", "gs":
			addresses, err = s.listBlobs(ctx, folder)
		default:
			err = unknownScheme(scheme)
		}
		return err
	})
	return addresses, errors.Wrap(err, folder)
}

// Close closes all connections. Objects must not be read after it.
func (s *Storage) Close() error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.client != nil {
		s.client.CloseIdleConnections()
	}
	var first error
	for _, bucket := range s.buckets {
		if err := bucket.Close(); first == nil {
			first = err
		}
	}
	for _, transport := range s.transports {
		transport.CloseIdleConnections()
	}
	s.client, s.buckets, s.transports = nil, nil, nil
	return errors.Wrap(first, "closing a bucket")
}

func unknownScheme(scheme string) error {
	return permanent(errors.Errorf("received the scheme %q, want a path, file, http, https, s3 or gs", scheme))
}
