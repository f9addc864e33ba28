package shards

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/dataset/datasettest"
	"github.com/reefml/reef/io/storage"
)

// impatient are the settings of tests: they do not wait between attempts, and read little ahead, so that there is much to go wrong.
var impatient = Settings{Buffer: 10, ReadAhead: 3000, Retry: storage.Retry{
	Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
}}

// s3Bucket returns the address of a bucket with the files of a folder, without its parameters, and those.
func s3Bucket(t *testing.T, folder string) (bucket, parameters string) {
	t.Helper()
	backend := s3mem.New()
	if err := backend.CreateBucket("images"); err != nil {
		t.Fatal(err)
	}
	for name, file := range filesIn(t, folder) {
		_, err := backend.PutObject("images", "train/"+name, map[string]string{}, strings.NewReader(file), int64(len(file)), nil)
		if err != nil {
			t.Fatal(err)
		}
	}
	server := httptest.NewServer(gofakes3.New(backend, gofakes3.WithLogger(gofakes3.DiscardLog())).Server())
	t.Cleanup(server.Close)
	t.Setenv("AWS_ACCESS_KEY_ID", "key")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "secret")
	t.Setenv("AWS_CONFIG_FILE", filepath.Join(t.TempDir(), "none"))
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", filepath.Join(t.TempDir(), "none"))
	return "s3://images/train/", "?region=us-east-1&use_path_style=true&endpoint=" + server.URL
}

func TestBucket(t *testing.T) {
	folder := folderOf(t, true, 10, 20, 7)
	bucket, parameters := s3Bucket(t, folder)
	for _, address := range []string{bucket, bucket + "shard-00{0.tar,1.tar.gz,2.tar.zst}"} {
		s := open(t, impatient, address+parameters)
		checkInOrder(t, s, 37)
		datasettest.RunSource(t, s)
	}
}

func TestIndexedBucket(t *testing.T) {
	folder := t.TempDir()
	mustWrite(t, folder, &fixture{n: 40}, WriteSettings{Samples: 15})
	bucket, parameters := s3Bucket(t, folder)
	s := open(t, impatient, bucket+parameters)
	if len(s.Classes()) != 3 || s.Len() != 40 {
		t.Errorf("%d samples of the classes %q", s.Len(), s.Classes())
	}
	checkSame(t, s, &fixture{n: 40})
	if problems, err := Verify(t.Context(), bucket+parameters); err != nil || len(problems) > 0 {
		t.Errorf("problems are %v, %v", problems, err)
	}
}

// A server drops every connection after some bytes, as long as failures are left.
type flaky struct {
	files    http.Handler
	failures atomic.Int32
}

func (f *flaky) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Range") == "bytes=0-0" || f.failures.Add(-1) < 0 {
		f.files.ServeHTTP(w, r)
		return
	}
	f.files.ServeHTTP(&dropping{w, 2000}, r)
}

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

func TestWebServerThatDropsConnections(t *testing.T) {
	folder := t.TempDir()
	mustWrite(t, folder, &fixture{n: 40}, WriteSettings{Samples: 15})
	server := &flaky{files: http.FileServer(http.Dir(folder))}
	web := httptest.NewServer(server)
	defer web.Close()
	s := open(t, impatient, web.URL+"/shard-{000000..000002}.tar")
	server.failures.Store(4)
	checkSame(t, s, &fixture{n: 40})

	server.failures.Store(1 << 20)
	if got := outcome(s); len(got) != 40 || !strings.Contains(got[39], "giving up after 5 attempts") || !strings.Contains(got[39], "byte ") {
		t.Errorf("%d samples, the last is %q, want an error", len(got), got[len(got)-1])
	}
}

// Without an index the whole of a web server's shards is read once, and an unreliable server does not make them shorter.
func TestWebServerWithoutIndex(t *testing.T) {
	server := &flaky{files: http.FileServer(http.Dir(folderOf(t, true, 10, 5)))}
	web := httptest.NewServer(server)
	defer web.Close()
	server.failures.Store(3)
	checkInOrder(t, open(t, impatient, web.URL+"/shard-000.tar", web.URL+"/shard-001.tar.gz"), 15)
	server.failures.Store(1 << 20)
	if _, err := Open(t.Context(), []string{web.URL + "/shard-000.tar"}, impatient); err == nil || !strings.Contains(err.Error(), "giving up") {
		t.Errorf("error is %v, want one that gives up", err)
	}
}

// A visit that is cancelled ends, though the server says nothing more. TestMain sees what goes on in the background.
func TestCancelledVisit(t *testing.T) {
	folder := folderOf(t, false, 200, 200)
	silent := make(chan struct{})
	var quiet atomic.Bool
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if quiet.Load() && strings.HasSuffix(r.URL.Path, "001.tar") {
			<-silent
		}
		file := filesIn(t, folder)[strings.TrimPrefix(r.URL.Path, "/")]
		if file == "" {
			http.NotFound(w, r)
			return
		}
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader([]byte(file)))
	}))
	defer web.Close()
	defer close(silent)
	s := open(t, impatient, web.URL+"/shard-{000..001}.tar")
	quiet.Store(true) // the second shard was counted, and now does not come any more
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	seen := 0
	for range s.Visit(ctx, dataset.Order{}) {
		if seen++; seen == 20 {
			time.AfterFunc(10*time.Millisecond, cancel)
		}
	}
	if seen < 20 || seen > 200 {
		t.Errorf("%d samples came, want no more than the first shard has", seen)
	}
}
