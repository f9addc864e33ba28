package storage

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/iotest"
	"time"

	"github.com/pkg/errors"
)

// settings are those that readers are tested with.
var settings = map[string]Settings{
	"buffered":          {Retry: impatient},
	"small buffer":      {Retry: impatient, Buffer: 100},
	"ahead":             {Retry: impatient, ReadAhead: 1 << 20},
	"a little ahead":    {Retry: impatient, ReadAhead: 1000},
	"one byte is ahead": {Retry: impatient, ReadAhead: 1},
}

func openReader(t *testing.T, ctx context.Context, s *Storage, address string, settings Settings) *Reader {
	t.Helper()
	object, err := s.Open(ctx, address)
	if err != nil {
		t.Fatal(err)
	}
	r := NewReader(ctx, object, address, settings)
	t.Cleanup(func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	})
	return r
}

func TestReader(t *testing.T) {
	objects := map[string][]byte{"empty": {}, "one": {1}, "odd": content(12_345)}
	places(t, objects, func(t *testing.T, s *Storage, folder, parameters string) {
		for how, settings := range settings {
			for name, object := range objects {
				r := openReader(t, t.Context(), s, folder+name+parameters, settings)
				if err := iotest.TestReader(onlyReader{r}, object); err != nil {
					t.Errorf("%s, %s: %v", how, name, err)
				}
				if r.Offset() != int64(len(object)) {
					t.Errorf("%s, %s: the reader stands at %d, want %d", how, name, r.Offset(), len(object))
				}
			}
		}
	})
}

// onlyReader hides Seek, which does not do all that iotest wants.
type onlyReader struct{ io.Reader }

// Seeking forward, by much and by little, and peeking give the bytes at that place.
func TestReaderSeeks(t *testing.T) {
	object := content(3_000_000)
	places(t, map[string][]byte{"object": object}, func(t *testing.T, s *Storage, folder, parameters string) {
		for how, settings := range settings {
			r := openReader(t, t.Context(), s, folder+"object"+parameters, settings)
			at := int64(0)
			for _, step := range []int64{0, 10, 99, 1000, 70_000, 300_000, 1_200_000, 5} {
				peeked, err := r.Peek(50)
				if err != nil || !bytes.Equal(peeked, object[at:at+50]) {
					t.Fatalf("%s: peeking at byte %d gives %d other bytes, %v", how, at, len(peeked), err)
				}
				if at += step; step > 0 {
					if offset, err := r.Seek(step, io.SeekCurrent); err != nil || offset != at {
						t.Fatalf("%s: seeking to %d gives %d, %v", how, at, offset, err)
					}
				}
				got := make([]byte, 60)
				if _, err := io.ReadFull(r, got); err != nil || !bytes.Equal(got, object[at:at+60]) {
					t.Fatalf("%s: other bytes after seeking to %d, %v", how, at, err)
				}
				at += 60
			}
			if _, err := r.Seek(10_000_000, io.SeekCurrent); err != nil {
				t.Errorf("%s: seeking behind the end: %v", how, err)
			}
			if n, err := r.Read(make([]byte, 10)); n != 0 || err != io.EOF {
				t.Errorf("%s: reading behind the end gives %d bytes, %v", how, n, err)
			}
		}
	})
}

func TestReaderSeeksForwardOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "object")
	if err := os.WriteFile(path, content(100), 0o666); err != nil {
		t.Fatal(err)
	}
	r := openReader(t, t.Context(), newStorage(t), path, Settings{})
	for _, c := range []struct {
		offset int64
		whence int
	}{{-1, io.SeekCurrent}, {1, io.SeekStart}, {-1, io.SeekEnd}} {
		if _, err := r.Seek(c.offset, c.whence); err == nil || !strings.Contains(err.Error(), "a reader seeks forward") {
			t.Errorf("seeking %+v: error is %v", c, err)
		}
	}
}

// A flaky server drops connections after some bytes.
type flaky struct {
	object   []byte
	after    int          // bytes that a connection delivers
	failures atomic.Int32 // left
	requests atomic.Int32
}

func (f *flaky) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.requests.Add(1)
	if r.Header.Get("Range") == "bytes=0-0" || f.failures.Add(-1) < 0 {
		http.ServeContent(w, r, "", time.Unix(1e9, 0), bytes.NewReader(f.object))
		return
	}
	http.ServeContent(&dropping{w, f.after}, r, "", time.Unix(1e9, 0), bytes.NewReader(f.object))
}

// dropping writes some bytes and then breaks off.
type dropping struct {
	http.ResponseWriter
	left int
}

func (d *dropping) Write(p []byte) (int, error) {
	if d.left == 0 {
		d.ResponseWriter.(http.Flusher).Flush()
		panic(http.ErrAbortHandler)
	}
	n, err := d.ResponseWriter.Write(p[:min(len(p), d.left)])
	d.left -= n
	return n, err
}

// A connection that is lost now and then makes no difference.
func TestLostConnections(t *testing.T) {
	object := content(1_000_000)
	for how, settings := range settings {
		server := &flaky{object: object, after: 100_000}
		server.failures.Store(7)
		web := httptest.NewServer(server)
		r := openReader(t, t.Context(), newStorage(t), web.URL, settings)
		got, err := io.ReadAll(r)
		if err != nil || !bytes.Equal(got, object) {
			t.Errorf("%s: %d bytes, %v", how, len(got), err)
		}
		if requests := server.requests.Load(); requests != 9 {
			t.Errorf("%s: %d requests, want one to open, 7 that fail and one that does not", how, requests)
		}
		web.Close()
	}
}

// A server that always drops connections is given up.
func TestAlwaysLostConnections(t *testing.T) {
	for how, settings := range settings {
		server := &flaky{object: content(1_000_000), after: 1000}
		server.failures.Store(1 << 20)
		web := httptest.NewServer(server)
		settings.Retry.Attempts = 3
		r := openReader(t, t.Context(), newStorage(t), web.URL, settings)
		got, err := io.ReadAll(r)
		want := fmt.Sprintf("%s, byte 3000: giving up after 3 attempts: ", web.URL)
		if len(got) != 3000 || !errors.Is(err, io.ErrUnexpectedEOF) || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: %d bytes, error is %v, want 3000 and one that begins with %q", how, len(got), err, want)
		}
		if r.Err() == nil {
			t.Errorf("%s: the storage has no error", how)
		}
		web.Close()
	}
}

// Errors of the server are tried again when the object is opened, as long as there is hope.
func TestOpenTriesAgain(t *testing.T) {
	for _, c := range []struct {
		status   int
		requests int32
	}{{http.StatusServiceUnavailable, 5}, {http.StatusTooManyRequests, 5}, {http.StatusNotFound, 1}, {http.StatusBadRequest, 1}} {
		var requests atomic.Int32
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			requests.Add(1)
			w.WriteHeader(c.status)
		}))
		_, err := newStorage(t).Open(t.Context(), server.URL)
		if err == nil || !strings.Contains(err.Error(), fmt.Sprint(c.status)) || requests.Load() != c.requests {
			t.Errorf("status %d: %d requests, want %d, error is %v", c.status, requests.Load(), c.requests, err)
		}
		server.Close()
	}
}

// An object that is replaced while it is read is an error, not a mixture.
func TestChangedObject(t *testing.T) {
	var tag atomic.Value
	tag.Store(`"a"`)
	object := content(500_000)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", tag.Load().(string))
		if r.Header.Get("Range") == "bytes=0-0" {
			http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(object))
			return
		}
		defer tag.Store(`"b"`)
		http.ServeContent(&dropping{w, 1000}, r, "", time.Time{}, bytes.NewReader(object))
	}))
	defer server.Close()
	r := openReader(t, t.Context(), newStorage(t), server.URL, Settings{Retry: impatient})
	if got, err := io.ReadAll(r); len(got) != 1000 || !errors.Is(err, ErrChanged) {
		t.Errorf("%d bytes, error is %v, want 1000 and %v", len(got), err, ErrChanged)
	}
}

func TestChangedFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "object")
	if err := os.WriteFile(path, content(100), 0o666); err != nil {
		t.Fatal(err)
	}
	r := openReader(t, t.Context(), newStorage(t), path, Settings{})
	if err := os.WriteFile(path, content(101), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Read(make([]byte, 10)); !errors.Is(err, ErrChanged) || !strings.Contains(err.Error(), path) {
		t.Errorf("error is %v, want %v and the path", err, ErrChanged)
	}
}

// A server that says nothing does not hold a reader back whose context is cancelled. That nothing goes on in the background is checked by
// TestMain.
func TestReaderIsCancelled(t *testing.T) {
	for how, settings := range settings {
		silent := make(chan struct{})
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("Range") == "bytes=0-0" {
				http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(content(1_000_000)))
				return
			}
			<-silent
		}))
		ctx, cancel := context.WithCancel(t.Context())
		r := openReader(t, ctx, newStorage(t), server.URL, settings)
		time.AfterFunc(20*time.Millisecond, cancel)
		if _, err := r.Read(make([]byte, 10)); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: error is %v, want %v", how, err, context.Canceled)
		}
		close(silent)
		server.Close()
	}
}

// By the clock, the pauses grow and end with the context.
func TestPauses(t *testing.T) {
	var pauses []time.Duration
	retry := Retry{Attempts: 9, Sleep: func(_ context.Context, pause time.Duration) error {
		pauses = append(pauses, pause)
		return nil
	}}
	failure := errors.New("failure")
	if err := retry.try(t.Context(), func() error { return failure }); !errors.Is(err, failure) {
		t.Errorf("error is %v", err)
	}
	want := "[200ms 400ms 800ms 1.6s 3.2s 6.4s 10s 10s]"
	if got := fmt.Sprint(pauses); got != want {
		t.Errorf("pauses are %s, want %s", got, want)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := sleep(ctx, time.Hour); err != context.Canceled {
		t.Errorf("sleeping in a cancelled context gives %v", err)
	}
	if err := sleep(t.Context(), time.Microsecond); err != nil {
		t.Errorf("sleeping gives %v", err)
	}
}
