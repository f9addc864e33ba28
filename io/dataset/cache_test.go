package dataset_test

import (
	"math/rand/v2"
	"os"
	"sync/atomic"
	"testing"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/dataset/datasettest"
)

// enlarge is a transform that makes images of 1000 bytes, counts its calls, and leaves some samples encoded.
func enlarge(calls *atomic.Int32) dataset.Transform {
	return func(sample *dataset.Sample, random *rand.Rand) error {
		calls.Add(1)
		value := sample.Image.Pixels[0]
		if value%7 == 6 {
			sample.Encoded = append(sample.Encoded[:0], make([]byte, 1000)...)
			sample.Encoded[999] = value
			return nil
		}
		sample.Image.Resize(1, 10, 100)
		for i := range sample.Image.Pixels {
			sample.Image.Pixels[i] = value
		}
		return nil
	}
}

func TestCache(t *testing.T) {
	for name, c := range map[string]struct {
		settings     dataset.CacheSettings
		memory, disk int64 // bytes kept, of 40000
	}{
		"memory by default":   {dataset.CacheSettings{}, 40000, 0},
		"some memory":         {dataset.CacheSettings{Memory: 10999}, 10000, 0},
		"disk":                {dataset.CacheSettings{Memory: -1, Folder: t.TempDir()}, 0, 40000},
		"some memory, disk":   {dataset.CacheSettings{Memory: 7000, Folder: t.TempDir(), Disk: 20500}, 7000, 20000},
		"neither memory, nor": {dataset.CacheSettings{Memory: -1}, 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			var calls atomic.Int32
			c.settings.Transform = enlarge(&calls)
			cache, err := dataset.NewCache(counting{n: 40}, c.settings)
			if err != nil {
				t.Fatal(err)
			}
			for range 2 {
				for i := range 40 {
					var sample dataset.Sample
					if err := cache.Read(i, &sample); err != nil {
						t.Fatal(err)
					}
					if got := last(&sample); int(got) != i || sample.Label != i%3 || (len(sample.Encoded) > 0) != (i%7 == 6) {
						t.Fatalf("sample %d shows %d, has label %d and %d encoded bytes", i, got, sample.Label, len(sample.Encoded))
					}
				}
			}
			samples, memory, disk := cache.Kept()
			if memory != c.memory || disk != c.disk || int64(samples) != (memory+disk)/1000 {
				t.Errorf("%d samples, %d bytes in memory and %d on disk are kept, want %d and %d", samples, memory, disk, c.memory, c.disk)
			}
			if want := 40 + 40 - samples; int(calls.Load()) != want {
				t.Errorf("%d samples were made, want %d", calls.Load(), want)
			}
			datasettest.Run(t, cache)
			if err := cache.Close(); err != nil {
				t.Error(err)
			}
			if folder := c.settings.Folder; folder != "" {
				if files, err := os.ReadDir(folder); err != nil || len(files) > 0 {
					t.Errorf("%d files are left behind (%v)", len(files), err)
				}
			}
		})
	}
}

// last returns what a sample of enlarge shows in the end.
func last(sample *dataset.Sample) uint8 {
	if n := len(sample.Encoded); n > 0 {
		return sample.Encoded[n-1]
	}
	return sample.Image.Pixels[len(sample.Image.Pixels)-1]
}

func TestCacheErrors(t *testing.T) {
	if _, err := dataset.NewCache(counting{n: 1}, dataset.CacheSettings{Folder: "/no/such/folder"}); err == nil {
		t.Error("a folder that does not exist gives no error")
	}
	fails := func(*dataset.Sample, *rand.Rand) error { return errors.New("no image") }
	cache, err := dataset.NewCache(counting{n: 2, broken: map[int]bool{1: true}}, dataset.CacheSettings{Transform: fails})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"sample 0: no image", "sample 1 is broken"} {
		if err := cache.Read(i, new(dataset.Sample)); err == nil || err.Error() != want {
			t.Errorf("reading sample %d gives %v, want %q", i, err, want)
		}
	}
	if samples, _, _ := cache.Kept(); samples != 0 {
		t.Errorf("%d samples that could not be read are kept", samples)
	}
}

// A file that cannot be written any more ends the keeping, not the reading; Close tells why.
func TestCacheOnFullDisk(t *testing.T) {
	const full = "/dev/full"
	if _, err := os.Stat(full); err != nil {
		t.Skip("there is no", full, "here")
	}
	folder := t.TempDir()
	var calls atomic.Int32
	cache, err := dataset.NewCache(counting{n: 4}, dataset.CacheSettings{Memory: 1000, Folder: folder, Transform: enlarge(&calls)})
	if err != nil {
		t.Fatal(err)
	}
	if err := dataset.FillDisk(cache, full); err != nil {
		t.Fatal(err)
	}
	for i := range 4 {
		if err := cache.Read(i, new(dataset.Sample)); err != nil {
			t.Errorf("sample %d: %v", i, err)
		}
	}
	if samples, _, _ := cache.Kept(); samples != 1 {
		t.Errorf("%d samples are kept, want the one in memory", samples)
	}
	if err := cache.Close(); err == nil {
		t.Error("Close does not tell that the disk was full")
	}
}
