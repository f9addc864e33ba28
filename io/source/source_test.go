package source_test

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/folder"
	"github.com/reefml/reef/io/shards"
	"github.com/reefml/reef/io/source"
)

// classes are those of the sets that tests write.
var classes = []string{"dark", "light"}

// picture returns a PNG file of 4 x 3 pixels of one grey.
func picture(t *testing.T, grey uint8) []byte {
	t.Helper()
	m := image.NewGray(image.Rect(0, 0, 4, 3))
	for i := range m.Pix {
		m.Set(i%4, i/4, color.Gray{grey})
	}
	var encoded bytes.Buffer
	if err := png.Encode(&encoded, m); err != nil {
		t.Fatal(err)
	}
	return encoded.Bytes()
}

// write writes a file, and the folders that it is in.
func write(t *testing.T, content []byte, path ...string) {
	t.Helper()
	name := filepath.Join(path...)
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, content, 0o644); err != nil {
		t.Fatal(err)
	}
}

// images writes n images of each class into a folder for it.
func images(t *testing.T, n int, path ...string) {
	t.Helper()
	for label, class := range classes {
		for i := range n {
			write(t, picture(t, uint8(200*label+i)), append(path, class, fmt.Sprintf("%d.png", i))...)
		}
	}
}

// packed writes a folder of images to shards.
func packed(t *testing.T, from, to string) {
	t.Helper()
	set, err := folder.Open(from, folder.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(to, 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := shards.Write(context.Background(), to, set, shards.WriteSettings{Samples: 3}); err != nil {
		t.Fatal(err)
	}
}

// row is a row of a Parquet file in Hugging Face's layout.
type row struct {
	Image struct {
		Bytes []byte `parquet:"bytes"`
		Path  string `parquet:"path"`
	} `parquet:"image"`
	Label int64 `parquet:"label"`
}

// table writes a folder of images to a Parquet file.
func table(t *testing.T, from string, to ...string) {
	t.Helper()
	set, err := folder.Open(from, folder.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	features := fmt.Sprintf(`{"info": {"features": {"label": {"names": ["%s"], "_type": "ClassLabel"}}}}`, strings.Join(set.Classes(), `", "`))
	var file bytes.Buffer
	w := parquet.NewGenericWriter[row](&file, parquet.KeyValueMetadata("huggingface", features))
	var sample dataset.Sample
	for i := range set.Len() {
		if err := set.Read(i, &sample); err != nil {
			t.Fatal(err)
		}
		r := row{Label: int64(sample.Label)}
		r.Image.Bytes, r.Image.Path = sample.Encoded, sample.Name
		if _, err := w.Write([]row{r}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	write(t, file.Bytes(), to...)
}

// names writes the same set in every form that needs files, with 4 images of each class to train with and 2 to validate with, and returns
// how each is named. The value is the number of validation images.
func names(t *testing.T) map[string]int {
	t.Helper()
	path := t.TempDir()
	images(t, 4, path, "split", "train")
	images(t, 2, path, "split", "val")
	images(t, 4, path, "whole")
	packed(t, filepath.Join(path, "split", "train"), filepath.Join(path, "packed", "train"))
	packed(t, filepath.Join(path, "split", "val"), filepath.Join(path, "packed", "val"))
	table(t, filepath.Join(path, "split", "train"), path, "parquet", "train-00000-of-00001.parquet")
	table(t, filepath.Join(path, "split", "val"), path, "parquet", "test-00000-of-00001.parquet")
	rows := "path,label,split\n"
	for part, n := range map[string]int{"train": 4, "val": 2} {
		for _, class := range classes {
			for i := range n {
				rows += fmt.Sprintf("split/%s/%s/%d.png,%s,%s\n", part, class, i, class, part)
			}
		}
	}
	write(t, []byte(rows), path, "table.csv")
	in := func(name string) string { return filepath.Join(path, name) }
	return map[string]int{
		"folder:" + in("split"):                                        4,
		"folder:" + in("whole"):                                        0,
		"csv:" + in("table.csv"):                                       4,
		"shards:" + in("packed"):                                       4,
		"parquet:" + in("parquet"):                                     4,
		"parquet:" + in("parquet/train-*.parquet"):                     0,
		"shards:" + in("packed/train"):                                 0,
		"shards:" + in("packed/train") + "/shard-{000000..000002}.tar": 0,
	}
}

func TestOpen(t *testing.T) {
	for name, validation := range names(t) {
		t.Run(name, func(t *testing.T) {
			data, err := source.Open(context.Background(), name)
			if err != nil {
				t.Fatal(err)
			}
			if !data.Files {
				t.Error("the samples are not known as files")
			}
			if data.Training.Len() != 8 || len(data.Training.Classes()) != 2 {
				t.Errorf("%d images of the classes %q are there to train with, want 8 of %q", data.Training.Len(), data.Training.Classes(), classes)
			}
			if (data.Validation != nil) != (validation > 0) || data.Validation != nil && data.Validation.Len() != validation {
				t.Errorf("to validate with there is %v, want %d images", data.Validation, validation)
			}
			var sample dataset.Sample
			for record := range data.Training.Visit(context.Background(), dataset.Order{}) {
				if err := record.Read(&sample); err != nil || len(sample.Encoded) == 0 {
					t.Errorf("sample %d has %d bytes (%v)", record.Index, len(sample.Encoded), err)
				}
			}
			if err := data.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestOpenMNIST(t *testing.T) {
	data, err := source.Open(context.Background(), "mnist")
	if err != nil {
		t.Fatal(err)
	}
	if data.Files || data.Training.Len() != 60_000 || data.Validation.Len() != 10_000 {
		t.Errorf("MNIST is %+v, want 60000 and 10000 images that are decoded", data)
	}
}

func TestNotes(t *testing.T) {
	path := t.TempDir()
	images(t, 1, path)
	if err := os.Mkdir(filepath.Join(path, "grey"), 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, nil, path, "dark", "notes.txt")
	single := t.TempDir()
	write(t, picture(t, 1), single, "dark", "1.png")
	table := t.TempDir()
	write(t, []byte("path,label\na.png,dark\n,light\nb.png,light\n"), table, "t.csv")
	for name, want := range map[string][]string{
		"folder:" + path:                       {`1 of 3 classes`, `"grey"`, "notes.txt"},
		"folder:" + single:                     {`one class only, "dark"`},
		"csv:" + filepath.Join(table, "t.csv"): {"1 rows", "line 3"},
	} {
		data, err := source.Open(context.Background(), name)
		if err != nil {
			t.Fatal(err)
		}
		notes := strings.Join(data.Notes, "\n")
		for _, word := range want {
			if !strings.Contains(notes, word) {
				t.Errorf("%s: the notes are %q, want them to contain %q", name, notes, word)
			}
		}
	}
}

func TestOpenErrors(t *testing.T) {
	path := t.TempDir()
	images(t, 1, path, "train")
	images(t, 1, path, "val")
	write(t, picture(t, 1), path, "val", "grey", "1.png")
	other := t.TempDir()
	packed(t, filepath.Join(path, "train"), filepath.Join(other, "train"))
	packed(t, filepath.Join(path, "val"), filepath.Join(other, "val"))
	for name, want := range map[string]string{
		"":                   `received "", expected mnist, fashion, idx:DIR`,
		"imagenet":           "cifar10[:DIR]",
		"mnist:here":         `received "mnist:here", expected mnist: handwritten`,
		"folder":             `received "folder", expected folder:DIR`,
		"folder:":            `received "folder:", expected folder:DIR`,
		"cifar10:":           `expected cifar10[:DIR]`,
		"folder:/no/where":   "/no/where",
		"csv:/no/where.csv":  "/no/where.csv",
		"cifar10:/no/where":  "/no/where",
		"shards:/no/where":   "/no/where",
		"parquet:/no/where":  "/no/where",
		"parquet:" + other:   "no files named .parquet",
		"shards:ftp://a/b":   `scheme "ftp"`,
		"folder:" + path:     `"grey"`,
		"shards:" + other:    `["dark" "grey" "light"], expected ["dark" "light"]`,
		"idx:" + t.TempDir(): "train-images-idx3-ubyte",
	} {
		data, err := source.Open(context.Background(), name)
		if err == nil || data != nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: the error is %v, want one that contains %q", name, err, want)
		}
	}
}

// Each kind says what it is, and the page of help lists it.
func TestKinds(t *testing.T) {
	seen := map[string]bool{}
	for _, kind := range source.Kinds() {
		if kind.Name == "" || kind.About == "" || strings.ContainsAny(kind.Name, ": ") || seen[kind.Name] || kind.Optional && kind.Argument == "" {
			t.Errorf("the kind %+v lacks something, or its name is taken", kind)
		}
		seen[kind.Name] = true
		if !strings.Contains(source.List(), kind.Form()) {
			t.Errorf("the list lacks %s", kind.Form())
		}
	}
}
