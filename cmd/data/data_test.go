package main

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/reefml/reef/io/inspect"
)

// described writes the names and sizes of splits in a line.
func described(parts []part) string {
	var words []string
	for _, p := range parts {
		words = append(words, p.Name, strings.Repeat("*", p.Source.Len()))
	}
	return strings.Join(words, " ")
}

func TestOpenFolders(t *testing.T) {
	for _, c := range []struct {
		files []string
		want  string // splits, a star for each sample; or an error
	}{
		{[]string{"a/1.jpg", "b/2.jpg"}, "train **"},
		{[]string{"train/a/1.jpg", "train/b/2.jpg", "val/a/3.jpg", "test/b/4.jpg", "test/a/5.jpg"}, "train ** val * test **"},
		{[]string{"Training/a/1.jpg", "VALID/a/3.jpg"}, "train * val *"},
		{[]string{"train/a/1.jpg", "other/a/1.jpg"}, "train *"},
		{[]string{"train/a/1.jpg", "val/a/1.jpg", "valid/a/1.jpg"}, "two val splits"},
		{[]string{"train/a/1.jpg", "val/b/1.jpg"}, `"b"`},
	} {
		folder := t.TempDir()
		for _, name := range c.files {
			write(t, []byte("x"), folder, filepath.FromSlash(name))
		}
		for _, name := range []string{folder, "folder:" + folder} {
			parts, _, err := open(context.Background(), name)
			if err != nil {
				if !strings.Contains(err.Error(), c.want) {
					t.Errorf("%v: error is %v, want %s", c.files, err, c.want)
				}
			} else if got := described(parts); got != c.want {
				t.Errorf("%v: splits are %s, want %s", c.files, got, c.want)
			}
		}
	}
}

func TestPathsLeadToFiles(t *testing.T) {
	folder := cleanFolder(t)
	list := filepath.Join(t.TempDir(), "keep.csv")
	printed(t, "clean", folder, "-out", list)
	for _, name := range []string{folder, "csv:" + list} {
		parts, _, err := open(context.Background(), name)
		if err != nil {
			t.Fatal(err)
		}
		if got := described(parts); got != "train ************ val ****" {
			t.Errorf("%s: splits are %s, want 12 of train and 4 of val", name, got)
		}
		for _, p := range parts {
			report, err := inspect.Inspect(context.Background(), []inspect.Split{p.Split}, inspect.Settings{Examples: 2})
			if err != nil {
				t.Fatal(err)
			}
			for _, place := range report.Examples {
				if there, err := exists(p.path(place.Name)); !there || err != nil {
					t.Errorf("%s: there is no file %s (%v)", name, p.path(place.Name), err)
				}
			}
		}
	}
}

func TestTableOfValuesHasNoFiles(t *testing.T) {
	table := filepath.Join(t.TempDir(), "digits.csv")
	write(t, []byte("label,pixel0,pixel1,pixel2,pixel3\n0,1,2,3,4\n1,5,6,7,8\n"), table)
	fails(t, "no image files of its own", "clean", "csv:"+table, "-out", filepath.Join(t.TempDir(), "keep.csv"))
}

// Images of a stream and of a set are found by their index.
func TestReadImages(t *testing.T) {
	folder, packed := cleanFolder(t), t.TempDir()
	printed(t, "pack", folder, "-out", packed, "-per-shard", "5")
	for _, name := range []string{folder, packed} {
		err := withData(context.Background(), name, func(parts []part) error {
			places := []inspect.Place{{Split: "train", Index: 7}, {Split: "val", Index: 0}, {Split: "train", Index: 99}}
			found, err := readImages(context.Background(), parts, places)
			var keys []sampleKey
			for k, m := range found {
				if keys = append(keys, k); m.Width != 48 || m.Height != 40 || m.Channels != 3 {
					t.Errorf("%s: image %v is %d x %d, want 48 x 40", name, k, m.Width, m.Height)
				}
			}
			slices.SortFunc(keys, func(a, b sampleKey) int { return strings.Compare(a.split, b.split) })
			if !slices.Equal(keys, []sampleKey{{"train", 7}, {"val", 0}}) {
				t.Errorf("%s: found are %v, want sample 7 of train and sample 0 of val", name, keys)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
}
