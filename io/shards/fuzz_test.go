package shards

import (
	"encoding/json"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/reefml/reef/io/dataset"
)

// Whatever a shard holds, as many samples come as are counted, and reading them is an error at worst.
func FuzzShard(f *testing.F) {
	whole := archiveOf(f, samplesOf(0, 3)...)
	f.Add(whole)
	f.Add(whole[:1700])
	f.Add(gzipped(f, whole))
	f.Add(zstandard(f, whole))
	f.Add(archiveOf(f, content{"../a.jpg", "x"}, content{"../a.cls", "1"}, content{"b.json", `{"label": 2}`}, content{"b.png", "y"}))
	f.Fuzz(func(t *testing.T, file []byte) {
		path := filepath.Join(t.TempDir(), "a.tar")
		write(t, path, file)
		s, err := Open(t.Context(), []string{path}, Settings{})
		if err != nil {
			return
		}
		defer func() {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		}()
		var sample dataset.Sample
		seen := 0
		for record := range s.Visit(t.Context(), dataset.Order{}) {
			err := record.Read(&sample)
			if err == nil && (sample.Label < 0 || sample.Label >= len(s.Classes()) || len(sample.Encoded) == 0) {
				t.Errorf("sample %d has label %d of %d and %d bytes", record.Index, sample.Label, len(s.Classes()), len(sample.Encoded))
			}
			seen++
		}
		if seen != s.Len() {
			t.Errorf("%d samples came, want %d", seen, s.Len())
		}
	})
}

// What is an index is one again after it was written.
func FuzzParseIndex(f *testing.F) {
	f.Add([]byte(validIndex))
	f.Add([]byte(`{"format": "reef-shards", "version": 1, "samples": 0, "classes": null, "shards": null}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		index, err := ParseIndex(text)
		if err != nil {
			return
		}
		written, err := json.Marshal(indexFile{indexFormat, indexVersion, index.Samples(), *index})
		if err != nil {
			t.Fatal(err)
		}
		if again, err := ParseIndex(written); err != nil || !reflect.DeepEqual(again, index) {
			t.Errorf("%s is read as %+v, %v, want %+v", written, again, err, index)
		}
	})
}
