package storage

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/pkg/errors"
)

// A webObject is an object of a web server.
//
// It is asked for by ranges of bytes (RFC 9110, section 14). A server that does not know them sends the whole object every time, whose
// beginning is then passed over.
type webObject struct {
	client  *http.Client
	address string
	size    int64
	version string
}

// openWeb asks for the first byte. A request with HEAD would be refused where the address is signed for GET.
func (s *Storage) openWeb(ctx context.Context, address string) (Object, error) {
	o := &webObject{client: s.webClient(), address: address}
	response, err := o.request(ctx, "bytes=0-0")
	if err != nil {
		return nil, err
	}
	defer response.Body.Close() // nothing of it is used
	if o.version = versionOf(response); response.StatusCode == http.StatusOK {
		o.size = response.ContentLength
	} else if _, o.size, err = contentRange(response); err != nil {
		return nil, err
	}
	if o.size < 0 {
		return nil, permanent(errors.New("the server does not say how many bytes the object has"))
	}
	return o, nil
}

func (o *webObject) Size() int64 { return o.size }

func (o *webObject) ReadRange(ctx context.Context, offset, length int64) (io.ReadCloser, error) {
	if length == 0 {
		return http.NoBody, nil
	}
	response, err := o.request(ctx, fmt.Sprintf("bytes=%d-%d", offset, offset+length-1))
	if err != nil {
		return nil, err
	}
	if err := o.position(response, offset); err != nil {
		response.Body.Close() // the first error is the one to report
		return nil, err
	}
	return &limitedBody{io.LimitReader(response.Body, length), response.Body}, nil
}

// position checks that a response is of the object that was opened, and moves to the offset.
func (o *webObject) position(response *http.Response, offset int64) error {
	begin, size := int64(0), response.ContentLength
	if response.StatusCode != http.StatusOK {
		var err error
		if begin, size, err = contentRange(response); err != nil {
			return err
		}
	}
	if version := versionOf(response); size != o.size || version != o.version {
		return errors.Wrapf(ErrChanged, "%d bytes of version %s, want %d bytes of version %s", size, version, o.size, o.version)
	}
	if begin > offset {
		return permanent(errors.Errorf("the server sent bytes from %d on, want %d", begin, offset))
	}
	_, err := io.CopyN(io.Discard, response.Body, offset-begin)
	return err
}

// request asks for a range of bytes and returns a response with status 200, 206 or 416.
func (o *webObject) request(ctx context.Context, bytes string) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, o.address, nil)
	if err != nil {
		return nil, permanent(err)
	}
	request.Header.Set("Range", bytes)
	response, err := o.client.Do(request)
	if err != nil {
		return nil, err
	}
	switch response.StatusCode {
	case http.StatusOK, http.StatusPartialContent, http.StatusRequestedRangeNotSatisfiable:
		return response, nil
	}
	response.Body.Close() // what a server says of an error is of no use
	return nil, statusError(response.StatusCode, errors.Errorf("the server answered %s", response.Status))
}

// contentRange returns where the bytes of a response begin and the size of the whole object. An object without bytes has no first one, which
// a server says with status 416 and the size 0.
func contentRange(response *http.Response) (begin, size int64, err error) {
	value := response.Header.Get("Content-Range")
	span, total, found := strings.Cut(strings.TrimPrefix(value, "bytes "), "/")
	size, err = strconv.ParseInt(total, 10, 64)
	if found && err == nil && response.StatusCode == http.StatusRequestedRangeNotSatisfiable {
		if size > 0 {
			return 0, size, errors.Wrapf(ErrChanged, "the server says that it has %d bytes", size)
		}
		return 0, 0, nil
	}
	first, _, _ := strings.Cut(span, "-")
	begin, errBegin := strconv.ParseInt(first, 10, 64)
	if !found || err != nil || errBegin != nil || begin < 0 || size < 0 {
		return 0, 0, permanent(errors.Errorf("the server answered %s with Content-Range %q, want bytes FIRST-LAST/SIZE", response.Status, value))
	}
	return begin, size, nil
}

// versionOf returns what tells versions of an object apart, as far as the server says.
func versionOf(response *http.Response) string {
	if tag := response.Header.Get("ETag"); tag != "" {
		return tag
	}
	return response.Header.Get("Last-Modified")
}

// A limitedBody reads a part of what Close closes.
type limitedBody struct {
	io.Reader
	io.Closer
}

// webClient returns the client for web servers. It does not decompress: the bytes are those of the object.
func (s *Storage) webClient() *http.Client {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.client == nil {
		s.client = s.Client
	}
	if s.client == nil {
		s.client = &http.Client{Transport: newTransport()}
	}
	return s.client
}

func newTransport() *http.Transport {
	return &http.Transport{
		Proxy: http.ProxyFromEnvironment, DisableCompression: true, ForceAttemptHTTP2: true,
		MaxIdleConnsPerHost: 16, IdleConnTimeout: idleTimeout, ResponseHeaderTimeout: answerTimeout, TLSHandshakeTimeout: answerTimeout,
	}
}
