package storage

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pkg/errors"
)

// googleServer speaks as much of Google's protocol as reading takes: attributes and lists by its JSON API, content by its XML API.
func googleServer(object []byte) http.Handler {
	attributes := fmt.Sprintf(`{"bucket": "images", "name": "set/a", "size": "%d", "generation": "7", "etag": "e"}`, len(object))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch path := r.URL.Path; {
		case path == "/storage/v1/b/images/o":
			fmt.Fprintf(w, `{"items": [%s]}`, attributes)
		case strings.HasPrefix(path, "/storage/v1/b/images/o/set"):
			if !strings.HasSuffix(path, "a") {
				w.WriteHeader(http.StatusNotFound)
				fmt.Fprint(w, `{"error": {"code": 404}}`)
				return
			}
			fmt.Fprint(w, attributes)
		case path == "/images/set/a":
			w.Header().Set("X-Goog-Generation", "7")
			http.ServeContent(w, r, "", time.Unix(1e9, 0), bytes.NewReader(object))
		default:
			http.NotFound(w, r)
		}
	})
}

func TestGoogle(t *testing.T) {
	object := content(300_000)
	server := httptest.NewServer(googleServer(object))
	defer server.Close()
	t.Setenv("STORAGE_EMULATOR_HOST", server.Listener.Addr().String())
	s := newStorage(t)
	got, err := io.ReadAll(openReader(t, t.Context(), s, "gs://images/set/a?anonymous=true", Settings{ReadAhead: 1000}))
	if err != nil || !bytes.Equal(got, object) {
		t.Errorf("%d bytes, %v", len(got), err)
	}
	list, err := s.List(t.Context(), "gs://images/set/?anonymous=true")
	if err != nil || !slices.Equal(list, []string{"gs://images/set/a?anonymous=true"}) {
		t.Errorf("the list is %q, %v", list, err)
	}
	if _, err := s.Open(t.Context(), "gs://images/set/b?anonymous=true"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error is %v, want one that is ErrNotExist", err)
	}
}
