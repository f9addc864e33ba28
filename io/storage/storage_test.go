package storage

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
	"github.com/pkg/errors"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// impatient does not wait between attempts.
var impatient = Retry{Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() }}

// content returns n bytes that repeat late.
func content(n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(i ^ i>>8*7 ^ i>>16*3)
	}
	return b
}

func newStorage(t *testing.T) *Storage {
	t.Helper()
	s := &Storage{Retry: impatient}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// serve returns the address of a server that hands out objects by name.
func serve(t *testing.T, objects map[string][]byte) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		object, found := objects[strings.TrimPrefix(r.URL.Path, "/")]
		if !found {
			http.NotFound(w, r)
			return
		}
		http.ServeContent(w, r, "", time.Unix(1e9, 0), bytes.NewReader(object))
	}))
	t.Cleanup(server.Close)
	return server.URL + "/"
}

// s3Bucket returns the address of a bucket with objects, of a server with Amazon's protocol, without its parameters, and those.
func s3Bucket(t *testing.T, objects map[string][]byte) (bucket, parameters string) {
	t.Helper()
	backend := s3mem.New()
	if err := backend.CreateBucket("images"); err != nil {
		t.Fatal(err)
	}
	for key, object := range objects {
		if _, err := backend.PutObject("images", key, map[string]string{}, bytes.NewReader(object), int64(len(object)), nil); err != nil {
			t.Fatal(err)
		}
	}
	server := httptest.NewServer(gofakes3.New(backend, gofakes3.WithLogger(gofakes3.DiscardLog())).Server())
	t.Cleanup(server.Close)
	t.Setenv("AWS_ACCESS_KEY_ID", "key")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "secret")
	t.Setenv("AWS_CONFIG_FILE", filepath.Join(t.TempDir(), "none"))
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", filepath.Join(t.TempDir(), "none"))
	return "s3://images/", "?region=us-east-1&use_path_style=true&endpoint=" + server.URL
}

// places calls test with a storage of each kind that holds the same objects, at the addresses folder + name + parameters.
func places(t *testing.T, objects map[string][]byte, test func(t *testing.T, s *Storage, folder, parameters string)) {
	t.Run("files", func(t *testing.T) { test(t, newStorage(t), localFolder(t, objects), "") })
	t.Run("file scheme", func(t *testing.T) { test(t, newStorage(t), "file://"+filepath.ToSlash(localFolder(t, objects)), "") })
	t.Run("web", func(t *testing.T) {
		address := serve(t, objects)
		test(t, newStorage(t), address, "")
	})
	t.Run("s3", func(t *testing.T) {
		bucket, parameters := s3Bucket(t, objects)
		test(t, newStorage(t), bucket, parameters)
	})
}

func localFolder(t *testing.T, objects map[string][]byte) string {
	t.Helper()
	folder := t.TempDir() + "/"
	for name, object := range objects {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, object, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func TestRanges(t *testing.T) {
	object := content(10_000)
	places(t, map[string][]byte{"a/object": object, "empty": {}}, func(t *testing.T, s *Storage, folder, parameters string) {
		opened, err := s.Open(t.Context(), folder+"a/object"+parameters)
		if err != nil {
			t.Fatal(err)
		}
		if opened.Size() != int64(len(object)) {
			t.Errorf("the size is %d, want %d", opened.Size(), len(object))
		}
		for _, r := range [][2]int64{{0, 10_000}, {0, 1}, {9_999, 1}, {3, 0}, {1234, 5678}} {
			body, err := opened.ReadRange(t.Context(), r[0], r[1])
			if err != nil {
				t.Fatal(err)
			}
			got, err := io.ReadAll(body)
			if closing := body.Close(); err != nil || closing != nil {
				t.Fatal(err, closing)
			}
			if !bytes.Equal(got, object[r[0]:r[0]+r[1]]) {
				t.Errorf("range %v is %d other bytes", r, len(got))
			}
		}
		empty, err := s.Open(t.Context(), folder+"empty"+parameters)
		if err != nil {
			t.Fatal(err)
		}
		if empty.Size() != 0 {
			t.Errorf("the size of nothing is %d", empty.Size())
		}
	})
}

func TestMissing(t *testing.T) {
	places(t, map[string][]byte{"object": {}}, func(t *testing.T, s *Storage, folder, parameters string) {
		address := folder + "missing" + parameters
		s.Retry.Sleep = func(context.Context, time.Duration) error {
			t.Error("it is tried again")
			return nil
		}
		if _, err := s.Open(t.Context(), address); !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), address) {
			t.Errorf("error is %v, want one that is ErrNotExist and names %s", err, address)
		}
	})
}

func TestList(t *testing.T) {
	objects := map[string][]byte{"set/b": {}, "set/a": {}, "set/deeper/c": {}, "settle": {}}
	places(t, objects, func(t *testing.T, s *Storage, folder, parameters string) {
		got, err := s.List(t.Context(), folder+"set/"+parameters)
		if strings.HasPrefix(folder, "http") {
			if err == nil || !strings.Contains(err.Error(), "{000000..000009}") {
				t.Errorf("error is %v, want one that says how to name files", err)
			}
			return
		}
		folder = filepath.FromSlash(strings.TrimPrefix(folder, "file://"))
		if strings.HasPrefix(folder, "s3") {
			folder = "s3://images/"
		}
		if want := []string{folder + "set/a" + parameters, folder + "set/b" + parameters}; err != nil || !slices.Equal(got, want) {
			t.Errorf("the list is %q, %v, want %q", got, err, want)
		}
	})
}

func TestErrorsSayWhatToDo(t *testing.T) {
	s := newStorage(t)
	for _, c := range []struct{ address, want string }{
		{"ftp://host/x", `ftp://host/x: received the scheme "ftp", want a path, file, http, https, s3 or gs`},
		{t.TempDir(), "this is a d---------, want a file"},
		{"s3://bucket?region=x", "want an object in it"},
		{"s3://bucket/key?sort=x", `unknown query parameter "sort"`},
	} {
		if _, err := s.Open(t.Context(), c.address); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error is %v, want one that says %q", c.address, err, c.want)
		}
	}
}

func TestForbidden(t *testing.T) {
	requests := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		requests++
		w.WriteHeader(http.StatusForbidden)
	}))
	defer server.Close()
	if _, err := newStorage(t).Open(t.Context(), server.URL); !errors.Is(err, fs.ErrPermission) || requests != 1 {
		t.Errorf("after %d requests the error is %v", requests, err)
	}
}

// A server that knows no ranges sends everything, every time.
func TestServerWithoutRanges(t *testing.T) {
	object := content(5000)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", fmt.Sprint(len(object)))
		if _, err := w.Write(object); err != nil {
			panic(http.ErrAbortHandler) // the client has seen enough
		}
	}))
	defer server.Close()
	s := newStorage(t)
	opened, err := s.Open(t.Context(), server.URL)
	if err != nil {
		t.Fatal(err)
	}
	body, err := opened.ReadRange(t.Context(), 1000, 2000)
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(body)
	if closing := body.Close(); err != nil || closing != nil || !bytes.Equal(got, object[1000:3000]) {
		t.Errorf("%d bytes, %v, %v", len(got), err, closing)
	}
}
