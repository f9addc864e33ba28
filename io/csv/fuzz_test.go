package csv

import (
	"bytes"
	encoding "encoding/csv"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/reefml/reef/io/dataset"
)

// FuzzOpen checks that any file is an error or a set that keeps to its contract, with the pixels that the standard library finds.
func FuzzOpen(f *testing.F) {
	for _, table := range []string{
		"path,label\n1.jpg,a\n../2.jpg,b\n\"3,\n.jpg\",c\n", "1.jpg,a\n", "label,pixel0,pixel1,pixel2,pixel3\n1,0,1,2,3\n2,3,4,5,256\n",
		"1,0,1,2,3\n4,5,6,7\n", "\xef\xbb\xbfpath,label,split\r\n1.jpg,7,train\r\n1.jpg,6,val\r\n", "path,label\n\"", "\xff\xfe", "",
		"label,pixel0\n-1,0\n99999999999,0\n3,0\n",
	} {
		f.Add([]byte(table))
	}
	f.Fuzz(func(t *testing.T, table []byte) {
		system := fstest.MapFS{"t.csv": {Data: table}, "1.jpg": {Data: []byte("x")}}
		set, err := OpenFS(system, "t.csv", Settings{})
		if (set == nil) == (err == nil) {
			t.Fatalf("set %v, error %v: want one of them", set, err)
		}
		if training, validation, err := OpenSplitsFS(system, "t.csv", Settings{}); err == nil {
			checkSet(t, training)
			if validation != nil {
				checkSet(t, validation)
			}
		}
		if err != nil {
			return
		}
		checkSet(t, set)
		if set.layout.path < 0 {
			checkPixels(t, set, table)
		}
	})
}

func checkSet(t *testing.T, set *Set) {
	bad := 0
	var sample dataset.Sample
	for i := range set.Len() {
		if label := set.Label(i); label < 0 || label >= len(set.Classes()) {
			t.Fatalf("label %d of row %d is none of %d classes", label, i, len(set.Classes()))
		}
		err := set.Read(i, &sample)
		if set.rows.bad[i] != nil {
			bad++
		}
		switch {
		case err != nil:
			if !strings.Contains(err.Error(), "t.csv, line ") || set.layout.path < 0 && set.rows.bad[i] == nil {
				t.Errorf("row %d has the error %v", i, err)
			}
		case set.layout.path >= 0 && string(sample.Encoded) != "x":
			t.Errorf("row %d is %q, which is no file", i, sample.Name)
		case set.layout.path < 0 && sample.Image.Check() != nil:
			t.Errorf("row %d: %v", i, sample.Image.Check())
		}
	}
	if len(set.Bad()) != bad || bad == set.Len() {
		t.Errorf("%d of %d rows are bad, and %d are listed", bad, set.Len(), len(set.Bad()))
	}
}

// checkPixels compares with the standard library, if that understands the whole file.
func checkPixels(t *testing.T, set *Set, table []byte) {
	reader := encoding.NewReader(bytes.NewReader(bytes.TrimPrefix(table, []byte("\xef\xbb\xbf"))))
	reader.FieldsPerRecord, reader.TrimLeadingSpace = -1, true
	records, err := reader.ReadAll()
	if err != nil {
		return
	}
	if set.layout.columns != nil {
		records = records[1:]
	}
	if len(records) != set.Len() {
		t.Fatalf("the set has %d rows, want %d", set.Len(), len(records))
	}
	var sample dataset.Sample
	for i, record := range records {
		if set.Read(i, &sample) != nil {
			continue
		}
		for place, column := range set.layout.pixels {
			if value, err := strconv.Atoi(strings.TrimSpace(record[column])); err != nil || value != int(sample.Image.Pixels[place]) {
				t.Errorf("pixel %d of row %d is %d, want %q", place, i, sample.Image.Pixels[place], record[column])
			}
		}
	}
}
