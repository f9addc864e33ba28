package main

import (
	"bytes"
	"context"
	"encoding/json"
	"image/jpeg"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/reefml/reef/io/dataset/datasettest"
)

func TestLoading(t *testing.T) {
	small := t.TempDir()
	for i, name := range []string{"a/1.jpg", "b/2.JPEG", "b/3.jpg"} {
		var encoded bytes.Buffer
		if err := jpeg.Encode(&encoded, landscape(rand.New(rand.NewPCG(1, uint64(i))), 40+i, 30), nil); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(small, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, encoded.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, more := range [][]string{nil, {"-photographs", small}} {
		var out bytes.Buffer
		arguments := append([]string{"-loading", "-count", "5", "-rounds", "1", "-json"}, more...)
		if err := run(context.Background(), arguments, &out, io.Discard); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSpace(out.String()), "\n")
		if len(lines) != len(loadings()) {
			t.Errorf("%v: received %d lines, expected one for each of %d ways to load", more, len(lines), len(loadings()))
		}
		for _, line := range lines {
			var r loadingResult
			if err := json.Unmarshal([]byte(line), &r); err != nil || !(r.Images > 0) || r.Threads < 1 || r.Ratio != 0 {
				t.Errorf("%v: received %s (%v), expected images a second", more, line, err)
			}
		}
	}
}

func TestWrongLoading(t *testing.T) {
	for flags, want := range map[string]string{
		"-photographs here":                 "without -loading",
		"-loading -profile":                 "expected one of them",
		"-scale -torch":                     "expected one of them",
		"-loading -count 3":                 "-count",
		"-loading -photographs /no/where":   "/no/where",
		"-loading -photographs testing":     "testing",
		"-scale-of shards:10":               "FILES:SAMPLES:FOLDER",
		"-scale-of shards:ten:/no/where":    "-scale-of",
		"-scale-of shards:10:/no/such/path": "/no/such/path",
	} {
		err := run(context.Background(), strings.Fields(flags), io.Discard, io.Discard)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: the error is %v, want one that contains %q", flags, err, want)
		}
	}
}

// The virtual folder is a file system, and an image folder, as real ones are.
func TestVirtualFolder(t *testing.T) {
	files := virtualFolder{3, []byte("an image")}
	if err := fstest.TestFS(files, "class-00/image-000000.jpg", "class-99/image-000002.jpg"); err != nil {
		t.Error(err)
	}
	set, err := openVirtual(3 * virtualClasses)
	if err != nil {
		t.Fatal(err)
	}
	if set.Len() != 3*virtualClasses || len(set.Classes()) != virtualClasses {
		t.Errorf("the folder has %d files in %d classes, want 300 in 100", set.Len(), len(set.Classes()))
	}
	datasettest.Run(t, set)
}
