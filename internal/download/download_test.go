package download

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pkg/errors"
)

// content is what servers hold; it is more than a buffer of any layer takes at once.
var content = bytes.Repeat([]byte("0123456789abcdef"), 1<<14)

// serve returns a file on a server that answers its n-th request, from 0, by answer.
func serve(t *testing.T, answer func(n int, w http.ResponseWriter, r *http.Request)) (file File, requests *int) {
	requests = new(int)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		*requests++ // a Downloader sends one request at a time
		answer(*requests-1, w, r)
	}))
	t.Cleanup(server.Close)
	hash := sha256.Sum256(content)
	return File{URL: server.URL + "/set.tar.gz", SHA256: hex.EncodeToString(hash[:])}, requests
}

// whole answers with content, or the range of it that was asked for.
func whole(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("ETag", `"1"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(content))
}

// cut sends the first n bytes of an answer with content and breaks the connection.
func cut(w http.ResponseWriter, r *http.Request, n int) {
	whole(&cutWriter{w, n}, r)
}

type cutWriter struct {
	http.ResponseWriter
	left int
}

func (c *cutWriter) Write(p []byte) (int, error) {
	n, err := c.ResponseWriter.Write(p[:min(len(p), c.left)])
	if c.left -= n; c.left == 0 {
		if err := http.NewResponseController(c.ResponseWriter).Flush(); err != nil {
			return n, err
		}
		panic(http.ErrAbortHandler)
	}
	return n, err
}

// patient returns a Downloader that notes pauses instead of waiting.
func patient() (d Downloader, pauses *[]time.Duration) {
	pauses = new([]time.Duration)
	return Downloader{Sleep: func(ctx context.Context, pause time.Duration) error {
		*pauses = append(*pauses, pause)
		return ctx.Err()
	}}, pauses
}

// checkDone checks that the file is in its place and no part is left.
func checkDone(t *testing.T, path string, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(path); err != nil || !bytes.Equal(got, content) {
		t.Errorf("the file has %d bytes, %v, want the %d of the server", len(got), err, len(content))
	}
	if entries, err := os.ReadDir(filepath.Dir(path)); err != nil || len(entries) != 1 {
		t.Errorf("the folder holds %v, %v, want the file alone", entries, err)
	}
}

// checkFailed checks what an error says, that no file is in place, and how much of a part is left; -1 means none.
func checkFailed(t *testing.T, path string, left int64, err error, want ...string) {
	t.Helper()
	if err == nil {
		t.Fatalf("no error, want one with %q", want)
	}
	for _, part := range append(want, path) {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("error is %q, want %q in it", err, part)
		}
	}
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the file is there after a failure, or cannot be looked for: %v", err)
	}
	size := int64(-1)
	if info, err := os.Stat(path + ".part"); err == nil {
		size = info.Size()
	}
	if size != left {
		t.Errorf("a part of %d bytes is left, want %d", size, left)
	}
}

func TestWhole(t *testing.T) {
	file, requests := serve(t, func(_ int, w http.ResponseWriter, r *http.Request) { whole(w, r) })
	path := filepath.Join(t.TempDir(), "new", "folder", "set.tar.gz")
	var done, total int64
	d, _ := patient()
	d.Progress = func(d, t int64) { done, total = d, t }
	checkDone(t, path, d.Fetch(t.Context(), file, path))
	if done != int64(len(content)) || total != done {
		t.Errorf("progress ends at %d of %d, want %d of the same", done, total, len(content))
	}
	checkDone(t, path, d.Fetch(t.Context(), file, path))
	if *requests != 1 {
		t.Errorf("%d requests, want none for a file that is there", *requests-1)
	}
}

// TestResume interrupts a download in its middle: first within a call, then across calls.
func TestResume(t *testing.T) {
	const half = 100_000
	var asked []string
	file, _ := serve(t, func(n int, w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.Header.Get("Range")+" "+r.Header.Get("If-Range"))
		if n < 2 {
			cut(w, r, half)
		} else {
			whole(w, r)
		}
	})
	path := filepath.Join(t.TempDir(), "set")
	d, pauses := patient()
	d.Attempts = 1
	checkFailed(t, path, half, d.Fetch(t.Context(), file, path), "connection broke", file.URL, "by hand")
	d.Attempts = 2
	checkDone(t, path, d.Fetch(t.Context(), file, path))
	if got, want := fmt.Sprint(asked), `[  bytes=100000-  bytes=200000- "1"]`; got != want {
		t.Errorf("ranges asked for are %s, want %s", got, want)
	}
	if len(*pauses) != 1 || (*pauses)[0] != time.Second {
		t.Errorf("pauses are %v, want a second", *pauses)
	}
}

func TestPartIsWhole(t *testing.T) {
	file, _ := serve(t, func(_ int, w http.ResponseWriter, r *http.Request) { whole(w, r) })
	for name, part := range map[string][]byte{"right": content, "wrong": make([]byte, len(content)), "longer": append(bytes.Clone(content), 'x')} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "set")
			if err := os.WriteFile(path+".part", part, 0o666); err != nil {
				t.Fatal(err)
			}
			d, _ := patient()
			checkDone(t, path, d.Fetch(t.Context(), file, path))
		})
	}
}

func TestServerWithoutRanges(t *testing.T) {
	file, _ := serve(t, func(n int, w http.ResponseWriter, r *http.Request) {
		r.Header.Del("Range")
		if n == 0 {
			cut(w, r, 1000)
		}
		whole(w, r)
	})
	path := filepath.Join(t.TempDir(), "set")
	d, _ := patient()
	checkDone(t, path, d.Fetch(t.Context(), file, path))
}

// TestChangedFile: what an earlier process left is of another version, or the version changes between two answers.
func TestChangedFile(t *testing.T) {
	file, _ := serve(t, func(_ int, w http.ResponseWriter, r *http.Request) { whole(w, r) })
	path := filepath.Join(t.TempDir(), "set")
	if err := os.WriteFile(path+".part", []byte("old version"), 0o666); err != nil {
		t.Fatal(err)
	}
	d, _ := patient()
	checkDone(t, path, d.Fetch(t.Context(), file, path))

	file, requests := serve(t, func(n int, w http.ResponseWriter, r *http.Request) {
		if n > 0 {
			whole(w, r)
			return
		}
		w.Header().Set("ETag", `"0"`)
		w.Header().Set("Content-Length", "99")
		if _, err := w.Write([]byte("old version")); err != nil {
			t.Error(err)
		}
	})
	path = filepath.Join(t.TempDir(), "set")
	checkDone(t, path, d.Fetch(t.Context(), file, path))
	if *requests != 2 {
		t.Errorf("%d requests, want 2: the server sees by If-Range that all is to be sent", *requests)
	}
}

func TestWrongHash(t *testing.T) {
	file, requests := serve(t, func(_ int, w http.ResponseWriter, r *http.Request) { whole(w, r) })
	file.SHA256 = strings.Repeat("0", 64)
	path := filepath.Join(t.TempDir(), "set")
	d, _ := patient()
	checkFailed(t, path, -1, d.Fetch(t.Context(), file, path), "another file", "SHA-256", file.SHA256)
	if err := os.WriteFile(path+".part", content[:7], 0o666); err != nil {
		t.Fatal(err)
	}
	*requests = 0
	checkFailed(t, path, -1, d.Fetch(t.Context(), file, path), "another file")
	if *requests != 2 {
		t.Errorf("%d requests, want 2: one for the rest, and one for all", *requests)
	}
}

func TestFileInPlaceIsKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "set")
	if err := os.WriteFile(path, []byte("mine"), 0o666); err != nil {
		t.Fatal(err)
	}
	err := Downloader{}.Fetch(t.Context(), File{"http://localhost:0", strings.Repeat("0", 64)}, path)
	if err == nil || !strings.Contains(err.Error(), "remove the file") || !strings.Contains(err.Error(), path) {
		t.Errorf("error is %v, want one that says to remove %s", err, path)
	}
	if got, err := os.ReadFile(path); err != nil || string(got) != "mine" {
		t.Errorf("the file is now %q, %v", got, err)
	}
}
