package shards

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/dataset/datasettest"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// A content is a member of an archive.
type content struct{ name, text string }

// archiveOf returns a tar file.
func archiveOf(t testing.TB, members ...content) []byte {
	t.Helper()
	var file bytes.Buffer
	w := tar.NewWriter(&file)
	for _, m := range members {
		header := &tar.Header{Typeflag: tar.TypeReg, Name: m.name, Size: int64(len(m.text)), Mode: 0o644}
		if strings.HasSuffix(m.name, "/") {
			header.Typeflag = tar.TypeDir
		}
		if err := w.WriteHeader(header); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(m.text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

// samplesOf returns the members of samples from begin to end. Their labels are below 3, and their images differ in size.
func samplesOf(begin, end int) []content {
	var members []content
	for i := begin; i < end; i++ {
		key := fmt.Sprintf("train/%06d", i)
		members = append(members, content{key + ".jpg", imageOf(i)}, content{key + ".cls", fmt.Sprint(i%3, "\n")})
	}
	return members
}

func imageOf(i int) string {
	return fmt.Sprintf("\xff\xd8\xff%d", i) + strings.Repeat("pixel", i*37%301)
}

// folderOf writes shards of those sizes, compressed by turns with nothing, gzip and zstd if mixed is true.
func folderOf(t testing.TB, mixed bool, sizes ...int) string {
	t.Helper()
	folder := t.TempDir()
	begin := 0
	for shard, size := range sizes {
		file := archiveOf(t, samplesOf(begin, begin+size)...)
		begin += size
		name := fmt.Sprintf("shard-%03d.tar", shard)
		if mixed {
			switch shard % 3 {
			case 1:
				file, name = gzipped(t, file), name+".gz"
			case 2:
				file, name = zstandard(t, file), name+".zst"
			}
		}
		write(t, filepath.Join(folder, name), file)
	}
	return folder
}

func write(t testing.TB, path string, file []byte) {
	t.Helper()
	if err := os.WriteFile(path, file, 0o666); err != nil {
		t.Fatal(err)
	}
}

func gzipped(t testing.TB, file []byte) []byte {
	t.Helper()
	var zipped bytes.Buffer
	w := gzip.NewWriter(&zipped)
	if _, err := w.Write(file); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return zipped.Bytes()
}

func zstandard(t testing.TB, file []byte) []byte {
	t.Helper()
	encoder, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	if err != nil {
		t.Fatal(err)
	}
	defer encoder.Close()
	return encoder.EncodeAll(file, nil)
}

func open(t testing.TB, settings Settings, addresses ...string) *Shards {
	t.Helper()
	s, err := Open(context.Background(), addresses, settings)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// checkInOrder fails unless a set is the first n samples of samplesOf.
func checkInOrder(t *testing.T, s *Shards, n int) {
	t.Helper()
	if s.Len() != n {
		t.Fatalf("the set has %d samples, want %d", s.Len(), n)
	}
	place := 0
	var sample dataset.Sample
	for record := range s.Visit(context.Background(), dataset.Order{}) {
		if err := record.Read(&sample); err != nil {
			t.Fatal(err)
		}
		if record.Index != place || sample.Label != place%3 || string(sample.Encoded) != imageOf(place) {
			t.Fatalf("sample %d has index %d, label %d, image %.20q", place, record.Index, sample.Label, sample.Encoded)
		}
		if want := fmt.Sprintf(":train/%06d", place); !strings.HasSuffix(sample.Name, want) {
			t.Fatalf("sample %d is named %q, want ...%s", place, sample.Name, want)
		}
		place++
	}
	if place != n {
		t.Fatalf("%d samples came, want %d", place, n)
	}
}

func TestShapes(t *testing.T) {
	for _, c := range []struct {
		name   string
		buffer int
		sizes  []int
	}{
		{"one shard", 7, []int{40}},
		{"one sample", 7, []int{1}},
		{"buffer of one", 1, []int{3, 4, 5, 6, 7, 4, 5, 6}}, // 8! orders
		{"buffer larger than the set", 1000, []int{10, 20, 30}},
		{"many small shards", 10, []int{3, 1, 2, 4, 1, 5, 2, 3, 1, 1, 4, 2}},
		{"empty shards", 4, []int{0, 10, 0, 0, 15, 0}},
		{"only empty shards", 4, []int{0, 0}},
	} {
		for _, mixed := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, compressed %v", c.name, mixed), func(t *testing.T) {
				s := open(t, Settings{Buffer: c.buffer}, folderOf(t, mixed, c.sizes...))
				total := 0
				for _, size := range c.sizes {
					total += size
				}
				checkInOrder(t, s, total)
				if total > 0 {
					datasettest.RunSource(t, s)
				}
			})
		}
	}
}
