package mnist

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/dataset/datasettest"
)

// The files are those that the authors published, and their licence page says which these are.
func TestEmbeddedFilesAreThePublishedOnes(t *testing.T) {
	page, err := os.ReadFile("data/LICENSE.md")
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		trainImages: "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
		trainLabels: "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
		testImages:  "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
		testLabels:  "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
	} {
		content, err := data.ReadFile("data/" + name + ".gz")
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(content)
		if got := hex.EncodeToString(sum[:]); got != want {
			t.Errorf("SHA-256 of %s is %s, want %s", name, got, want)
		}
		if row := "| `" + name + ".gz` | `" + want + "` |"; !strings.Contains(string(page), row) {
			t.Errorf("data/LICENSE.md lacks the line %s", row)
		}
	}
}

func TestEmbedded(t *testing.T) {
	train, test, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name   string
		set    *Images
		size   int
		first  int     // label of the first image
		counts [10]int // images in each class, counted in the files
	}{
		{"train", train, 60000, 5, [10]int{5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949}},
		{"test", test, 10000, 7, [10]int{980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009}},
	} {
		if m := c.set.stack; c.set.Len() != c.size || m.Height != 28 || m.Width != 28 {
			t.Errorf("%s: %d images of %d × %d, want %d of 28 × 28", c.name, c.set.Len(), m.Height, m.Width, c.size)
		}
		var counts [10]int
		for _, label := range c.set.labels {
			counts[label]++
		}
		if counts != c.counts || int(c.set.labels[0]) != c.first {
			t.Errorf("%s: first label %d, images in each class %v, want %d and %v", c.name, c.set.labels[0], counts, c.first, c.counts)
		}
	}
	first, err := dataset.First(test, 500)
	if err != nil {
		t.Fatal(err)
	}
	datasettest.Run(t, first)
}

// folder writes files, named by keys, to a new directory.
func folder(t *testing.T, files map[string][]byte) string {
	t.Helper()
	path := t.TempDir()
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(path, name), content, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return path
}

// mixed returns the files of a small set, spelled in all ways.
func mixed(t *testing.T) map[string][]byte {
	t.Helper()
	return map[string][]byte{
		"train-images.idx3-ubyte":    smallImages,
		"train-labels-idx1-ubyte":    smallLabels,
		"t10k-images-idx3-ubyte.gz":  compress(t, smallImages),
		"t10k-labels.idx1-ubyte.gz":  compress(t, smallLabels),
		"a-file-that-is-not-read.md": nil,
	}
}

func TestOpen(t *testing.T) {
	train, test, err := Open(folder(t, mixed(t)), FashionClasses())
	if err != nil {
		t.Fatal(err)
	}
	for _, set := range []*Images{train, test} {
		datasettest.Run(t, set)
		if name := set.Classes()[set.Label(0)]; set.Len() != 2 || name != "Sneaker" {
			t.Errorf("%d images, the first a %s, want 2, a Sneaker", set.Len(), name)
		}
	}
}

// Without names, classes are numbers, and the training set says how many there are.
func TestOpenWithoutNames(t *testing.T) {
	files := mixed(t)
	files["train-labels-idx1-ubyte"] = idx([]uint32{labelsMagic, 2}, 0, 11)
	train, test, err := Open(folder(t, files), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, set := range []*Images{train, test} {
		if classes := set.Classes(); len(classes) != 12 || classes[0] != "0" || classes[11] != "11" {
			t.Errorf("the classes are %v, want 0 to 11", classes)
		}
	}
	files["train-labels-idx1-ubyte"] = idx([]uint32{labelsMagic, 2}, 0, 1)
	if _, _, err := Open(folder(t, files), nil); err == nil {
		t.Error("a test label above those of the training set is accepted")
	}
}

func TestOpenErrors(t *testing.T) {
	for _, c := range []struct {
		name string
		file string // replaced
		with []byte // nil: removed
		want []string
	}{
		{"file missing", "train-labels-idx1-ubyte", nil,
			[]string{"there is no train-labels-idx1-ubyte in", "train-labels.idx1-ubyte.gz"}},
		{"file damaged", "t10k-images-idx3-ubyte.gz", []byte("<html>"),
			[]string{"t10k-images-idx3-ubyte.gz, byte 0: the magic number is 0x3c68746d"}},
		{"counts differ", "t10k-labels.idx1-ubyte.gz", idx([]uint32{labelsMagic, 1}, 3),
			[]string{"t10k-images-idx3-ubyte.gz and ", "t10k-labels.idx1-ubyte.gz: there are 2 images but 1 labels"}},
		{"label without a class", "train-labels-idx1-ubyte", idx([]uint32{labelsMagic, 2}, 9, 10),
			[]string{"train-labels-idx1-ubyte: label 1 (byte 9 of the labels) is 10, want 0 to 9"}},
	} {
		files := mixed(t)
		delete(files, c.file)
		if c.with != nil {
			files[c.file] = c.with
		}
		path := folder(t, files)
		_, _, err := Open(path, Digits())
		for _, want := range append(c.want, path) {
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%s: error is %v, want one that contains %q", c.name, err, want)
			}
		}
	}
}
