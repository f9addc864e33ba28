package parquet

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/dataset/datasettest"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// picture and labelled are a row in Hugging Face's layout.
type picture struct {
	Bytes []byte `parquet:"bytes,optional"`
	Path  string `parquet:"path,optional"`
}

type labelled struct {
	Image *picture `parquet:"image,optional"`
	Label *int64   `parquet:"label,optional"`
}

func imageOf(i int) string {
	return fmt.Sprintf("\xff\xd8\xff%d", i) + strings.Repeat("pixel", i*37%301)
}

func rowOf(i int) labelled {
	label := int64(i % 3)
	return labelled{&picture{[]byte(imageOf(i)), fmt.Sprintf("%d.jpg", i)}, &label}
}

func rowsOf(begin, end int) []labelled {
	var all []labelled
	for i := begin; i < end; i++ {
		all = append(all, rowOf(i))
	}
	return all
}

const named = `{"info": {"features": {"image": {"_type": "Image"}, "label": {"names": ["cat", "dog", "eel"], "_type": "ClassLabel"}}}}`

func names(text string) parquet.WriterOption { return parquet.KeyValueMetadata("huggingface", text) }

// encode returns a Parquet file of rows, with small pages.
func encode[T any](t testing.TB, content []T, options ...parquet.WriterOption) []byte {
	t.Helper()
	var file bytes.Buffer
	w := parquet.NewGenericWriter[T](&file, append([]parquet.WriterOption{parquet.PageBufferSize(4000)}, options...)...)
	if _, err := w.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func write(t testing.TB, path string, file []byte) string {
	t.Helper()
	if err := os.WriteFile(path, file, 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

func open(t testing.TB, settings Settings, addresses ...string) *Rows {
	t.Helper()
	r, err := Open(context.Background(), addresses, settings)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	})
	return r
}

func checkInOrder(t *testing.T, source dataset.Source, n int) {
	t.Helper()
	place := 0
	var sample dataset.Sample
	for record := range source.Visit(context.Background(), dataset.Order{}) {
		if err := record.Read(&sample); err != nil {
			t.Fatal(err)
		}
		if record.Index != place || sample.Label != place%3 || string(sample.Encoded) != imageOf(place) {
			t.Fatalf("sample %d has index %d, label %d, image %.20q", place, record.Index, sample.Label, sample.Encoded)
		}
		place++
	}
	if place != n || source.Len() != n {
		t.Fatalf("%d samples came, of %d, want %d", place, source.Len(), n)
	}
}

func TestShapes(t *testing.T) {
	for _, c := range []struct {
		name    string
		files   []int // rows in each
		options []parquet.WriterOption
		buffer  int
	}{
		{"one file", []int{50}, nil, 10},
		{"row groups", []int{50, 30, 7}, []parquet.WriterOption{parquet.MaxRowsPerRowGroup(12)}, 10},
		{"compressed", []int{50, 30}, []parquet.WriterOption{parquet.MaxRowsPerRowGroup(20), parquet.Compression(&parquet.Snappy)}, 1000},
		{"zstd, version 1 pages", []int{50}, []parquet.WriterOption{parquet.Compression(&parquet.Zstd), parquet.DataPageVersion(1)}, 20},
		{"an empty file", []int{0, 20}, nil, 5},
	} {
		t.Run(c.name, func(t *testing.T) {
			folder := t.TempDir()
			begin := 0
			for i, n := range c.files {
				file := encode(t, rowsOf(begin, begin+n), append(c.options, names(named))...)
				write(t, filepath.Join(folder, fmt.Sprintf("train-%05d.parquet", i)), file)
				begin += n
			}
			r := open(t, Settings{Buffer: c.buffer}, folder)
			if got := strings.Join(r.Classes(), " "); got != "cat dog eel" {
				t.Errorf("the classes are %s", got)
			}
			checkInOrder(t, r, begin)
			datasettest.RunSource(t, r)
		})
	}
}

// Columns may have other names, and images be plain bytes.
func TestPlainColumns(t *testing.T) {
	type plain struct {
		Picture []byte `parquet:"picture"`
		Kind    int32  `parquet:"kind"`
		More    string `parquet:"more"`
	}
	var content []plain
	for i := range 20 {
		content = append(content, plain{[]byte(imageOf(i)), int32(i % 3), "text"})
	}
	path := write(t, filepath.Join(t.TempDir(), "a.parquet"), encode(t, content))
	r := open(t, Settings{Image: "picture", Label: "kind"}, path)
	if got := strings.Join(r.Classes(), " "); got != "0 1 2" {
		t.Errorf("the classes are %s", got)
	}
	checkInOrder(t, r, 20)
}

func TestBadRows(t *testing.T) {
	label := func(n int64) *int64 { return &n }
	image := &picture{Bytes: []byte("image")}
	path := write(t, filepath.Join(t.TempDir(), "a.parquet"), encode(t, []labelled{
		{image, label(0)}, {nil, label(1)}, {&picture{Path: "elsewhere.jpg"}, label(1)}, {image, nil}, {image, label(-1)}, {image, label(3)}, {image, label(2)},
	}, names(named)))
	want := []string{"", "row 1: the row has no image", "row 2: the row has no image", "row 3: the row has no label", "row 4: the label is -1, want 0 to 2",
		"row 5: the label is 3", ""}
	place := 0
	for record := range open(t, Settings{}, path).Visit(t.Context(), dataset.Order{}) {
		var sample dataset.Sample
		err := record.Read(&sample)
		if (err == nil) != (want[place] == "") || err != nil && !strings.Contains(err.Error(), "a.parquet, "+want[place]) {
			t.Errorf("row %d: error is %v, want one that says %q", place, err, want[place])
		}
		place++
	}
	if place != len(want) {
		t.Errorf("%d rows came, want %d", place, len(want))
	}
}

// Damage in a row group costs the rest of it, and no other.
func TestDamagedRowGroup(t *testing.T) {
	file := encode(t, rowsOf(0, 60), parquet.MaxRowsPerRowGroup(20), names(named))
	at := bytes.Index(file, []byte(imageOf(25))) + 3 // in the second row group
	for i := range 3000 {
		file[at+i] ^= 0xff
	}
	r := open(t, Settings{}, write(t, filepath.Join(t.TempDir(), "a.parquet"), file))
	failed := map[int]int{}
	for record := range r.Visit(t.Context(), dataset.Order{}) {
		var sample dataset.Sample
		if err := record.Read(&sample); err != nil {
			failed[record.Index/20]++
			if !strings.Contains(err.Error(), fmt.Sprintf("a.parquet, row %d: ", record.Index)) {
				t.Errorf("row %d: error is %v", record.Index, err)
			}
		}
	}
	if failed[0] != 0 || failed[1] == 0 || failed[2] != 0 {
		t.Errorf("bad rows of each row group: %v", failed)
	}
}

func TestOpenErrors(t *testing.T) {
	file := encode(t, rowsOf(0, 20), names(named))
	folder := t.TempDir()
	path := func(name string, file []byte) string { return write(t, filepath.Join(folder, name), file) }
	long := bytes.Clone(file)
	copy(long[len(long)-8:], "\xff\xff\xff\x7f")
	type listed struct {
		Image [][]byte `parquet:"image"`
		Label string   `parquet:"label"`
	}
	for _, c := range []struct {
		addresses []string
		settings  Settings
		want      string
	}{
		{[]string{path("empty", nil)}, Settings{}, "too short for a Parquet file"},
		{[]string{path("text", []byte("this is a text, not a table"))}, Settings{}, `the file ends with "able", want PAR1`},
		{[]string{path("cut", file[:len(file)/2])}, Settings{}, "it was cut"},
		{[]string{path("long", long)}, Settings{}, "the metadata have 2147483647 bytes"},
		{[]string{path("good", file)}, Settings{Image: "picture"}, `there is no column "picture", but ["image" "label"]`},
		{[]string{path("good", file)}, Settings{Image: "label"}, "want one value a row of type [BYTE_ARRAY]"},
		{[]string{path("list", encode(t, []listed{{nil, "a"}}))}, Settings{}, "want one value a row of type [BYTE_ARRAY]"},
		{[]string{path("good", file), path("other", encode(t, rowsOf(0, 5)))}, Settings{}, `names the classes [], but the files before it ["cat" "dog" "eel"]`},
		{[]string{path("none", encode(t, rowsOf(0, 0)))}, Settings{}, "there are no rows"},
		{[]string{filepath.Join(folder, "missing")}, Settings{}, "missing"},
		{[]string{"{"}, Settings{}, "not closed"},
		{nil, Settings{ReadAhead: -1}, "want 0 for the default"},
	} {
		if _, err := Open(t.Context(), c.addresses, c.settings); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: error is %v, want one that says %q", c.addresses, err, c.want)
		}
	}
}
