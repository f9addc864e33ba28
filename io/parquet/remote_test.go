package parquet

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
	"github.com/parquet-go/parquet-go"
	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/dataset/datasettest"
	"github.com/reefml/reef/io/storage"
)

// impatient are the settings of tests: they do not wait between attempts, and read little ahead, so that there is much to go wrong.
var impatient = Settings{Buffer: 10, ReadAhead: 3000, Retry: storage.Retry{
	Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
}}

func TestBucket(t *testing.T) {
	backend := s3mem.New()
	if err := backend.CreateBucket("images"); err != nil {
		t.Fatal(err)
	}
	for i, key := range []string{"train/0.parquet", "train/1.parquet"} {
		file := encode(t, rowsOf(20*i, 20*i+20), names(named), parquet.MaxRowsPerRowGroup(8))
		if _, err := backend.PutObject("images", key, map[string]string{}, bytes.NewReader(file), int64(len(file)), nil); err != nil {
			t.Fatal(err)
		}
	}
	server := httptest.NewServer(gofakes3.New(backend, gofakes3.WithLogger(gofakes3.DiscardLog())).Server())
	defer server.Close()
	t.Setenv("AWS_ACCESS_KEY_ID", "key")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "secret")
	t.Setenv("AWS_CONFIG_FILE", filepath.Join(t.TempDir(), "none"))
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", filepath.Join(t.TempDir(), "none"))
	r := open(t, impatient, "s3://images/train/?region=us-east-1&use_path_style=true&endpoint="+server.URL)
	checkInOrder(t, r, 40)
	datasettest.RunSource(t, r)
}

// Connections that are lost make no difference as long as trying again helps.
func TestWebServerThatDropsConnections(t *testing.T) {
	file := encode(t, rowsOf(0, 60), names(named), parquet.MaxRowsPerRowGroup(20))
	var failures atomic.Int32
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Range") != "bytes=0-0" && failures.Add(-1) >= 0 {
			w = &dropping{w, 2000}
		}
		http.ServeContent(w, r, "", time.Unix(1e9, 0), bytes.NewReader(file))
	}))
	defer web.Close()
	failures.Store(2)
	r := open(t, impatient, web.URL+"/a.parquet")
	failures.Store(4)
	checkInOrder(t, r, 60)
	failures.Store(1 << 20)
	place := 0
	for record := range r.Visit(t.Context(), dataset.Order{}) {
		err := record.Read(new(dataset.Sample))
		if place++; place%20 == 0 && (err == nil || !strings.Contains(err.Error(), "giving up after 5 attempts")) {
			t.Errorf("row %d: error is %v, want one that gives up", record.Index, err)
		}
	}
	if place != 60 {
		t.Errorf("%d rows came, want 60", place)
	}
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
