package download

import (
	"context"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/pkg/errors"
)

func TestStatus(t *testing.T) {
	for _, test := range []struct{ status, requests int }{
		{http.StatusNotFound, 1}, {http.StatusForbidden, 1}, {http.StatusRequestedRangeNotSatisfiable, 1},
		{http.StatusServiceUnavailable, 5}, {http.StatusTooManyRequests, 5},
	} {
		t.Run(http.StatusText(test.status), func(t *testing.T) {
			file, requests := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { w.WriteHeader(test.status) })
			path := filepath.Join(t.TempDir(), "set")
			d, pauses := patient()
			checkFailed(t, path, 0, d.Fetch(t.Context(), file, path), fmt.Sprint(test.status), file.URL)
			if *requests != test.requests || len(*pauses) != test.requests-1 {
				t.Errorf("%d requests and pauses %v, want %d requests", *requests, *pauses, test.requests)
			}
		})
	}
}

func TestPauses(t *testing.T) {
	for failures, want := range map[int]int{1: 1, 2: 2, 3: 4, 5: 16, 6: 30, 99: 30} {
		if got := pause(failures); got != time.Duration(want)*time.Second {
			t.Errorf("the pause after %d failures is %v, want %d s", failures, got, want)
		}
	}
}

// TestProgressCounts: a bad connection that always brings something is worth more than the usual number of attempts.
func TestProgressCounts(t *testing.T) {
	file, requests := serve(t, func(_ int, w http.ResponseWriter, r *http.Request) { cut(w, r, 20_000) })
	path := filepath.Join(t.TempDir(), "set")
	d, _ := patient()
	d.Attempts = 2
	checkDone(t, path, d.Fetch(t.Context(), file, path))
	if want := len(content)/20_000 + 1; *requests != want {
		t.Errorf("%d requests, want %d", *requests, want)
	}
}

func TestOffline(t *testing.T) {
	path := filepath.Join(t.TempDir(), "set")
	d, _ := patient()
	err := d.Fetch(t.Context(), File{"http://127.0.0.1:1/set", strings.Repeat("0", 64)}, path) // nobody listens on port 1
	checkFailed(t, path, 0, err, "gave up after 5 failures", "http://127.0.0.1:1/set", "by hand")
	err = d.Fetch(t.Context(), File{"http://%zz", strings.Repeat("0", 64)}, path)
	checkFailed(t, path, 0, err, "invalid URL escape")
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	file, _ := serve(t, func(_ int, w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "99")
		if _, err := w.Write([]byte("half")); err != nil {
			t.Error(err)
		}
		if err := http.NewResponseController(w).Flush(); err != nil {
			t.Error(err)
		}
		<-r.Context().Done()
	})
	path := filepath.Join(t.TempDir(), "set")
	d, _ := patient()
	d.Progress = func(int64, int64) { cancel() }
	err := d.Fetch(ctx, file, path)
	checkFailed(t, path, 4, err, "context canceled")
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v, want its cause to be %v", err, context.Canceled)
	}
}

func TestCancelledWhileWaiting(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := sleep(ctx, time.Hour); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled pause ends with %v", err)
	}
	if err := sleep(t.Context(), 0); err != nil {
		t.Errorf("a pause ends with %v", err)
	}
}

// TestSilence: how long the test waits decides nothing, because no byte ever comes.
func TestSilence(t *testing.T) {
	file, _ := serve(t, func(_ int, _ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	path := filepath.Join(t.TempDir(), "set")
	d, _ := patient()
	d.Silence, d.Attempts = time.Millisecond, 2
	checkFailed(t, path, 0, d.Fetch(t.Context(), file, path), "nothing arrived for 1ms", "after 2 failures")
}

func TestWrongRange(t *testing.T) {
	file, _ := serve(t, func(n int, w http.ResponseWriter, r *http.Request) {
		if n == 0 {
			cut(w, r, 1000)
		}
		w.Header().Set("Content-Range", "bytes 7-9/10")
		w.WriteHeader(http.StatusPartialContent)
	})
	path := filepath.Join(t.TempDir(), "set")
	d, _ := patient()
	checkFailed(t, path, 1000, d.Fetch(t.Context(), file, path), "bytes 7-9/10", "byte 1000")
}

// full is a file on a disk without room.
type full struct{ partFile }

func (f full) Write([]byte) (int, error) { return 0, syscall.ENOSPC }

func TestNoSpace(t *testing.T) {
	file, requests := serve(t, func(_ int, w http.ResponseWriter, r *http.Request) { whole(w, r) })
	path := filepath.Join(t.TempDir(), "set")
	d, _ := patient()
	d.open = func(path string) (partFile, error) {
		part, err := openPart(path)
		return full{part}, err
	}
	err := d.Fetch(t.Context(), file, path)
	checkFailed(t, path, 0, err, "writing what arrived", "no space left")
	if !errors.Is(err, syscall.ENOSPC) || *requests != 1 {
		t.Errorf("error is %v after %d requests, want no second one", err, *requests)
	}
	d.open = func(string) (partFile, error) { return nil, syscall.EROFS }
	checkFailed(t, path, 0, d.Fetch(t.Context(), file, path), "read-only")
}
