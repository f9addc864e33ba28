package folder

import (
	"fmt"
	"io"
	"io/fs"
	"runtime"
	"strconv"
	"testing"
	"time"

	"github.com/reefml/reef/io/dataset"
)

// synthetic is a file system of a number of classes, with a number of files each, none of which takes memory. It lists them backwards.
type synthetic struct{ classes, files int }

func (s synthetic) Open(name string) (fs.File, error) {
	if name == "." {
		return &syntheticFile{n: s.classes, name: func(i int) string { return fmt.Sprintf("n%08d", i) }, mode: fs.ModeDir}, nil
	}
	if len(name) == 9 {
		return &syntheticFile{n: s.files, name: func(i int) string { return name + "_" + strconv.Itoa(i) + ".JPEG" }}, nil
	}
	return &syntheticFile{content: name}, nil
}

type syntheticFile struct {
	n       int // entries that are still to be listed
	name    func(int) string
	mode    fs.FileMode
	content string
}

func (f *syntheticFile) Close() error               { return nil }
func (f *syntheticFile) Stat() (fs.FileInfo, error) { return entry{size: len(f.content)}, nil }

func (f *syntheticFile) Read(p []byte) (int, error) {
	n := copy(p, f.content)
	if f.content = f.content[n:]; n == 0 {
		return 0, io.EOF
	}
	return n, nil
}

func (f *syntheticFile) ReadDir(n int) ([]fs.DirEntry, error) {
	if f.n == 0 {
		return nil, io.EOF
	}
	entries := make([]fs.DirEntry, min(n, f.n))
	for i := range entries {
		f.n--
		entries[i] = entry{name: f.name(f.n), mode: f.mode}
	}
	return entries, nil
}

type entry struct {
	name string
	size int
	mode fs.FileMode
}

func (e entry) Name() string               { return e.name }
func (e entry) Size() int64                { return int64(e.size) }
func (e entry) Mode() fs.FileMode          { return e.mode }
func (e entry) Type() fs.FileMode          { return e.mode.Type() }
func (e entry) IsDir() bool                { return e.mode.IsDir() }
func (e entry) Sys() any                   { return nil }
func (e entry) ModTime() time.Time         { return time.Time{} }
func (e entry) Info() (fs.FileInfo, error) { return e, nil }

func heap() uint64 {
	runtime.GC()
	var statistics runtime.MemStats
	runtime.ReadMemStats(&statistics)
	return statistics.HeapAlloc
}

// TestMemory opens a set of ImageNet's size. A name within its class takes about 19 bytes here, and 8 more are promised; 1 more is left
// for the classes and the test itself.
func TestMemory(t *testing.T) {
	const classes, files = 1000, 1000
	before := heap()
	set := mustOpen(t, synthetic{classes, files}, Settings{})
	used := heap() - before
	if set.Len() != classes*files {
		t.Fatalf("the set has %d images, want %d", set.Len(), classes*files)
	}
	var sample dataset.Sample
	const i = 123_456
	if err := set.Read(i, &sample); err != nil || sample.Label != 123 || string(sample.Encoded) != set.Name(i) {
		t.Errorf("sample %d is %+v, %v", i, sample, err)
	}
	if per := float64(used) / classes / files; per > 28 {
		t.Errorf("the set takes %.1f bytes an image, want at most 28", per)
	}
	runtime.KeepAlive(set)
}

func TestReadAllocatesLittle(t *testing.T) {
	set := mustOpen(t, virtual("a/1.jpg"), Settings{})
	sample := dataset.Sample{Encoded: make([]byte, 0, 64)}
	memory := &sample.Encoded[:1][0]
	if err := set.Read(0, &sample); err != nil {
		t.Fatal(err)
	}
	if &sample.Encoded[0] != memory {
		t.Error("the memory of the sample was not used again")
	}
}
