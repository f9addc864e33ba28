package download

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/pkg/errors"
)

// ask requests the bytes from have on and appends them to the part.
func (t *transfer) ask(ctx context.Context, part partFile, have int64) (received int64, err error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	watch := time.AfterFunc(t.Silence, func() { cancel(errors.Errorf("nothing arrived for %v", t.Silence)) })
	defer watch.Stop()
	answer, err := t.request(ctx, have)
	if err != nil {
		return 0, firstOf(context.Cause(ctx), err)
	}
	defer func() { // what the body's Close may have to say is of no use: the hash tells whether all is well
		_ = answer.Body.Close()
	}()
	if t.etag = answer.Header.Get("ETag"); strings.HasPrefix(t.etag, "W/") {
		t.etag = "" // a weak tag is no promise of equal bytes
	}
	start, complete, err := begin(answer, have)
	t.resumed = start > 0
	if err != nil || complete {
		return 0, err
	}
	if start == 0 && have > 0 {
		if err := part.Truncate(0); err != nil {
			return 0, permanent{err}
		}
	}
	total := int64(-1)
	if answer.ContentLength >= 0 {
		total = start + answer.ContentLength
	}
	arrived := func(n int) {
		watch.Reset(t.Silence)
		received += int64(n)
		t.Progress(start+received, total)
	}
	if err := appendTo(part, answer.Body, arrived); err != nil {
		return received, firstOf(context.Cause(ctx), err)
	}
	return received, nil
}

// request sends the request for the bytes from have on.
func (t *transfer) request(ctx context.Context, have int64) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, t.file.URL, nil)
	if err != nil {
		return nil, permanent{err}
	}
	request.Header.Set("Accept-Encoding", "identity") // ranges and the hash are of the file itself
	if have > 0 {
		request.Header.Set("Range", fmt.Sprintf("bytes=%d-", have))
		if t.etag != "" {
			request.Header.Set("If-Range", t.etag)
		}
	}
	return t.Client.Do(request)
}

// begin returns the byte at which an answer's body begins, or that there is nothing left to ask for.
func begin(answer *http.Response, have int64) (start int64, complete bool, err error) {
	status := answer.StatusCode
	switch {
	case status == http.StatusOK:
		return 0, false, nil
	case status == http.StatusPartialContent:
		ranges := answer.Header.Get("Content-Range")
		if !strings.HasPrefix(ranges, fmt.Sprintf("bytes %d-", have)) {
			return 0, false, permanent{errors.Errorf("the server sent the range %q, want it to begin with byte %d", ranges, have)}
		}
		return have, false, nil
	case status == http.StatusRequestedRangeNotSatisfiable && have > 0:
		return have, true, nil // the part is as long as the file, or longer; the hash will tell
	case status == http.StatusRequestTimeout, status == http.StatusTooManyRequests, status >= 500:
		return 0, false, errors.Errorf("the server answered %s", answer.Status)
	}
	return 0, false, permanent{errors.Errorf("the server answered %s", answer.Status)}
}

// appendTo copies a body to the part. Unlike io.Copy it tells the disk's errors, which are permanent, from those of the network.
func appendTo(part partFile, body io.Reader, arrived func(n int)) error {
	chunk := make([]byte, 64<<10)
	for {
		n, reading := body.Read(chunk)
		if n > 0 {
			if _, err := part.Write(chunk[:n]); err != nil {
				return permanent{errors.Wrap(err, "writing what arrived")}
			}
			arrived(n)
		}
		if reading == io.EOF {
			return nil
		}
		if reading != nil {
			return errors.Wrap(reading, "the connection broke")
		}
	}
}
