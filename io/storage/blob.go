package storage

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"sort"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/pkg/errors"
	"gocloud.dev/blob"
	"gocloud.dev/blob/gcsblob"
	"gocloud.dev/blob/s3blob"
	"gocloud.dev/gcp"
)

// A blobObject is an object in a bucket.
type blobObject struct {
	bucket *blob.Bucket
	key    string
	size   int64
	tag    string
}

// splitBlob cuts an address into that of a bucket and a key. Keys are taken as they are, without escapes, up to a question mark.
func splitBlob(address string) (bucket, key string) {
	path, query := splitQuery(address)
	scheme, rest, _ := strings.Cut(path, "://")
	host, key, _ := strings.Cut(rest, "/")
	return strings.ToLower(scheme) + "://" + host + query, key
}

func (s *Storage) openBlob(ctx context.Context, address string) (Object, error) {
	where, key := splitBlob(address)
	if key == "" {
		return nil, permanent(errors.New("this is a bucket, want an object in it"))
	}
	bucket, err := s.bucket(ctx, where)
	if err != nil {
		return nil, err
	}
	attributes, err := bucket.Attributes(ctx, key)
	if err != nil {
		return nil, blobError(err)
	}
	return &blobObject{bucket, key, attributes.Size, attributes.ETag}, nil
}

func (o *blobObject) Size() int64 { return o.size }

func (o *blobObject) ReadRange(ctx context.Context, offset, length int64) (io.ReadCloser, error) {
	reader, err := o.bucket.NewRangeReader(ctx, o.key, offset, length, nil)
	if err != nil {
		return nil, blobError(err)
	}
	tag := o.tag
	var output s3.GetObjectOutput
	if reader.As(&output) && output.ETag != nil {
		tag = *output.ETag
	}
	if reader.Size() != o.size || tag != o.tag {
		reader.Close() // the first error is the one to report
		return nil, errors.Wrapf(ErrChanged, "%d bytes of version %s, want %d bytes of version %s", reader.Size(), tag, o.size, o.tag)
	}
	return reader, nil
}

func (s *Storage) listBlobs(ctx context.Context, folder string) ([]string, error) {
	where, prefix := splitBlob(folder)
	if prefix != "" && !strings.HasSuffix(prefix, "/") {
		prefix += "/"
	}
	bucket, err := s.bucket(ctx, where)
	if err != nil {
		return nil, err
	}
	var addresses []string
	listing := bucket.List(&blob.ListOptions{Prefix: prefix, Delimiter: "/"})
	for {
		object, err := listing.Next(ctx)
		if err == io.EOF {
			sort.Strings(addresses)
			return addresses, nil
		}
		if err != nil {
			return nil, blobError(err)
		}
		if name := strings.TrimPrefix(object.Key, prefix); !object.IsDir && name != "" {
			addresses = append(addresses, Join(folder, name))
		}
	}
}

// bucket returns the open bucket at an address.
func (s *Storage) bucket(ctx context.Context, address string) (*blob.Bucket, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if bucket, open := s.buckets[address]; open {
		return bucket, nil
	}
	parsed, err := url.Parse(address)
	if err != nil {
		return nil, permanent(err)
	}
	transport := newTransport()
	var bucket *blob.Bucket
	// What is opened outlasts the call that needed it first.
	if ctx = context.WithoutCancel(ctx); parsed.Scheme == "s3" {
		bucket, err = openS3(ctx, parsed, transport)
	} else {
		bucket, err = openGoogle(ctx, parsed, transport)
	}
	if err != nil {
		return nil, permanent(err)
	}
	if s.buckets == nil {
		s.buckets = map[string]*blob.Bucket{}
	}
	s.buckets[address] = bucket
	s.transports = append(s.transports, transport)
	return bucket, nil
}

// openS3 opens a bucket of Amazon's protocol. That of the address is opened again with a transport whose connections can be closed.
func openS3(ctx context.Context, address *url.URL, transport *http.Transport) (*blob.Bucket, error) {
	opener := &s3blob.URLOpener{}
	parsed, err := opener.OpenBucketURL(ctx, address)
	if err != nil {
		return nil, err
	}
	var client *s3.Client
	if !parsed.As(&client) {
		return nil, errors.New("the bucket has no client of the protocol")
	}
	options := client.Options()
	options.HTTPClient = &http.Client{Transport: transport}
	bucket, err := s3blob.OpenBucket(ctx, s3.New(options), address.Host, &opener.Options)
	if err != nil {
		return nil, err
	}
	return bucket, parsed.Close()
}

// openGoogle opens a bucket of Google's, with the default credentials unless the address has anonymous=true.
func openGoogle(ctx context.Context, address *url.URL, transport *http.Transport) (*blob.Bucket, error) {
	opener := gcsblob.URLOpener{Client: gcp.NewAnonymousHTTPClient(transport)}
	if query := address.Query(); query.Get("anonymous") == "true" {
		query.Del("anonymous") // or it would come with a transport of its own
		anonymous := *address
		anonymous.RawQuery = query.Encode()
		return opener.OpenBucketURL(ctx, &anonymous)
	}
	credentials, err := gcp.DefaultCredentials(ctx)
	if err != nil {
		return nil, errors.Wrap(err, "for a bucket that everyone may read, add ?anonymous=true to the address")
	}
	if opener.Client, err = gcp.NewHTTPClient(transport, credentials.TokenSource); err != nil {
		return nil, err
	}
	return opener.OpenBucketURL(ctx, address)
}
