package cifar

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/dataset/datasettest"
)

// record makes a record whose pixels tell which it is.
func record(number int, labels ...byte) []byte {
	pixel := []byte{byte(number), byte(number >> 8), byte(number >> 16)}
	return append(labels, bytes.Repeat(pixel, pixels/len(pixel))...)
}

// batch makes a file of n records; record i of it is first+i of all, and has the label (first+i) modulo 10.
func batch(first, n int) []byte {
	var file []byte
	for i := first; i < first+n; i++ {
		file = append(file, record(i, byte(i%10))...)
	}
	return file
}

func lines(n int) []byte {
	var file []byte
	for i := range n {
		file = fmt.Appendf(file, "class %d\n", i)
	}
	return append(file, '\n') // the published file ends with an empty line, too
}

// ten returns the files of a small CIFAR-10: 300 records in the first batch, more than a chunk, and 2 in each of the others.
func ten() map[string][]byte {
	files := map[string][]byte{"batches.meta.txt": lines(10), "test_batch.bin": batch(1000, 3), "readme.html": []byte("<html>")}
	files["data_batch_1.bin"] = batch(0, 300)
	for i := 2; i <= 5; i++ {
		files[fmt.Sprintf("data_batch_%d.bin", i)] = batch(300+2*(i-2), 2)
	}
	return files
}

// hundred returns the files of a small CIFAR-100.
func hundred() map[string][]byte {
	return map[string][]byte{
		"fine_label_names.txt": lines(100), "coarse_label_names.txt": lines(20),
		"train.bin": slices.Concat(record(0, 19, 99), record(1, 3, 50)), "test.bin": record(2, 0, 7),
	}
}

func system(files map[string][]byte) fstest.MapFS {
	all := fstest.MapFS{}
	for name, content := range files {
		all[name] = &fstest.MapFile{Data: content}
	}
	return all
}

func wantError(t *testing.T, err error, want ...string) {
	t.Helper()
	if err == nil {
		t.Fatalf("no error, want one with %q", want)
	}
	for _, part := range want {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("error is %q, want %q in it", err, part)
		}
	}
}

// checkTen checks that the sets are those of ten.
func checkTen(t *testing.T, training, test *Images) {
	t.Helper()
	if training.Len() != 308 || test.Len() != 3 || len(training.Classes()) != 10 || training.Classes()[9] != "class 9" {
		t.Fatalf("there are %d and %d images in %d classes, want 308 and 3 in 10", training.Len(), test.Len(), len(training.Classes()))
	}
	var sample dataset.Sample
	for i := range training.Len() {
		if err := training.Read(i, &sample); err != nil {
			t.Fatal(err)
		}
		if want := batch(i, 1); sample.Label != int(want[0]) || !bytes.Equal(sample.Image.Pixels, want[1:]) {
			t.Fatalf("image %d, from %s, is that of another record", i, sample.Name)
		}
	}
	if sample.Name != "data_batch_5.bin, record 1" {
		t.Errorf("the last sample is %q, want record 1 of the last batch", sample.Name)
	}
}

func TestTen(t *testing.T) {
	training, test, err := OpenFS(system(ten()), Settings{})
	if err != nil {
		t.Fatal(err)
	}
	checkTen(t, training, test)
	datasettest.Run(t, training)
	datasettest.Run(t, test)
}

func TestHundred(t *testing.T) {
	for coarse, want := range map[bool][]int{false: {99, 50, 7}, true: {19, 3, 0}} {
		training, test, err := OpenFS(system(hundred()), Settings{Coarse: coarse})
		if err != nil {
			t.Fatal(err)
		}
		datasettest.Run(t, training)
		datasettest.Run(t, test)
		if got := []int{training.Label(0), training.Label(1), test.Label(0)}; !slices.Equal(got, want) {
			t.Errorf("coarse %v: labels are %v, want %v", coarse, got, want)
		}
		var sample dataset.Sample
		if err := training.Read(1, &sample); err != nil || sample.Image.Pixels[0] != 1 || sample.Image.Pixels[1] != 0 {
			t.Errorf("image 1 begins with %v, %v, want the first pixels of its record", sample.Image.Pixels[:2], err)
		}
	}
}

// damage returns an unpacked CIFAR with one file replaced, or removed if content is nil.
func damage(files map[string][]byte, name string, content []byte) fs.FS {
	files = maps.Clone(files)
	if files[name] = content; content == nil {
		delete(files, name)
	}
	return system(files)
}

func TestDamage(t *testing.T) {
	for name, test := range map[string]struct {
		files    fs.FS
		settings Settings
		want     []string
	}{
		"empty folder": {system(nil), Settings{}, []string{"no files of images", "data_batch_1.bin"}},
		"no bytes":     {damage(ten(), "data_batch_2.bin", []byte{}), Settings{}, []string{"data_batch_2.bin", "byte 0"}},
		"cut": {damage(ten(), "test_batch.bin", batch(0, 2)[:4000]), Settings{},
			[]string{"test_batch.bin", "byte 4000", "record 1", "multiple of 3073"}},
		"a byte too many": {damage(ten(), "test_batch.bin", append(batch(0, 1), 0)), Settings{}, []string{"byte 3074", "record 1"}},
		"label": {damage(ten(), "data_batch_3.bin", slices.Concat(record(0, 9), record(1, 10))), Settings{},
			[]string{"data_batch_3.bin", "byte 3073", "record 1", "is 10", "0 to 9", "CIFAR-10"}},
		"coarse label":   {damage(hundred(), "train.bin", record(0, 20, 0)), Settings{}, []string{"train.bin", "byte 0", "is 20", "0 to 19"}},
		"fine label":     {damage(hundred(), "train.bin", record(0, 0, 100)), Settings{}, []string{"train.bin", "byte 1", "is 100", "0 to 99"}},
		"missing batch":  {damage(ten(), "data_batch_4.bin", nil), Settings{}, []string{"not whole", "data_batch_4.bin"}},
		"missing test":   {damage(hundred(), "test.bin", nil), Settings{}, []string{"not whole", "test.bin"}},
		"missing names":  {damage(ten(), "batches.meta.txt", nil), Settings{}, []string{"not whole", "batches.meta.txt"}},
		"few names":      {damage(ten(), "batches.meta.txt", lines(9)), Settings{}, []string{"batches.meta.txt", "9 names", "want 10"}},
		"a name twice":   {damage(ten(), "batches.meta.txt", []byte("a\nb\na\n")), Settings{}, []string{`line 3 is "a"`, "line 1"}},
		"a name missing": {damage(ten(), "batches.meta.txt", []byte("a\r\n\r\nb")), Settings{}, []string{"line 2 is empty"}},
		"endless names":  {damage(ten(), "batches.meta.txt", make([]byte, 1<<17)), Settings{}, []string{"more than 65536 bytes"}},
		"both":           {damage(ten(), "test.bin", record(0, 0, 0)), Settings{}, []string{"both CIFAR-10 and CIFAR-100"}},
		"no groups":      {system(ten()), Settings{Coarse: true}, []string{"Settings.Coarse", "CIFAR-10"}},
		"no permission":  {denying{system(ten())}, Settings{}, []string{"data_batch_1.bin", "permission denied"}},
		"a folder":       {system(map[string][]byte{"test_batch.bin/x": {0}}), Settings{}, []string{"test_batch.bin", "byte 0"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := OpenFS(test.files, test.settings)
			wantError(t, err, test.want...)
		})
	}
}

// denying is a file system that does not let files be opened: tests that run as root can open every file of the machine.
type denying struct{ fs.FS }

func (d denying) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
}
