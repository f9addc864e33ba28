package shards

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/dataset/datasettest"
)

// A fixture is a set in memory, some samples of which may be bad.
type fixture struct {
	n       int
	bad     map[int]error
	raw     bool      // images instead of files
	reading func(int) // is called before a sample is read
}

func (f *fixture) Len() int          { return f.n }
func (f *fixture) Classes() []string { return []string{"cat", "dog", "eel"} }
func (f *fixture) Label(i int) int   { return i % 3 }

func (f *fixture) Visit(ctx context.Context, order dataset.Order) iter.Seq[dataset.Record] {
	return dataset.VisitSet(ctx, f, order)
}

func (f *fixture) Read(i int, sample *dataset.Sample) error {
	if f.reading != nil {
		f.reading(i)
	}
	sample.Name, sample.Label = fmt.Sprintf("folder/picture %d.orig.jpg", i), i%3
	if f.raw {
		sample.Encoded = sample.Encoded[:0]
		sample.Image.Resize(1+2*(i%2), 2, 3)
		for j := range sample.Image.Pixels {
			sample.Image.Pixels[j] = uint8(i + 40*j)
		}
	} else {
		sample.Encoded = append(sample.Encoded[:0], imageOf(i)...)
	}
	return f.bad[i]
}

// filesIn returns the content of all files in a folder.
func filesIn(t *testing.T, folder string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, entry := range entries {
		content, err := os.ReadFile(filepath.Join(folder, entry.Name()))
		if err != nil {
			t.Fatal(err)
		}
		files[entry.Name()] = string(content)
	}
	return files
}

func mustWrite(t testing.TB, folder string, source dataset.Source, settings WriteSettings) *Index {
	t.Helper()
	index, err := Write(context.Background(), folder, source, settings)
	if err != nil {
		t.Fatal(err)
	}
	return index
}

func TestWriteAndRead(t *testing.T) {
	for _, c := range []struct {
		name     string
		settings WriteSettings
		shards   []int // samples in each
	}{
		{"by samples", WriteSettings{Samples: 30}, []int{30, 30, 30, 10}},
		{"all at once", WriteSettings{Samples: 25, AtOnce: 3}, []int{25, 25, 25, 25}},
		{"default", WriteSettings{}, []int{100}},
		{"by bytes", WriteSettings{Bytes: 1 << 16}, []int{25, 26, 25, 24}},
		{"few bytes", WriteSettings{Bytes: 8000, Samples: 200}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			folder := t.TempDir()
			index := mustWrite(t, folder, &fixture{n: 100}, c.settings)
			var sizes []int
			for _, entry := range index.Shards {
				sizes = append(sizes, entry.Samples)
				if limit := c.settings.Bytes; limit > 0 && entry.Bytes > limit {
					t.Errorf("%s has %d bytes, want at most %d", entry.File, entry.Bytes, limit)
				}
			}
			if c.shards != nil && !slices.Equal(sizes, c.shards) {
				t.Errorf("shards have %v samples, want %v", sizes, c.shards)
			}
			if got := slices.Sorted(maps.Keys(filesIn(t, folder))); len(got) != len(sizes)+1 {
				t.Errorf("the folder has %q, want the shards and an index", got)
			}
			s := open(t, Settings{Buffer: 20}, folder)
			if !slices.Equal(s.Classes(), (&fixture{}).Classes()) || s.Len() != 100 {
				t.Errorf("%d samples of classes %q", s.Len(), s.Classes())
			}
			datasettest.RunSource(t, s)
			checkSame(t, s, &fixture{n: 100})
		})
	}
}

// checkSame fails unless a set has the samples of another in the same order, but for their names.
func checkSame(t *testing.T, got, want dataset.Source) {
	t.Helper()
	next, stop := iter.Pull(got.Visit(context.Background(), dataset.Order{}))
	defer stop()
	for record := range want.Visit(context.Background(), dataset.Order{}) {
		var a, b dataset.Sample
		other, ok := next()
		if !ok {
			t.Fatalf("the samples end before sample %d", record.Index)
		}
		if err := firstError(record.Read(&a), other.Read(&b)); err != nil {
			t.Fatal(err)
		}
		if a.Label != b.Label || !bytes.Equal(a.Encoded, b.Encoded) {
			t.Fatalf("sample %d: label %d, %.20q, want label %d, %.20q", record.Index, b.Label, b.Encoded, a.Label, a.Encoded)
		}
	}
	if _, more := next(); more {
		t.Error("there are more samples than were written")
	}
}

func TestWriteShuffled(t *testing.T) {
	folder := t.TempDir()
	mustWrite(t, folder, &fixture{n: 50}, WriteSettings{Samples: 20, Shuffle: true, Seed: 4})
	s := open(t, Settings{}, folder)
	var want []string
	for i := range (dataset.Order{Shuffle: true, Seed: 4}).Indices(50) {
		want = append(want, imageOf(i))
	}
	var got []string
	for record := range s.Visit(context.Background(), dataset.Order{}) {
		var sample dataset.Sample
		if err := record.Read(&sample); err != nil {
			t.Fatal(err)
		}
		got = append(got, string(sample.Encoded))
	}
	if !slices.Equal(got, want) {
		t.Error("the samples are not in the order of the seed")
	}
}

// A run that is interrupted anywhere leaves whole shards only, and the next one makes what one run would have made.
func TestWriteGoesOn(t *testing.T) {
	for _, settings := range []WriteSettings{{Samples: 16}, {Bytes: 40_000}, {Samples: 16, Shuffle: true, AtOnce: 2}} {
		whole := t.TempDir()
		mustWrite(t, whole, &fixture{n: 100}, settings)
		want := filesIn(t, whole)
		for _, stop := range []int{0, 15, 16, 40, 98} {
			folder := t.TempDir()
			ctx, cancel := context.WithCancel(context.Background())
			_, err := Write(ctx, folder, &fixture{n: 100, reading: func(i int) {
				if i == stop {
					cancel()
				}
			}}, settings)
			if !errors.Is(err, context.Canceled) {
				t.Fatalf("cancelled at sample %d: error is %v", stop, err)
			}
			kept := 0
			for name, file := range filesIn(t, folder) {
				if strings.HasPrefix(name, ".") && strings.HasSuffix(name, progressSuffix) {
					kept++
				} else if file != want[name] {
					t.Fatalf("cancelled at sample %d: %s is not what it will be", stop, name)
				}
			}
			read := 0
			mustWrite(t, folder, &fixture{n: 100, reading: func(int) { read++ }}, WriteSettings{
				Samples: settings.Samples, Bytes: settings.Bytes, Shuffle: settings.Shuffle, // one at once: read is not shared
			})
			if got := filesIn(t, folder); !maps.Equal(got, want) {
				t.Errorf("cancelled at sample %d and continued: the files are not those of one run", stop)
			}
			if settings.Bytes == 0 && read > 100-kept*4 {
				t.Errorf("cancelled at sample %d: %d samples are read again, though %d shards were complete", stop, read, kept)
			}
		}
	}
}

// What is left of a set with other settings, or was damaged, is written anew.
func TestWriteKeepsOnlyWhatAgrees(t *testing.T) {
	folder, fresh := t.TempDir(), t.TempDir()
	settings := WriteSettings{Samples: 10, Fingerprint: "b"}
	mustWrite(t, fresh, &fixture{n: 30}, settings)
	interrupted := &fixture{n: 30, bad: map[int]error{25: errors.New("interrupted")}}
	if _, err := Write(context.Background(), folder, interrupted, WriteSettings{Samples: 10, Fingerprint: "a"}); err == nil {
		t.Fatal("no error")
	}
	var read []int
	note := func(i int) { read = append(read, i) }
	mustWrite(t, folder, &fixture{n: 30, reading: note}, settings)
	if len(read) != 30 || !maps.Equal(filesIn(t, folder), filesIn(t, fresh)) {
		t.Errorf("after a run with another fingerprint %d samples are read, want 30", len(read))
	}
	read = nil
	mustWrite(t, folder, &fixture{n: 30, reading: note}, settings)
	if len(read) != 0 {
		t.Errorf("a complete set is written again, from sample %d", read[0])
	}
	write(t, filepath.Join(folder, "shard-000001.tar"), []byte("damaged"))
	mustWrite(t, folder, &fixture{n: 30}, settings)
	if !maps.Equal(filesIn(t, folder), filesIn(t, fresh)) {
		t.Error("a damaged shard is not mended")
	}
}

func TestWriteLeavesBadSamplesOut(t *testing.T) {
	folder := t.TempDir()
	bad := map[int]error{3: errors.New("third"), 11: errors.New("eleventh")}
	var seen []string
	index := mustWrite(t, folder, &fixture{n: 20, bad: bad}, WriteSettings{Samples: 10, OnError: func(err error) error {
		seen = append(seen, err.Error())
		return nil
	}})
	if index.Samples() != 18 || index.Shards[0].Samples != 9 || !slices.Equal(seen, []string{"third", "eleventh"}) {
		t.Errorf("%d samples are written, errors %q", index.Samples(), seen)
	}
	if _, err := Write(context.Background(), t.TempDir(), &fixture{n: 20, bad: bad}, WriteSettings{}); !errors.Is(err, bad[3]) {
		t.Errorf("error is %v, want %v", err, bad[3])
	}
}

func TestWriteImages(t *testing.T) {
	folder := t.TempDir()
	mustWrite(t, folder, &fixture{n: 4, raw: true}, WriteSettings{})
	archive := filesIn(t, folder)["shard-000000.tar"]
	for _, name := range []string{"000000000_picture_0.png", "000000003_picture_3.png", "000000003_picture_3.cls"} {
		if !strings.Contains(archive, name) {
			t.Errorf("there is no member %s", name)
		}
	}
}

func TestWriteErrors(t *testing.T) {
	for _, c := range []struct {
		source   dataset.Source
		settings WriteSettings
		want     string
	}{
		{&fixture{}, WriteSettings{}, "no samples"},
		{&fixture{n: 1}, WriteSettings{Samples: -1}, "want 0 for the default"},
		{&fixture{n: 1}, WriteSettings{Name: "../x"}, "the beginning of a file's name"},
	} {
		if _, err := Write(context.Background(), t.TempDir(), c.source, c.settings); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: error is %v, want one that says %q", c.settings, err, c.want)
		}
	}
	for _, c := range []struct {
		sample dataset.Sample
		want   string
	}{
		{dataset.Sample{Name: "n", Label: 3, Encoded: []byte("\xff\xd8\xff")}, "n: the label is 3, want 0 to 2"},
		{dataset.Sample{Name: "n", Encoded: []byte("text")}, `n: the image begins with "text", want a JPEG`},
		{dataset.Sample{Name: "n"}, "n: the image has the shape (0, 0, 0)"},
	} {
		folder := t.TempDir()
		_, err := WriteShard(filepath.Join(folder, "s.tar"), 0, 3, func(yield func(*dataset.Sample, error) bool) { yield(&c.sample, nil) })
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error is %v, want one that says %q", err, c.want)
		}
		if files := filesIn(t, folder); len(files) != 0 {
			t.Errorf("%d files are left of a shard that failed", len(files))
		}
	}
}
