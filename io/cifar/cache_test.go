package cifar

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"
	"time"

	"github.com/reefml/reef/internal/download"
)

func TestFetch(t *testing.T) {
	packed := pack(t, "cifar-10-batches-bin", ten())
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if _, err := w.Write(packed); err != nil {
			t.Error(err)
		}
	}))
	hash := sha256.Sum256(packed)
	file := download.File{URL: server.URL, SHA256: hex.EncodeToString(hash[:])}
	cache := t.TempDir()
	t.Setenv(CacheVariable, cache)
	want := filepath.Join(cache, "cifar-10", "cifar-10-binary.tar.gz")
	for range 2 {
		path, err := fetch(t.Context(), download.Downloader{}, Ten, file)
		if err != nil || path != want {
			t.Fatalf("the archive is at %s, %v, want %s", path, err, want)
		}
		training, test, err := Open(path, Settings{})
		if err != nil {
			t.Fatal(err)
		}
		checkTen(t, training, test)
		server.Close() // the second time, no server is needed
	}
}

func TestFetchOffline(t *testing.T) {
	cache := t.TempDir()
	t.Setenv(CacheVariable, cache)
	offline := download.Downloader{Sleep: func(context.Context, time.Duration) error { return nil }}
	_, err := fetch(t.Context(), offline, Hundred, download.File{URL: "http://127.0.0.1:1/", SHA256: "0"}) // nobody listens on port 1
	wantError(t, err, "CIFAR-100", "http://127.0.0.1:1/", filepath.Join(cache, "cifar-100", "cifar-100-binary.tar.gz"), "by hand")
}

func TestCached(t *testing.T) {
	cache := t.TempDir()
	t.Setenv(CacheVariable, cache)
	_, _, err := Cached(t.Context(), Version(7), Settings{})
	wantError(t, err, "no CIFAR-7", "cifar.Ten or cifar.Hundred")
	path := filepath.Join(cache, "cifar-10", "cifar-10-binary.tar.gz")
	write(t, path, []byte("spoilt"))
	_, _, err = Cached(t.Context(), Ten, Settings{}) // the file in place is looked at before the network
	wantError(t, err, path, "remove the file", "c4a38c50")
	write(t, filepath.Join(cache, "cifar-100", "cifar-100-binary.tar.gz"), nil)
	_, _, err = Cached(t.Context(), Hundred, Settings{})
	wantError(t, err, "58a81ae1")
}

func TestNoCache(t *testing.T) {
	for _, variable := range []string{CacheVariable, "XDG_CACHE_HOME", "HOME", "LocalAppData", "home"} {
		t.Setenv(variable, "")
	}
	_, err := Download(t.Context(), Ten, nil)
	wantError(t, err, "CIFAR-10: there is no cache", CacheVariable)
}
